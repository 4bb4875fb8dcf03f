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
    private var rows: RowPopulation
    private var wal: WALMeter
    private var retention: TableCase.Retention
    private var due = 0.0
    private var hour = 0
    /// Moment of the next checkpoint that takes no heed of clean-ups, in hours.
    private var nextCheckpoint = 0.0

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
        wal = WALMeter(plan.server, isUnlogged: plan.storage.isUnlogged)
        rows = RowPopulation(isInOrder: shape.isInOrder, hasUpdates: plan.load.updates != nil)
        rows.mostLate = (plan.load.late?.byHours ?? 0) + (shape.isInOrder ? 0 : Self.disorderHours)
        nextCheckpoint = plan.checkpoints?.spacing ?? .infinity
        live(before: self.plan.startRows / scale)
    }

    /// Several inserters and rows that are late by a number of rows come out of order by so much at most.
    private static let disorderHours = 2.0

    /// Writes the rows that are there at the beginning at the load's pace, under autovacuum and without a clean-up.
    private mutating func live(before rows: Double) {
        guard rows > 0 else { return }
        let hours = plan.startHours
        hour = -hours
        firstDay = Self.day(of: Double(hour))
        nextCheckpoint += Double(hour)
        while hour < 0 {
            _ = insert(Int((rows / Double(hours) * Double(hour + hours + 1)).rounded()) - self.rows.inserted, part: 0, of: 1)
            if plan.partitions != nil, (hour + 1).isMultiple(of: DayShape.hoursPerDay), hour < -1 { tables.append(SimulatedTable(shape)) }
            vacuum(atEnd: true)
            hour += 1
        }
        due = Double(self.rows.inserted)
        _ = takenWAL()
    }

    /// One more hour, as large as the real table's.
    package mutating func advance() -> TableHour {
        defer { hour += 1 }
        applyEvents()
        let walRewrite = takenWAL()
        var deleted = dropPartitions()
        var wal = (insert: 0.0, delete: 0.0, vacuum: 0.0, rewrite: walRewrite)
        let count = rowsOfHour()
        let parts = max(1, retention.cleanupsPerHour)
        for part in 0..<parts {
            _ = insert(count * (part + 1) / parts - count * part / parts, part: part, of: parts)
            wal.insert += takenWAL()
            if part == parts - 1 { vacuum() }
            wal.vacuum += takenWAL()
            checkpoint(\.beforeCleanup)
            deleted += cleanUp(at: Double(hour) + Double(part + 1) / Double(parts)) + (part == parts - 1 ? truncate() : 0)
            wal.delete += takenWAL()
            checkpoint(\.afterCleanup)
            vacuum(atEnd: part == parts - 1)
            wal.vacuum += takenWAL()
        }
        return state(inserted: count, deleted: deleted, wal: wal)
    }

    private func state(inserted: Int, deleted: Int, wal: (insert: Double, delete: Double, vacuum: Double, rewrite: Double)) -> TableHour {
        let scale = shape.scale
        func sum(_ bytes: (SimulatedTable) -> Double) -> Double { tables.reduce(0) { $0 + bytes($1) } }
        return TableHour(
            hour: hour, inserted: Double(inserted) * scale, deleted: Double(deleted) * scale, live: Double(rows.live) * scale,
            heap: sum(\.heap.bytes) * scale, toast: sum(\.toast.bytes) * scale,
            toastIndex: sum { $0.toastIndexBytes(scale: scale) },
            indexes: plan.indexes.indices.map { index in sum { $0.indexBytes(index) } },
            maps: sum { $0.mapBytes(scale: scale) }, walInsert: wal.insert, walDelete: wal.delete, walVacuum: wal.vacuum,
            walRewrite: wal.rewrite)
    }

    private mutating func takenWAL() -> Double {
        guard shape.scale > 1 else { return wal.taken(rows: 1, ends: 1) }
        return wal.taken(rows: shape.scale, ends: shape.growingEnds(rows: rowsPerCheckpoint, scale: shape.scale))
    }

    private var rowsPerCheckpoint: Double {
        guard let checkpoints = plan.checkpoints else { return plan.load.rowsPerHour }
        if let spacing = checkpoints.spacing { return plan.load.rowsPerHour * spacing }
        let moments = (checkpoints.beforeCleanup ? 1.0 : 0) + (checkpoints.afterCleanup ? 1.0 : 0)
        return plan.load.rowsPerHour * Double(checkpoints.everyHours) / max(1, moments)
    }

    private mutating func checkpoint(_ moment: KeyPath<TableCase.Checkpoints, Bool>) {
        guard let checkpoints = plan.checkpoints else { return }
        // What comes a few minutes apart is minutes before and after a clean-up, too.
        if let spacing = checkpoints.spacing, spacing < Self.hour { return wal.startCheckpoint() }
        guard checkpoints[keyPath: moment] else { return }
        if (hour + 1).isMultiple(of: max(1, checkpoints.everyHours)) { wal.startCheckpoint() }
    }

    private static let hour = 1.0

    // MARK: Inserting

    private mutating func rowsOfHour() -> Int {
        let factors = plan.load.hourlyFactors
        due += plan.load.rowsPerHour * (factors.isEmpty ? 1 : factors[hour % factors.count]) / shape.scale
        return max(0, Int(due.rounded()) - rows.inserted)
    }

    /// - Parameters:
    ///   - count: rows that come evenly over one part of the hour.
    ///   - part: counts from 0.
    private mutating func insert(_ count: Int, part: Int, of parts: Int) -> Int {
        guard count > 0 else { return 0 }
        let (first, perCommit) = (rows.inserted, plan.load.rowsPerCommit.map { max(1, Double($0) / shape.scale) } ?? Double(count))
        let queued = PerClass { rows.queuedCount($0) }
        var turns = InserterTurns(sessions: shape.inserters, rows: count)
        for number in 0..<count {
            let (inserter, index) = turns.next(&random)
            let arrival = Double(hour) + (Double(part) + Double(number) / Double(count)) / Double(parts)
            passCheckpoints(until: arrival)
            let time = Double(hour) + (Double(part) + Double(index) / Double(count)) / Double(parts)
            insertOne(time: time - lateness(perHour: Double(count * parts)), inserter: inserter)
            if (Double(number + 1) / perCommit).rounded(.down) > (Double(number) / perCommit).rounded(.down) { wal.commit() }
        }
        if !(Double(count) / perCommit).truncatingRemainder(dividingBy: 1).isZero { wal.commit() }
        update(queued)
        return rows.inserted - first
    }

    private mutating func insertOne(time: Double, inserter: Int) {
        let kind = drawKind()
        let retentionClass = hasClasses ? plan.sample.rows[kind].retentionClass : .standard
        let new = RowPopulation.New(kind: kind, time: time, retentionClass: retentionClass)
        let table = plan.partitions == nil ? 0 : min(tables.count - 1, max(0, Self.day(of: time) - firstDay))
        tables[table].insert(new, inserter: inserter, &rows, &wal)
    }

    /// Hours by which the next row's time lies behind its insertion.
    private mutating func lateness(perHour rate: Double) -> Double {
        var hours = 0.0
        if plan.load.lateRows > 0 { hours += random.uniform() * Double(plan.load.lateRows) / rate }
        if let late = plan.load.late, random.uniform() < late.share { hours += random.uniform() * late.byHours }
        return min(hours, rows.mostLate)
    }

    private mutating func passCheckpoints(until moment: Double) {
        guard let spacing = plan.checkpoints?.spacing else { return }
        while nextCheckpoint <= moment {
            wal.startCheckpoint()
            nextCheckpoint += spacing
        }
    }

    /// The hour's updates: each row once, then each once more.
    private mutating func update(_ queued: PerClass<Int>) {
        guard let updates = plan.load.updates else { return }
        for _ in 0..<updates.count {
            for retentionClass in RetentionClass.allCases {
                for row in rows.queued(retentionClass, from: queued[retentionClass]) {
                    tables[table(of: row)].update(row, at: hour, &rows, &wal)
                }
            }
            wal.commit()
        }
    }

    /// Whether the classes are ever kept for different times.
    private var hasClasses: Bool {
        plan.retention.debug != nil
            || plan.events.contains { if case .retentionChange(_, _, let debug) = $0 { debug != nil } else { false } }
    }

    private mutating func drawKind() -> Int {
        guard let share = plan.load.debugShare else { return Int(random.next(upperBound: UInt64(plan.sample.rows.count))) }
        let isDebug = random.uniform() < share
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
        plan.partitions == nil ? 0 : max(0, Self.day(of: rows.times[Int(row)]) - firstDay)
    }

    private static func day(of time: Double) -> Int { Int((time / Double(DayShape.hoursPerDay)).rounded(.down)) }

    // MARK: Cleaning up

    /// - Parameter moment: hours since the beginning of the run.
    private mutating func cleanUp(at moment: Double) -> Int {
        let fails = plan.events.contains {
            if case .cleanupFails(let from, let to) = $0 { (from..<max(from, to)).contains(hour) } else { false }
        }
        guard !fails, (hour + 1).isMultiple(of: max(1, retention.cleanupEveryHours)) else { return 0 }
        let horizon = self.horizon
        for index in tables.indices { tables[index].pruneScanned(isRemovable: { horizon.isRemovable(rows.deletedHours[Int($0)]) }, &wal) }
        if hasClasses { for index in tables.indices { tables[index].heap.noteAllEnds(share: 1, wal: &wal) } }
        var most = retention.cleanupRows.map { max(1, Int((Double($0) / shape.scale).rounded())) } ?? .max
        var count = 0
        for retentionClass in RetentionClass.allCases {
            let deleted = deleteExpired(retentionClass, at: moment, most: most)
            count += deleted
            most -= most == .max ? 0 : deleted
        }
        for index in tables.indices { tables[index].cleanUpEnds() }
        if count > 0 { wal.commit() }
        return count
    }

    /// Dropped partitions take the standard class with them; debug rows that are kept for less are deleted all the same.
    private mutating func deleteExpired(_ retentionClass: RetentionClass, at moment: Double, most: Int) -> Int {
        if plan.partitions?.drop == true, retentionClass == .standard { return 0 }
        let limit = retentionClass == .standard ? retention.standard : retention.debug ?? retention.standard
        let expired = rows.expire(retentionClass, limit, at: moment, hour: hour, most: most)
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
        guard plan.vacuum.isEnabled, !isVacuumOff else { return }
        let horizon = self.horizon
        for index in tables.indices {
            if tables[index].clock == nil {
                tables[index].vacuumWhereDue(rows, horizon, &wal)
            } else if atEnd {
                tables[index].runClock(until: Double(hour + 1) * plan.vacuum.hourSeconds, rows, horizon, &wal)
            }
        }
    }

    private var isVacuumOff: Bool {
        plan.events.contains { if case .autovacuumOff(let from, let to) = $0 { hour >= from && hour < to } else { false } }
    }

    // MARK: Events

    /// `TRUNCATE` in place of a clean-up gives every file back, whatever a transaction may still see.
    private mutating func truncate() -> Int {
        guard plan.events.contains(where: { $0.truncates(atEndOf: hour) }) else { return 0 }
        tables = tables.map { _ in SimulatedTable(shape) }
        wal.commit()
        return rows.clear(at: hour)
    }

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
