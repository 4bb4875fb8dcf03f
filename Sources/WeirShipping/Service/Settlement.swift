import WeirRecords
import WeirSpool

/// Weighs records that a connection proved long after they were sent: from the spool again, so that nothing of them is kept
/// in memory meanwhile.
struct Settlement {
    /// Frames that share a receipt: bounds it where records of many minutes were waiting.
    private static let framesPerReceipt = 16

    private let route: Route
    private var reader: SpoolReader
    private var proven: Range<RecordNumber>?

    init(reader: SpoolReader, route: Route) {
        self.reader = reader
        self.route = route
    }

    /// Records that follow those before them.
    mutating func add(_ records: Range<RecordNumber>) {
        proven = (proven?.lowerBound ?? records.lowerBound)..<records.upperBound
    }

    /// Everything proven has its receipt.
    var isEmpty: Bool { proven?.isEmpty ?? true }

    /// The next receipt; nil where everything proven has one, or the disk fails just now.
    mutating func next(of sink: String, now: UInt64) -> Receipt? {
        guard let records = proven, !records.isEmpty else { return nil }
        if reader.position != records.lowerBound { reader.seek(to: records.lowerBound) }
        var tally = Tally()
        var end = records.lowerBound
        frames: for _ in 0..<Self.framesPerReceipt where end < records.upperBound {
            switch reader.weigh(until: records.upperBound, at: now) {
            case .weight(let meter, let redactions, let weighed):
                tally.add(meter, redactions, on: route, as: .delivered(.sent))
                end = weighed.upperBound
            case .quarantined(let range):
                tally.add(range, on: route)
                end = range.records.upperBound
            case .caughtUp, nil: break frames
            }
        }
        guard end > records.lowerBound else { return nil }
        proven = end < records.upperBound ? end..<records.upperBound : nil
        return Receipt(sink: sink, records: records.lowerBound..<end, rows: tally.rows, redactions: tally.redactions)
    }
}
