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

package struct TableCoefficients: Equatable, Sendable {
    var layout: TableLayout
    var rowBytes = 1.0
    package init(layout: TableLayout) { self.layout = layout }
    package func scaled(rowBytes: Double) -> TableCoefficients {
        var scaled = self
        scaled.rowBytes = rowBytes
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

/// Stands in until the room *reduced* has its own: bytes a row times rows kept.
package struct ReducedTable: Sendable {
    private let coefficients: TableCoefficients
    private let rules: TableRules
    private var ring: [PerClass<Double>]
    private var head = 0
    private var live = PerClass<Double>.zero
    private var high = 0.0

    package init(_ coefficients: TableCoefficients, _ rules: TableRules) {
        self.coefficients = coefficients
        self.rules = rules
        ring = Array(repeating: .zero, count: 10_000)
    }

    package mutating func advance(inserted: PerClass<Double>) -> ReducedHour {
        ring[head % 10_000] = inserted
        live = live + inserted
        for each in RetentionClass.allCases {
            switch each == .standard ? rules.retention.standard : rules.retention.debug ?? rules.retention.standard {
            case .hours(let hours):
                let out = head - Int(min(hours, 9_998)) - 1
                if out >= 0, hours < 9_998 { live[each] -= ring[out % 10_000][each] }
            case .rows(let count): live[each] = min(live[each], Double(count))
            case .forever: break
            }
        }
        head += 1
        let perRow = coefficients.layout.heapBytesPerRow
        let liveBytes = (perRow.standard * live.standard + perRow.debug * live.debug) * coefficients.rowBytes
        high = max(high, liveBytes * 1.55)
        return ReducedHour(
            live: live, liveBytes: liveBytes, heap: high * 0.78, toast: high * 0.02, indexes: high * 0.2, maps: 0, total: high,
            wal: inserted.sum * 1500, deleted: inserted.sum)
    }
}
