internal import WeirRecords

/// Counts what the spool has committed, for every sink, from the meter blocks of its frames.
///
/// It goes on where the state says that it was left, so that after a crash nothing is counted twice or left out.
/// Sinks that stand at the same place share one reader.
struct CommittedFold {
    private struct Group {
        var sinks: [String]
        var reader: MeterReader
    }

    private struct Place: Hashable {
        var key: MeterKey
        var minute: Int64
    }

    /// Frames in one transaction, and rows of their meters: bound it after a long stop, when many wait, whatever names senders chose.
    static let framesPerStep = 1024
    private static let rowsPerStep = 16_384

    private var groups: [Group] = []

    init(spool: Spool, folded: [String: RecordNumber]) {
        let byPlace = Dictionary(grouping: folded.keys) { folded[$0] ?? .first }
        groups = byPlace.sorted { $0.key < $1.key }.map { Group(sinks: $0.value.sorted(), reader: spool.meterReader(from: $0.key)) }
    }

    /// How far a step came.
    enum Reach: Comparable {
        /// The disk fails: later.
        case stalled
        case partly
        case complete
    }

    /// What is to be counted next, and whether that is everything up to the mark.
    mutating func step(now: UInt64) -> (folds: [LedgerFold], reach: Reach) {
        var folds: [LedgerFold] = []
        var reach = Reach.complete
        for index in groups.indices {
            let first = groups[index].reader.position
            let (rows, reached) = Self.collect(&groups[index].reader, now)
            let records = first..<groups[index].reader.position
            if !records.isEmpty { folds += groups[index].sinks.map { LedgerFold(sink: $0, records: records, rows: rows) } }
            reach = min(reach, reached)
        }
        joinGroups()
        return (folds, reach)
    }

    private static func collect(_ reader: inout MeterReader, _ now: UInt64) -> (rows: [LedgerRow], reach: Reach) {
        var sums: [Place: MeterCount] = [:]
        for _ in 0..<framesPerStep where sums.count < rowsPerStep {
            switch reader.next(at: now) {
            case nil: return (rows(sums), .stalled)
            case .meter(let block, _):
                for row in block.rows { sums[Place(key: block.keys[Int(row.key)], minute: row.minute), default: .zero].add(row.count) }
            case .quarantined(let range):
                let count = MeterCount(records: range.records.recordCount, bytes: 0, digest: .zero)
                sums[Place(key: .unreadable, minute: LedgerLimits.overflowMinute), default: .zero].add(count)
            case .caughtUp: return (rows(sums), .complete)
            }
        }
        return (rows(sums), .partly)
    }

    private static func rows(_ sums: [Place: MeterCount]) -> [LedgerRow] {
        sums.map { LedgerRow(key: $0.key.key, minute: $0.key.minute, outcome: .committed, count: $0.value) }
    }

    private mutating func joinGroups() {
        var joined: [Group] = []
        for group in groups {
            if let place = joined.firstIndex(where: { $0.reader.position == group.reader.position }) {
                joined[place].sinks += group.sinks
            } else {
                joined.append(group)
            }
        }
        groups = joined
    }
}
