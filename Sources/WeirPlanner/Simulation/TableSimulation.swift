import WeirRecords

/// A log table under retention as PostgreSQL keeps it: page by page, row by row, hour by hour.
///
/// Within an hour: insertions, a check whether vacuum is due, the clean-up, another check.
package struct TableSimulation: Sendable {
    private let plan: TableCase
    private let stored: [StoredRow]
    private let members: PerClass<[Int]>
    private let shapes: [SimulatedIndex]
    private let scale: Double
    private var random: SplitMix64

    private var heap = HeapFile()
    private var toast = HeapFile()
    private var toastIndex: BTreeFile
    private var indexes: [BTreeFile]
    private var rows = RowPopulation()
    private var chunkCount: UInt64 = 0
    private var deadInHeap = 0
    private var deadToast = 0
    private var statistics = TableStatistics()
    private var wal = WALMeter()
    private var retention: TableCase.Retention
    private var due = 0.0
    /// Pages that the last clean-up deleted from, which the next one's scan prunes.
    private var pagesToPrune: [Int] = []
    private var hour = 0
    private var isAnalyzeImaged: UInt32 = 0

    /// - Parameter scale: real rows for each simulated one.
    /// - Throws: where there is no column, no row, or an index over a column that is not there.
    package init(_ plan: TableCase, scale: Double = 1, seed: UInt64 = 1) throws(PlanError) {
        try TableLayout.check(plan.columns, plan.indexes, plan.sample)
        self.plan = plan
        self.scale = scale
        let layout = TupleLayout(columns: plan.columns)
        stored = plan.sample.rows.map(layout.stored)
        members = PerClass { each in plan.sample.rows.indices.filter { plan.sample.rows[$0].retentionClass == each } }
        shapes = plan.indexes.map { SimulatedIndex($0, columns: plan.columns, rows: plan.sample.rows) }
        indexes = shapes.map { BTreeFile($0.keys) }
        toastIndex = BTreeFile(
            BTreeKeys(
                order: .grouped, itemBytes: [Toast.indexEntryBytes - PageGeometry.linePointerBytes], leading: [[]], columns: 2,
                sharesEntries: false))
        retention = plan.retention
        random = SplitMix64(seed: seed)
    }

    package static func run(_ plan: TableCase) throws(PlanError) -> [TableHour] {
        var simulation = try TableSimulation(plan)
        return (0..<plan.hours).map { _ in simulation.advance() }
    }

    /// One more hour.
    package mutating func advance() -> TableHour {
        defer { hour += 1 }
        applyEvents()
        let inserted = insertHour()
        let walInsert = wal.taken()
        vacuumWhereDue()
        var walVacuum = wal.taken()
        checkpoint(\.beforeCleanup)
        let deleted = cleanUp()
        let walDelete = wal.taken()
        vacuumWhereDue()
        walVacuum += wal.taken()
        checkpoint(\.afterCleanup)
        return TableHour(
            hour: hour, inserted: Double(inserted), deleted: Double(deleted), live: Double(rows.live), heap: heap.bytes,
            toast: toast.bytes, toastIndex: hasToast ? toastIndex.bytes : 0, indexes: indexes.map(\.bytes), maps: mapBytes,
            walInsert: walInsert, walDelete: walDelete, walVacuum: walVacuum)
    }

    private var hasToast: Bool { plan.columns.contains { $0.type.isExtended } }
    private var mapBytes: Double {
        heap.mapBytes + toast.mapBytes + toastIndex.mapBytes + indexes.reduce(0) { $0 + $1.mapBytes }
    }

    private mutating func checkpoint(_ moment: KeyPath<TableCase.Checkpoints, Bool>) {
        guard let checkpoints = plan.checkpoints, checkpoints[keyPath: moment] else { return }
        if (hour + 1).isMultiple(of: checkpoints.everyHours) { wal.startCheckpoint() }
    }

    // MARK: Inserting

    private mutating func insertHour() -> Int {
        let factor = plan.load.hourlyFactors.isEmpty ? 1 : plan.load.hourlyFactors[hour % plan.load.hourlyFactors.count]
        due += plan.load.rowsPerHour * factor / scale
        let count = max(0, Int(due.rounded()) - rows.count)
        for index in 0..<count { insertRow(at: Double(hour) + (Double(index) + 0.5) / Double(count)) }
        if count > 0 { wal.record(WALLength.commit) }
        statistics.inserted(count)
        return count
    }

    private mutating func insertRow(at time: Double) {
        let kind = drawKind()
        let row = UInt32(rows.count)
        var chunks: [HeapFile.Place] = []
        for chunk in stored[kind].chunks { chunks.append(insertChunk(chunk, row: row)) }
        let place = heap.insert(bytes: stored[kind].tupleBytes, length: stored[kind].length, owner: row, wal: &wal)
        let retentionClass = retention.debug == nil ? .standard : plan.sample.rows[kind].retentionClass
        rows.append(kind: kind, of: retentionClass, place: place, chunks: chunks, time: time)
        for index in indexes.indices {
            let key = shapes[index].key(row: kind, ordinal: UInt64(row), place: place)
            guard let overflow = indexes[index].insert(key, row: row, wal: &wal) else { continue }
            let follows = overflow.rowBefore.map { Self.isNeighbour(rows.places[Int($0)], place) } ?? false
            indexes[index].split(overflow, followsNeighbour: follows, wal: &wal)
        }
    }

    private mutating func insertChunk(_ bytes: Int, row: UInt32) -> HeapFile.Place {
        let length = bytes + Toast.chunkOverheadBytes
        let place = toast.insert(bytes: PageGeometry.aligned(length), length: length, owner: row, wal: &wal)
        if let overflow = toastIndex.insert(BTreeKeys.key(group: 0, ordinal: chunkCount), row: row, wal: &wal) {
            toastIndex.split(overflow, followsNeighbour: false, wal: &wal)
        }
        chunkCount += 1
        return place
    }

    private static func isNeighbour(_ before: HeapFile.Place, _ after: HeapFile.Place) -> Bool {
        before.page == after.page || (before.page + 1 == after.page && after.slot == 0)
    }

    private mutating func drawKind() -> Int {
        guard let share = plan.load.debugShare else { return Int(random.next(upperBound: UInt64(stored.count))) }
        let isDebug = Double(random.next() >> 11) * 0x1p-53 < share
        let own = isDebug ? members.debug : members.standard
        return own.isEmpty ? Int(random.next(upperBound: UInt64(stored.count))) : own[Int(random.next(upperBound: UInt64(own.count)))]
    }

    // MARK: Cleaning up

    private mutating func cleanUp() -> Int {
        let fails = plan.events.contains { if case .cleanupFails(let from, let to) = $0 { (from..<to).contains(hour) } else { false } }
        guard !fails, (hour + 1).isMultiple(of: max(1, retention.cleanupEveryHours)) else { return 0 }
        pruneScanned()
        var count = 0
        var touched: Set<Int> = []
        for each in RetentionClass.allCases {
            let limit = each == .standard ? retention.standard : retention.debug ?? retention.standard
            for row in rows.expire(each, limit, at: hour) {
                let place = rows.places[Int(row)]
                heap.delete(place, wal: &wal)
                touched.insert(Int(place.page))
                for chunk in rows.chunks(of: row) {
                    toast.delete(chunk, wal: &wal)
                    deadToast += 1
                }
                count += 1
            }
        }
        if count > 0 { wal.record(WALLength.commit) }
        pagesToPrune = touched.sorted()
        deadInHeap += count
        statistics.deleted(count)
        return count
    }

    private mutating func pruneScanned() {
        let (deleted, horizon) = (rows.deletedHours, self.horizon)
        for page in pagesToPrune { heap.pruneWhereFull(page, isRemovable: { deleted[Int($0)] < horizon }, wal: &wal) }
        pagesToPrune = []
    }

    /// The first hour whose deletions and insertions somebody may still not see.
    private var horizon: Int32 {
        let held = plan.events.compactMap { event -> Int? in
            if case .transactionHeld(let from, let to) = event, (from..<to).contains(hour) { from } else { nil }
        }
        return Int32(clamping: held.min() ?? hour + 1)
    }

    // MARK: Vacuum

    private mutating func vacuumWhereDue() {
        guard plan.vacuum.isEnabled else { return }
        let due = statistics.due(plan.vacuum, scale: scale)
        if due.vacuum { vacuum() }
        if due.analyze { analyze() }
    }

    private mutating func analyze() {
        statistics.analyzed(live: rows.live, dead: deadInHeap, pages: heap.pageCount)
        heap.forgetTarget()
        let columns = Double(plan.columns.count)
        wal.raw(columns * Self.analyzeBytes)
        if isAnalyzeImaged < wal.checkpoint {
            isAnalyzeImaged = wal.checkpoint
            wal.raw(columns * Self.analyzeImageBytes)
        }
    }

    /// WAL of a column's new statistics, and of the catalogue pages' images after a checkpoint: measured.
    private static let analyzeBytes = 3_300.0
    private static let analyzeImageBytes = 5_500.0

    private mutating func vacuum() {
        let (deleted, times, horizon) = (rows.deletedHours, rows.times, self.horizon)
        let isRemovable = { (row: UInt32) in deleted[Int(row)] < horizon }
        let isVisible = { (row: UInt32) in times[Int(row)] < Float(horizon) }
        let scan = heap.vacuumScan(hasIndexes: !indexes.isEmpty, isRemovable: isRemovable, isVisible: isVisible, wal: &wal)
        let bypasses = Double(scan.deadPages.count) < VacuumSettings.indexBypassShare * Double(heap.pageCount)
        if scan.deadPointers == 0 || bypasses {
            for index in indexes.indices { indexes[index].cleanUp() }
            if indexes.isEmpty { deadInHeap = scan.recentlyDead }
        } else {
            for index in indexes.indices { indexes[index].vacuum(isRemoved: isRemovable, recyclesAtOnce: false, wal: &wal) }
            heap.vacuumFree(scan.deadPages, isVisible: isVisible, wal: &wal)
            deadInHeap -= scan.deadPointers
        }
        heap.finishVacuum(truncationPages: Self.truncationPages / scale, wal: &wal)
        statistics.vacuumed(scan, pages: heap.pageCount)
        if hasToast { vacuumToast(isRemovable, isVisible) }
    }

    private mutating func vacuumToast(_ isRemovable: (UInt32) -> Bool, _ isVisible: (UInt32) -> Bool) {
        let scan = toast.vacuumScan(hasIndexes: true, isRemovable: isRemovable, isVisible: isVisible, wal: &wal)
        let bypasses = Double(scan.deadPages.count) < VacuumSettings.indexBypassShare * Double(toast.pageCount)
        if scan.deadPointers == 0 || bypasses {
            toastIndex.cleanUp()
        } else {
            toastIndex.vacuum(isRemoved: isRemovable, recyclesAtOnce: false, wal: &wal)
            toast.vacuumFree(scan.deadPages, isVisible: isVisible, wal: &wal)
        }
        toast.finishVacuum(truncationPages: Self.truncationPages / scale, wal: &wal)
    }

    /// Empty pages at the end that are worth cutting off (PostgreSQL's REL_TRUNCATE_MINIMUM).
    private static let truncationPages = 1000.0

    // MARK: Events

    private mutating func applyEvents() {
        for event in plan.events {
            switch event {
            case .retentionChange(at: hour, let standard, let debug):
                retention.standard = standard
                if let debug { retention.debug = debug }
            case .vacuumFull(at: hour): rewrite()
            case .reindex(at: hour): reindex()
            default: break
            }
        }
    }

    private mutating func rewrite() {
        heap = HeapFile()
        toast = HeapFile()
        for row in rows.liveRows {
            let kind = Int(rows.kinds[Int(row)])
            let chunks = stored[kind].chunks.map { bytes in
                let length = bytes + Toast.chunkOverheadBytes
                return toast.insert(bytes: PageGeometry.aligned(length), length: length, owner: row, wal: &wal)
            }
            let place = heap.insert(bytes: stored[kind].tupleBytes, length: stored[kind].length, owner: row, wal: &wal)
            rows.move(row, to: place, chunks: chunks)
        }
        deadInHeap = 0
        reindex()
    }

    private mutating func reindex() {}
}
