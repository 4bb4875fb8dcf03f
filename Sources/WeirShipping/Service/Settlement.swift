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
        for _ in 0..<Self.framesPerReceipt where end < records.upperBound {
            guard let part = read(from: end, in: records, now) else { break }
            tally.add(part.tally(.delivered(.sent)))
            end = part.records.upperBound
        }
        guard end > records.lowerBound else { return nil }
        proven = end < records.upperBound ? end..<records.upperBound : nil
        return Receipt(sink: sink, records: records.lowerBound..<end, rows: tally.rows, redactions: tally.redactions)
    }

    /// The rest of the frame that holds a record, as far as it is proven.
    private mutating func read(from first: RecordNumber, in records: Range<RecordNumber>, _ now: UInt64) -> BatchPart? {
        switch reader.next(at: now) {
        case .frame(let frame):
            let indices = frame.index(of: first)..<frame.index(of: records.upperBound)
            return BatchPart(slices: [BatchSlice(frame: frame, indices: indices)], route: route, installation: .zero)
        case .quarantined(let range):
            var range = range
            range.records = first..<min(range.records.upperBound, records.upperBound)
            return BatchPart(slices: [], lost: range, route: route, installation: .zero)
        case .caughtUp, nil: return nil
        }
    }
}
