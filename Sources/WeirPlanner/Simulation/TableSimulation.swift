import WeirRecords

/// A log table under retention as PostgreSQL keeps it: page by page, row by row, hour by hour.
///
/// Within an hour: events and dropped partitions, insertions, a check whether vacuum is due, the clean-up, another check.
package struct TableSimulation: Sendable {
    private let plan: TableCase
    private let shape: TableShape
    private let members: PerClass<[Int]>
    private var random: SplitMix64

    /// One, or one a day; the first is of `firstDay`.
    private var tables: [SimulatedTable]
    private var firstDay = 0
    private var rows = RowPopulation()
    private var wal = WALMeter()
    private var retention: TableCase.Retention
    private var due = 0.0
    private var hour = 0

    /// - Parameter scale: real rows for each simulated one.
    /// - Throws: where there is no column, no row, an index over a column that is not there, or more rows than can be simulated.
    package init(_ plan: TableCase, scale: Double = 1, seed: UInt64 = 1) throws(PlanError) {
        try TableLayout.check(plan.columns, plan.indexes, plan.sample)
        self.plan = plan.withRowCounts(dividedBy: scale)
        shape = try TableShape(plan, scale: scale)
        members = PerClass { each in plan.sample.rows.indices.filter { plan.sample.rows[$0].retentionClass == each } }
        tables = [SimulatedTable(shape)]
        retention = self.plan.retention
        random = SplitMix64(seed: seed)
    }

    /// One more hour, as large as the real table's.
    package mutating func advance() -> TableHour {
        defer { hour += 1 }
        applyEvents()
        let walRewrite = takenWAL()
        let dropped = dropPartitions()
        let inserted = insertHour()
        let walInsert = takenWAL()
        vacuum()
        var walVacuum = takenWAL()
        checkpoint(\.beforeCleanup)
        let deleted = cleanUp()
        let walDelete = takenWAL()
        checkpoint(\.afterCleanup)
        vacuum(atEnd: true)
        walVacuum += takenWAL()
        return state(inserted: inserted, deleted: deleted + dropped, wal: (walInsert, walDelete, walVacuum, walRewrite))
    }

    private func state(inserted: Int, deleted: Int, wal: (insert: Double, delete: Double, vacuum: Double, rewrite: Double)) -> TableHour {
        let scale = shape.scale
        func sum(_ bytes: (SimulatedTable) -> Double) -> Double { tables.reduce(0) { $0 + bytes($1) } }
        return TableHour(
            hour: hour, inserted: Double(inserted) * scale, deleted: Double(deleted) * scale, live: Double(rows.live) * scale,
            heap: sum(\.heap.bytes) * scale, toast: sum(\.toast.bytes) * scale,
            toastIndex: sum { $0.toastIndexBytes(scale: scale) },
            indexes: plan.indexes.indices.map { index in sum { $0.indexes[index].bytes(scale: scale) } },
            maps: sum { $0.mapBytes(scale: scale) }, walInsert: wal.insert, walDelete: wal.delete, walVacuum: wal.vacuum,
            walRewrite: wal.rewrite)
    }

    private mutating func takenWAL() -> Double {
        guard shape.scale > 1 else { return wal.taken(rows: 1, ends: 1) }
        return wal.taken(rows: shape.scale, ends: shape.growingEnds(rows: rowsPerCheckpoint, scale: shape.scale))
    }

    private var rowsPerCheckpoint: Double {
        guard let checkpoints = plan.checkpoints else { return plan.load.rowsPerHour }
        let moments = (checkpoints.beforeCleanup ? 1.0 : 0) + (checkpoints.afterCleanup ? 1.0 : 0)
        return plan.load.rowsPerHour * Double(checkpoints.everyHours) / max(1, moments)
    }

    private mutating func checkpoint(_ moment: KeyPath<TableCase.Checkpoints, Bool>) {
        guard let checkpoints = plan.checkpoints, checkpoints[keyPath: moment] else { return }
        if (hour + 1).isMultiple(of: max(1, checkpoints.everyHours)) { wal.startCheckpoint() }
    }

    // MARK: Inserting

    private mutating func insertHour() -> Int {
        let factors = plan.load.hourlyFactors
        due += plan.load.rowsPerHour * (factors.isEmpty ? 1 : factors[hour % factors.count]) / shape.scale
        let count = max(0, Int(due.rounded()) - rows.count)
        let hasClasses = self.hasClasses
        for index in 0..<count {
            let kind = drawKind()
            let retentionClass = hasClasses ? plan.sample.rows[kind].retentionClass : .standard
            let time = Double(hour) + Double(index) / Double(count)
            tables[tables.count - 1].insert(kind: kind, time: time, of: retentionClass, &rows, &wal)
        }
        if count > 0 { wal.record(WALLength.commit) }
        return count
    }

    /// Whether the classes are ever kept for different times.
    private var hasClasses: Bool {
        plan.retention.debug != nil
            || plan.events.contains { if case .retentionChange(_, _, let debug) = $0 { debug != nil } else { false } }
    }

    private mutating func drawKind() -> Int {
        guard let share = plan.load.debugShare else { return Int(random.next(upperBound: UInt64(plan.sample.rows.count))) }
        let isDebug = Double(random.next() >> 11) * 0x1p-53 < share
        let own = isDebug ? members.debug : members.standard
        guard !own.isEmpty else { return Int(random.next(upperBound: UInt64(plan.sample.rows.count))) }
        return own[Int(random.next(upperBound: UInt64(own.count)))]
    }

    // MARK: Partitions

    /// A new partition each day, and none that is wholly past retention.
    private mutating func dropPartitions() -> Int {
        guard let partitions = plan.partitions else { return 0 }
        if hour > 0, hour.isMultiple(of: DayShape.hoursPerDay) { tables.append(SimulatedTable(shape)) }
        guard partitions.drop else { return 0 }
        var dropped = 0
        while tables.count > 1, isPastRetention {
            tables.removeFirst()
            firstDay += 1
            dropped += rows.drop(before: Double(firstDay * DayShape.hoursPerDay), at: hour)
        }
        return dropped
    }

    /// Whether the oldest partition holds nothing that is kept.
    private var isPastRetention: Bool {
        let end = (firstDay + 1) * DayShape.hoursPerDay
        switch retention.standard {
        case .hours(let age): return Double(end) <= Double(hour) - age
        case .rows(let kept): return rows.live(.standard, from: Double(end)) >= kept
        case .forever: return false
        }
    }

    private func table(of row: UInt32) -> Int {
        plan.partitions == nil ? 0 : max(0, Int(rows.times[Int(row)]) / DayShape.hoursPerDay - firstDay)
    }

    // MARK: Cleaning up

    private mutating func cleanUp() -> Int {
        let fails = plan.events.contains {
            if case .cleanupFails(let from, let to) = $0 { (from..<max(from, to)).contains(hour) } else { false }
        }
        guard !fails, (hour + 1).isMultiple(of: max(1, retention.cleanupEveryHours)) else { return 0 }
        let horizon = self.horizon
        for index in tables.indices { tables[index].pruneScanned(isRemovable: { horizon.isRemovable(rows.deletedHours[Int($0)]) }, &wal) }
        let count = RetentionClass.allCases.reduce(0) { $0 + deleteExpired($1) }
        for index in tables.indices { tables[index].cleanUpEnds() }
        if count > 0 { wal.record(WALLength.commit) }
        return count
    }

    /// Dropped partitions take the standard class with them; debug rows that are kept for less are deleted all the same.
    private mutating func deleteExpired(_ retentionClass: RetentionClass) -> Int {
        if plan.partitions?.drop == true, retentionClass == .standard { return 0 }
        let limit = retentionClass == .standard ? retention.standard : retention.debug ?? retention.standard
        let expired = rows.expire(retentionClass, limit, at: hour)
        for row in expired { tables[table(of: row)].delete(row, rows, &wal) }
        return expired.count
    }

    /// The first hour whose deletions and insertions an open transaction may still see; the next one where there is none.
    private var horizon: VisibilityHorizon {
        let held = plan.events.compactMap { event -> Int? in
            if case .transactionHeld(let from, let to) = event, hour >= from, hour < to { from } else { nil }
        }
        return VisibilityHorizon(hour: Int32(clamping: held.min() ?? hour + 1))
    }

    // MARK: Vacuum

    private mutating func vacuum(atEnd: Bool = false) {
        guard plan.vacuum.isEnabled else { return }
        let horizon = self.horizon
        for index in tables.indices {
            if tables[index].clock == nil {
                tables[index].vacuumWhereDue(rows, horizon, &wal)
            } else if atEnd {
                tables[index].runClock(until: Double(hour + 1) * plan.vacuum.hourSeconds, rows, horizon, &wal)
            }
        }
    }

    // MARK: Events

    private mutating func applyEvents() {
        for event in plan.events {
            switch event {
            case .retentionChange(at: hour, let standard, let debug):
                retention.standard = standard
                if let debug { retention.debug = debug }
            case .vacuumFull(at: hour):
                for index in tables.indices { tables[index].rewrite(liveRows(in: index), &rows, &wal) }
            case .reindex(at: hour):
                for index in tables.indices { tables[index].reindex(liveRows(in: index), rows, &wal) }
            default: break
            }
        }
    }

    private func liveRows(in index: Int) -> [UInt32] {
        guard plan.partitions != nil else { return rows.liveRows(from: 0, to: .infinity) }
        let start = Double((firstDay + index) * DayShape.hoursPerDay)
        return rows.liveRows(from: start, to: start + Double(DayShape.hoursPerDay))
    }
}
