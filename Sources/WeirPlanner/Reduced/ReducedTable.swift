import WeirRecords

/// A log table under retention as a fluid: the simulation's rules with rows as quantities, an hour at a step.
///
/// Within an hour: events and dropped partitions, insertions, a check whether vacuum is due, the clean-up, another check.
package struct ReducedTable: Sendable {
    private let coefficients: TableCoefficients
    private let rules: TableRules
    private var timeline: RowTimeline
    private var retention: TableCase.Retention
    /// Up to where rows are deleted.
    private var deleted = PerClass<RowMark>(standard: RowMark(), debug: RowMark())
    /// Up to where they were when a transaction began that is still open.
    private var seen: PerClass<RowMark>?
    private(set) var files: ReducedFiles
    private let isInOneOrder: Bool
    private let hasEvents: Bool
    private let hasPartitions: Bool
    /// What came before the files at hand were made.
    private var start = RowMark()
    private var closed = ClosedPartitions()
    private var wal: ReducedWAL
    private var hour = 0

    package init(_ coefficients: TableCoefficients, _ rules: TableRules) {
        self.coefficients = coefficients
        self.rules = rules
        retention = rules.retention
        wal = ReducedWAL(rules.checkpoints)
        timeline = RowTimeline(capacity: Self.reservedHours(rules))
        (hasEvents, hasPartitions) = (!rules.events.isEmpty, rules.partitions != nil)
        isInOneOrder = Self.isInOneOrder(rules)
        files = ReducedFiles(coefficients, inOneOrder: isInOneOrder)
    }

    /// Rows are asked for as far back as vacuum may have left them: a half more than the retention.
    private static func reservedHours(_ rules: TableRules) -> Int {
        let hours = [rules.retention.standard, rules.retention.debug].compactMap { limit -> Double? in
            if case .hours(let hours) = limit { hours } else { nil }
        }
        return Int(min(100_000, max(0, hours.max() ?? 0)) * 1.5) + 48
    }

    /// Whether no class is ever kept for another time than the other.
    private static func isInOneOrder(_ rules: TableRules) -> Bool {
        rules.retention.debug == nil
            && rules.events.allSatisfy { if case .retentionChange(_, _, .some) = $0 { false } else { true } }
    }

    /// One hour, in which so many rows come in; what isn't a number of rows counts as none.
    package mutating func advance(inserted: PerClass<Double>) -> ReducedHour {
        let rows = PerClass(standard: Self.counted(inserted.standard), debug: Self.counted(inserted.debug))
        let before = deleted
        if hasEvents { applyEvents() }
        if hasPartitions { turnPartitions() }
        timeline.append(rows, oldest: oldestTime)
        wal.begin()
        files.insert(rows, timeline.end, coefficients, loss: loss, &wal)
        vacuum()
        cleanUp()
        truncate()
        vacuum()
        hour += 1
        return state(gone: Self.rows(from: before, to: deleted))
    }

    private static func counted(_ rows: Double) -> Double { rows > 0 && rows.isFinite ? rows : 0 }

    private var oldestTime: Double {
        min(files.freed.standard.time, files.freed.debug.time, deleted.standard.time, deleted.debug.time)
    }

    private var loss: Double {
        let live = ReducedFiles.rows(from: deleted, to: timeline.end)
        return live.standard > 0 && live.debug > 0 && deleted.standard.time != deleted.debug.time
            ? coefficients.loss.twoClasses : coefficients.loss.oneClass
    }

    private var rows: ReducedFiles.Rows {
        ReducedFiles.Rows(end: timeline.end, deleted: ofFiles(deleted), removable: ofFiles(seen ?? deleted))
    }

    /// What of the marks is in the files at hand: those of older partitions don't count.
    private func ofFiles(_ marks: PerClass<RowMark>) -> PerClass<RowMark> {
        guard hasPartitions else { return marks }
        return PerClass(
            standard: marks.standard.time < start.time ? start : marks.standard, debug: marks.debug.time < start.time ? start : marks.debug)
    }

    private mutating func vacuum() {
        guard rules.vacuum.isEnabled, files.isAnythingDue(rules.vacuum), !isVacuumOff else { return }
        files.vacuumWhereDue(rules.vacuum, rows, coefficients, loss: loss, &wal)
    }

    // MARK: Cleaning up

    private mutating func cleanUp() {
        guard (hour + 1).isMultiple(of: max(1, retention.cleanupEveryHours)), !cleanupFails else { return }
        let before = deleted
        let keepsStandard = rules.partitions?.drop == true
        if let debug = retention.debug {
            deleted.debug = expired(deleted.debug, debug, .debug)
            if !keepsStandard { deleted.standard = expired(deleted.standard, retention.standard, .standard) }
        } else if !keepsStandard {
            deleted.standard = expired(deleted.standard, retention.standard, .both)
            deleted.debug = deleted.standard
        }
        note(before)
    }

    /// What a clean-up deleted, in WAL and statistics.
    private mutating func note(_ before: PerClass<RowMark>) {
        let all = Self.rows(from: before, to: deleted)
        guard all.standard > 0 || all.debug > 0 else { return }
        let own = hasPartitions ? Self.rows(from: ofFiles(before), to: ofFiles(deleted)) : all
        files.delete(own, coefficients)
        wal.delete(all, pages: files.pages(of: all, coefficients), coefficients)
        guard hasPartitions else { return }
        files.clear(PerClass(standard: all.standard - own.standard, debug: all.debug - own.debug), coefficients, &wal)
    }

    private static func rows(from: PerClass<RowMark>, to: PerClass<RowMark>) -> PerClass<Double> {
        PerClass(
            standard: to.standard.rows.standard - from.standard.rows.standard, debug: to.debug.rows.debug - from.debug.rows.debug)
    }

    private var cleanupFails: Bool {
        hasEvents && rules.events.contains { if case .cleanupFails(let from, let to) = $0 { hour >= from && hour < to } else { false } }
    }

    /// Up to where a limit deletes now.
    private func expired(_ mark: RowMark, _ limit: TableCase.Limit, _ count: RowClasses) -> RowMark {
        switch limit {
        case .forever: return mark
        case .hours(let age):
            let time = timeline.end.time - max(0, age)
            return time > mark.time ? timeline.mark(at: time) : mark
        case .rows(let kept):
            return timeline.mark(after: mark, rows: count.rows(timeline.end.rows) - Double(max(0, kept)), of: count)
        }
    }

    // MARK: Events

    private mutating func applyEvents() {
        for event in rules.events {
            switch event {
            case .retentionChange(at: hour, let standard, let debug):
                retention.standard = standard
                if let debug { retention.debug = debug }
            case .vacuumFull(at: hour): files.rewrite(rows, coefficients, &wal)
            case .reindex(at: hour): files.reindex(rows, coefficients, &wal)
            case .transactionHeld(from: hour, _) where seen == nil: seen = deleted
            default: break
            }
        }
        if seen != nil, !isHeld { seen = nil }
    }

    private var isVacuumOff: Bool {
        hasEvents && rules.events.contains { if case .autovacuumOff(let from, let to) = $0 { hour >= from && hour < to } else { false } }
    }

    /// `TRUNCATE` in place of a clean-up: new files.
    private mutating func truncate() {
        guard hasEvents, rules.events.contains(where: { $0.truncates(atEndOf: hour) }) else { return }
        (start, deleted) = (timeline.end, PerClass { _ in timeline.end })
        files = ReducedFiles(coefficients, from: start, inOneOrder: isInOneOrder)
    }

    private var isHeld: Bool {
        rules.events.contains { if case .transactionHeld(let from, let to) = $0 { hour >= from && hour < to } else { false } }
    }

    // MARK: Partitions

    /// A new partition each day; what is closed doesn't grow, and goes when its rows are past retention.
    private mutating func turnPartitions() {
        if hour > 0, hour.isMultiple(of: DayShape.hoursPerDay) {
            closed.append(files, end: timeline.end)
            start = timeline.end
            files = ReducedFiles(coefficients, from: timeline.end, inOneOrder: isInOneOrder)
        }
        guard rules.partitions?.drop == true else {
            closed.emptyHeaps(before: min(deleted.standard.time, deleted.debug.time))
            return
        }
        while let end = closed.oldestEnd, isPastRetention(end) {
            closed.removeOldest()
            if end.time > deleted.standard.time { deleted.standard = end }
            if end.time > deleted.debug.time { deleted.debug = end }
        }
    }

    private func isPastRetention(_ end: RowMark) -> Bool {
        switch retention.standard {
        case .hours(let age): end.time <= Double(hour) - max(0, age)
        case .rows(let kept):
            (retention.debug == nil ? timeline.end.position - end.position : timeline.end.rows.standard - end.rows.standard)
                >= Double(kept)
        case .forever: false
        }
    }

    /// Bytes of each index, in the order of the table's; of the partition at hand where there are partitions.
    package var indexSizes: [Double] { files.indexes.map(\.bytes) }

    // MARK: State

    private mutating func state(gone: PerClass<Double>) -> ReducedHour {
        let live = ReducedFiles.rows(from: deleted, to: timeline.end)
        let heap = files.heap.bytes + closed.heap
        let toast = files.toastTotal + closed.toast
        let indexes = files.indexBytes + closed.indexes
        let maps = files.mapBytes + closed.maps
        return ReducedHour(
            live: live,
            liveBytes: ReducedFiles.weighted(live, coefficients.heapBytes) + ReducedFiles.weighted(live, coefficients.toastBytes),
            heap: heap, toast: toast, indexes: indexes, maps: maps, total: heap + toast + indexes + maps, wal: wal.taken(),
            deleted: gone.standard + gone.debug)
    }
}
