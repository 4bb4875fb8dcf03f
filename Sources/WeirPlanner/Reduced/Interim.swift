import RealModule
import WeirRecords

/// The rules of one run.
package struct TableRules: Equatable, Sendable {
    package var retention: TableCase.Retention
    package var vacuum: VacuumSettings
    package var checkpoints: CheckpointSettings
    package var partitions: TableCase.Partitions?
    package var events: [TableCase.Event]

    package init(
        retention: TableCase.Retention, vacuum: VacuumSettings = .postgresDefault, checkpoints: CheckpointSettings = CheckpointSettings(),
        partitions: TableCase.Partitions? = nil, events: [TableCase.Event] = []
    ) {
        self.retention = retention
        self.vacuum = vacuum
        self.checkpoints = checkpoints
        self.partitions = partitions
        self.events = events
    }
}

/// What a row costs in each part of the table.
package struct TableCoefficients: Equatable, Sendable {
    let layout: TableLayout
    var heapBytes: PerClass<Double>
    var toastBytes: PerClass<Double>
    var walFactor = 1.0

    package init(layout: TableLayout) {
        self.layout = layout
        heapBytes = PerClass { layout.rowsPerPage[$0] > 0 ? 8192 / layout.rowsPerPage[$0] : 0 }
        toastBytes = PerClass { layout.chunksPerPage[$0] > 0 ? layout.toastChunks[$0] / layout.chunksPerPage[$0] * 8192 * 1.03 : 0 }
    }

    /// Rows longer or shorter by a factor; index entries stay.
    package func scaled(rowBytes: Double) -> TableCoefficients {
        var scaled = self
        scaled.heapBytes = heapBytes * rowBytes
        scaled.toastBytes = toastBytes * rowBytes
        scaled.walFactor = 1 + (rowBytes - 1) / 2
        return scaled
    }
}

package struct ReducedHour: Equatable, Sendable {
    package var live: PerClass<Double>
    package var liveBytes: Double
    package var heap: Double
    package var toast: Double
    package var indexes: Double
    package var maps: Double
    package var total: Double
    package var wal: Double
    package var deleted: Double
}

/// An hourly fluid of the closed form's rules: stands in until the room *reduced* has its own, within about 3 % of the measured cases.
package struct ReducedTable: Sendable {
    private let coefficients: TableCoefficients
    private let rules: TableRules
    private var standardLimit: TableCase.Limit
    private var debugLimit: TableCase.Limit
    private var batches = PerClass<Batches>(standard: Batches(), debug: Batches())
    private var hour = 0
    private var dead = PerClass<Double>.zero
    private var reltuples = 0.0
    private var insertedSinceVacuum = 0.0
    private var position = 0.0
    private var tailAtVacuum = 0.0
    private var tailAtVacuumBefore = 0.0
    private var indexDead = PerClass<Double>.zero
    private var indexDeadBefore = PerClass<Double>.zero
    private var hasDeleted = false
    private var hasReused = false
    private var heap = 0.0
    private var toast = 0.0
    private var toastEntries = 0.0
    private var leaves: [Double]
    private var lowSince = 0
    private var peakSinceLow = 0.0
    private var wal: WALCache

    package init(_ coefficients: TableCoefficients, _ rules: TableRules) {
        self.coefficients = coefficients
        self.rules = rules
        standardLimit = rules.retention.standard
        debugLimit = rules.retention.debug ?? rules.retention.standard
        leaves = Array(repeating: 0, count: coefficients.layout.indexes.count)
        wal = WALCache(coefficients.layout, rules.checkpoints, deletes: rules.partitions == nil)
    }

    package mutating func advance(inserted: PerClass<Double>) -> ReducedHour {
        apply(rules.events)
        batches.standard.append(inserted.standard, position)
        batches.debug.append(inserted.debug, position)
        position += inserted.sum
        insertedSinceVacuum += inserted.sum
        vacuumIfDue()
        grow()
        var deleted = 0.0
        hour += 1
        if hour % rules.retention.cleanupEveryHours == 0, !cleanupFails { deleted = cleanUp() }
        vacuumIfDue()
        let live = PerClass(standard: batches.standard.live, debug: batches.debug.live)
        let indexes = leaves.reduce(0) { $0 + ($1 * Measured.innerPages + Measured.metaPages) * 8192 } + toastEntries * 22.5 + 8192
        let maps = heap > 0 ? (4 + heap / 8192 / 4069 + heap / 8192 / 32_672) * 8192 : 0
        let bytes = wal.bytes(inserted, deleted: deleted, leaves) * coefficients.walFactor
        return ReducedHour(
            live: live, liveBytes: weighted(live, coefficients.heapBytes) + weighted(live, coefficients.toastBytes), heap: heap,
            toast: toast, indexes: indexes, maps: maps, total: heap + toast + indexes + maps, wal: bytes, deleted: deleted)
    }

    private func weighted(_ rows: PerClass<Double>, _ each: PerClass<Double>) -> Double {
        rows.standard * each.standard + rows.debug * each.debug
    }

    private var cleanupFails: Bool {
        guard !rules.events.isEmpty else { return false }
        return rules.events.contains { if case .cleanupFails(let from, let to) = $0 { hour > from && hour <= to } else { false } }
    }

    private mutating func apply(_ events: [TableCase.Event]) {
        for case .retentionChange(let at, let standard, let debug) in events where at == hour {
            (standardLimit, debugLimit) = (standard, debug ?? standard)
        }
    }

    private mutating func cleanUp() -> Double {
        let drop = rules.partitions?.drop == true
        let standard = batches.standard.expire(standardLimit, hour, wholeDays: drop)
        let debug = batches.debug.expire(debugLimit, hour, wholeDays: false)
        if drop {
            shrink(by: standard)
            dead.debug += debug
            return debug
        }
        dead.standard += standard
        dead.debug += debug
        if standard + debug > 0 { hasDeleted = true }
        return standard + debug
    }

    /// A dropped day takes its files with it.
    private mutating func shrink(by rows: Double) {
        guard rows > 0 else { return }
        let kept = max(0, 1 - rows / max(1, rows + batches.standard.live))
        (heap, toast, toastEntries) = (heap * kept, toast * kept, toastEntries * kept)
        for index in leaves.indices { leaves[index] *= kept }
    }

    private mutating func vacuumIfDue() {
        let settings = rules.vacuum
        guard settings.isEnabled else { return }
        let isDue =
            dead.sum > settings.deadThreshold + settings.deadScale * reltuples
            || insertedSinceVacuum > settings.insertThreshold + settings.insertScale * reltuples
        guard isDue else { return }
        let live = batches.standard.live + batches.debug.live
        // What a vacuum leaves in the indexes counts at the next one.
        indexDead = indexDead + dead
        let share = indexDead.sum / max(1, live + indexDead.sum)
        if share >= VacuumSettings.indexBypassShare {
            (tailAtVacuumBefore, tailAtVacuum) = (tailAtVacuum, tail)
            (indexDeadBefore, indexDead) = (indexDead, .zero)
        }
        if dead.sum > 0 { hasReused = true }
        dead = .zero
        insertedSinceVacuum = 0
        reltuples = live
        truncate(live)
    }

    private var tail: Double {
        let standard = batches.standard.tail(position)
        let debug = batches.debug.tail(position)
        return min(standard, debug)
    }

    /// A heap that stays half empty for as long as its rows live gives back its end.
    private mutating func truncate(_ live: Double) {
        if live < 1, dead.sum < 1 {
            (heap, toast) = (0, 0)
            return
        }
        let used =
            weighted(PerClass(standard: batches.standard.live, debug: batches.debug.live), coefficients.heapBytes)
            * Measured.reuse.twoClasses
        if used > heap / 2 {
            (lowSince, peakSinceLow) = (hour, 0)
        } else {
            peakSinceLow = max(peakSinceLow, used)
            if hour - lowSince > 24 { heap = min(heap, max(peakSinceLow * 1.3, 8192)) }
        }
    }

    private mutating func grow() {
        let held = PerClass(standard: batches.standard.live + dead.standard, debug: batches.debug.live + dead.debug)
        let reuse =
            !hasReused ? 1 : batches.standard.live > 0 && batches.debug.live > 0 ? Measured.reuse.twoClasses : Measured.reuse.oneClass
        heap = max(heap, weighted(held, coefficients.heapBytes) * reuse)
        toast = max(toast, weighted(held, coefficients.toastBytes))
        toastEntries = max(toastEntries, weighted(held, coefficients.layout.toastChunks))
        for index in leaves.indices { leaves[index] = max(leaves[index], needed(coefficients.layout.indexes[index], held)) }
    }

    private func needed(_ index: IndexLayout, _ held: PerClass<Double>) -> Double {
        let usable = Double(PageGeometry.indexUsableBytes)
        let entry = PerClass(standard: index.itemBytes.standard + 4, debug: index.itemBytes.debug + 4)
        switch index.kind {
        case .monotone:
            return (position - tailAtVacuumBefore)
                / max(1, (usable * Measured.leafFill.monotone / max(entry.standard, entry.debug)).rounded(.down))
        case .random: return weighted(held + indexDead, entry) / (usable * Measured.leafFill.random)
        case .composite:
            let rows = held + indexDead + indexDeadBefore
            return weighted(rows, entry) / (usable * Measured.leafFill.composite) + (hasDeleted ? Double(index.groups.count) : 0)
        case .deduplicated: return (held + indexDead).sum * Measured.deduplicatedBytes / usable
        }
    }
}

/// Rows of a class by the hour in which they came.
private struct Batches: Sendable {
    private var rows: [Double] = []
    private var positions: [Double] = []
    private var head = 0
    private(set) var live = 0.0

    mutating func append(_ count: Double, _ position: Double) {
        rows.append(count)
        positions.append(position)
        live += count
    }

    /// Position of the oldest row that is left.
    func tail(_ end: Double) -> Double { live > 0.5 && head < positions.count ? positions[head] : end }

    mutating func expire(_ limit: TableCase.Limit, _ hour: Int, wholeDays: Bool) -> Double {
        var gone = 0.0
        switch limit {
        case .forever: return 0
        case .hours(let hours):
            var end = Double(hour) - hours
            if wholeDays { end = (end / 24).rounded(.down) * 24 }
            while head < rows.count, Double(head) + 1 <= end {
                gone += rows[head]
                head += 1
            }
        case .rows(let count):
            while head < rows.count, live - gone > Double(count) {
                let take = min(rows[head], live - gone - Double(count))
                gone += take
                rows[head] -= take
                if rows[head] > 0 { break }
                head += 1
            }
        }
        live = head >= rows.count ? 0 : max(0, live - gone)
        return gone
    }
}

/// WAL a row by the rows of an hour, on a scale of ratios.
private struct WALCache: Sendable {
    private let layout: TableLayout
    private let settings: CheckpointSettings
    private let deletes: Bool
    private var known: [WALPerRow?] = Array(repeating: nil, count: 400)

    init(_ layout: TableLayout, _ settings: CheckpointSettings, deletes: Bool) {
        self.layout = layout
        self.settings = settings
        self.deletes = deletes
    }

    mutating func bytes(_ inserted: PerClass<Double>, deleted: Double, _ leaves: [Double]) -> Double {
        let rows = inserted.sum
        guard rows > 0 || deleted > 0 else { return 0 }
        let bucket = min(399, max(0, Int(Double.log2(max(rows, 1)) * 4)))
        let wal: WALPerRow
        if let found = known[bucket] {
            wal = found
        } else {
            wal = made(inserted, rows, leaves)
            known[bucket] = wal
        }
        return rows * (wal.insert + wal.pageImages) + deleted * (wal.delete + wal.vacuum)
    }

    private func made(_ inserted: PerClass<Double>, _ rows: Double, _ leaves: [Double]) -> WALPerRow {
        let mix = rows > 0 ? inserted * (1 / rows) : PerClass(standard: 1, debug: 0)
        let size = TableSize(heap: 0, toast: 0, toastIndex: 0, indexes: leaves.map { $0 * 8192 }, maps: 0)
        var between = max(1, rows * settings.everyHours)
        var wal = layout.walPerRow(mix: mix, checkpointRows: between, size: size, deletes: deletes, rowsPerCommit: settings.rowsPerCommit)
        for _ in 0..<4 where settings.walBytes > 0 {
            between = max(1, min(rows * settings.everyHours, settings.walBytes / wal.total))
            wal = layout.walPerRow(mix: mix, checkpointRows: between, size: size, deletes: deletes, rowsPerCommit: settings.rowsPerCommit)
        }
        return wal
    }
}
