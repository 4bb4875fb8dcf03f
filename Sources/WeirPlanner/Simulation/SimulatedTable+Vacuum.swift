import RealModule

/// What somebody may still see: rows deleted or inserted from this hour on.
struct VisibilityHorizon: Equatable, Sendable {
    var hour: Int32

    func isRemovable(_ deletedHour: Int32) -> Bool { deletedHour < hour }
    func isVisible(_ time: Double) -> Bool { time < Double(hour) }
}

/// Autovacuum at one table: what is due, and what it does.
extension SimulatedTable {
    /// Empty pages at the end that are worth cutting off (PostgreSQL's REL_TRUNCATE_MINIMUM).
    private static let truncationPages = 1000.0
    /// WAL of a column's new statistics, and of the catalogue pages' images after a checkpoint: measured.
    private static let analyzeImageBytes = 6_700.0

    /// Pages that analyze reads at most: `300 × default_statistics_target`.
    private static let analyzedPages = 30_000.0

    /// One look at the statistics, and at once what they ask for.
    mutating func vacuumWhereDue(_ rows: RowPopulation, _ horizon: VisibilityHorizon, _ wal: inout WALMeter) {
        let due = statistics.due(shape.vacuum, scale: shape.scale)
        if due.vacuum {
            let scan = scanHeap(rows, horizon, &wal)
            finishVacuum(scan, rows, horizon, &wal)
        }
        if due.analyze { analyze(live: heap.liveTuples, &wal) }
        if shape.hasToast, toastStatistics.due(shape.vacuum, scale: shape.scale).vacuum { vacuumToast(rows, horizon, &wal) }
    }

    private mutating func analyze(live: Int, _ wal: inout WALMeter) {
        statistics.analyzed(live: live, dead: deadInHeap, pages: heap.pageCount)
        heap.forgetTargets()
        heap.noteAllEnds(share: min(1, Self.analyzedPages / max(1, Double(heap.pageCount) * shape.scale)), wal: &wal)
        wal.fixed(Double(shape.columns) * Self.analyzeBytes(rows: Double(live) * shape.scale))
        guard analyzedAtCheckpoint < wal.checkpoint else { return }
        analyzedAtCheckpoint = wal.checkpoint
        wal.fixed(Double(shape.columns) * Self.analyzeImageBytes)
    }

    /// New statistics of a column: a tall table's values are too rare in its sample for a list of the commonest, a small one's fill
    /// only a part of the lists.
    static func analyzeBytes(rows: Double) -> Double {
        let (tall, whole, small) = (3_330.0, 4_950.0, 2_800.0)
        if rows > 80_000 { return tall }
        return small + (whole - small) * min(1, max(0, (rows - 400) / 2_100))
    }

    private mutating func scanHeap(_ rows: RowPopulation, _ horizon: VisibilityHorizon, _ wal: inout WALMeter) -> HeapFile.VacuumScan {
        heap.vacuumScan(
            hasIndexes: !indexes.isEmpty, isRemovable: { horizon.isRemovable(rows.deletedHours[Int($0)]) },
            isVisible: { horizon.isVisible(rows.times[Int($0)]) }, wal: &wal)
    }

    /// The indexes forget the dead rows, then the heap's pages are free; left for later where few pages hold any.
    private mutating func finishVacuum(
        _ scan: HeapFile.VacuumScan, _ rows: RowPopulation, _ horizon: VisibilityHorizon, _ wal: inout WALMeter
    ) {
        let bypasses = Double(scan.deadPages.count) < VacuumSettings.indexBypassShare * Double(heap.pageCount)
        if indexes.isEmpty {
            deadInHeap = scan.recentlyDead
        } else if scan.deadPointers == 0 || bypasses {
            for index in indexes.indices { indexes[index].cleanUp(&wal) }
        } else {
            for index in indexes.indices {
                indexes[index].vacuum(
                    isRemoved: { horizon.isRemovable(rows.deletedHours[Int($0)]) }, reusedAtOnce: reusedAtOnce(scan, index), wal: &wal)
            }
            heap.vacuumFree(scan.deadPages, isVisible: { horizon.isVisible(rows.times[Int($0)]) }, wal: &wal)
            deadInHeap -= scan.deadPointers
        }
        heap.finishVacuum(scan, truncationPages: Self.truncationPages / shape.scale, wal: &wal)
        statistics.vacuumed(scan, pages: heap.pageCount)
    }

    /// A page that vacuum emptied serves again at once where another transaction came in between, else after the next vacuum: the
    /// likelier, the longer vacuum is at work. Seen on a server with little else to do: never in the first index, in the others
    /// mostly after 20,000 dead rows, hardly ever after 2,000.
    private func reusedAtOnce(_ scan: HeapFile.VacuumScan, _ index: Int) -> Double {
        PageReuse.atOnce(dead: Double(scan.deadPointers) * shape.scale, index: index)
    }

    private mutating func vacuumToast(_ rows: RowPopulation, _ horizon: VisibilityHorizon, _ wal: inout WALMeter) {
        let isRemovable = { (row: UInt32) in horizon.isRemovable(rows.deletedHours[Int(row)]) }
        let isVisible = { (row: UInt32) in horizon.isVisible(rows.times[Int(row)]) }
        let scan = toast.vacuumScan(hasIndexes: true, isRemovable: isRemovable, isVisible: isVisible, wal: &wal)
        if scan.deadPointers == 0 || Double(scan.deadPages.count) < VacuumSettings.indexBypassShare * Double(toast.pageCount) {
            toastIndex.cleanUp(&wal)
        } else {
            toastIndex.vacuum(isRemoved: isRemovable, reusedAtOnce: 0, wal: &wal)
            toast.vacuumFree(scan.deadPages, isVisible: isVisible, wal: &wal)
            deadInToast -= scan.deadPointers
        }
        toast.finishVacuum(scan, truncationPages: Self.truncationPages / shape.scale, wal: &wal)
        toastStatistics.vacuumed(scan, pages: toast.pageCount)
    }

    // MARK: By the clock

    /// Autovacuum as its naptime and its cost limit let it, up to the hour's end.
    mutating func runClock(until end: Double, _ rows: RowPopulation, _ horizon: VisibilityHorizon, _ wal: inout WALMeter) {
        while let step = clock?.next(until: end) {
            switch step {
            case .look: look(rows, horizon, &wal)
            case .vacuumEnds:
                guard let (scan, since) = vacuumInHand else { continue }
                vacuumInHand = nil
                finishVacuum(scan, rows, VisibilityHorizon(hour: since), &wal)
                if shape.hasToast, toastStatistics.due(shape.vacuum, scale: shape.scale).vacuum { vacuumToast(rows, horizon, &wal) }
            case .analyzeEnds: analyze(live: heap.liveTuples, &wal)
            }
        }
    }

    private mutating func look(_ rows: RowPopulation, _ horizon: VisibilityHorizon, _ wal: inout WALMeter) {
        let due = statistics.due(shape.vacuum, scale: shape.scale)
        guard due.vacuum || due.analyze else { return }
        var cost: Double?
        if due.vacuum {
            let scan = scanHeap(rows, horizon, &wal)
            vacuumInHand = (scan, horizon.hour)
            let indexPages = scan.deadPointers > 0 ? indexes.reduce(0) { $0 + $1.pageCount } : 0
            cost = AutovacuumClock.vacuumCost(
                scanned: Double(scan.pages) * shape.scale, withDead: Double(scan.deadPages.count) * shape.scale,
                indexPages: Double(indexPages) * shape.scale)
        }
        let pages = Double(heap.pageCount) * shape.scale
        clock?.begin(vacuumCost: cost, analyzeCost: due.analyze ? AutovacuumClock.analyzeCost(pages: pages) : nil)
    }
}
