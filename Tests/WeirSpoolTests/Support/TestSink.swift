import WeirRecords

@testable import WeirSpool

/// Delivers what it reads, in batches that pay no heed to frames.
struct TestSink {
    let name: String
    var reader: SpoolReader
    private var frame: Frame?

    init(name: String, reader: SpoolReader) {
        self.name = name
        self.reader = reader
        next = reader.position
    }

    private(set) var next: RecordNumber

    /// Receipts for everything up to the mark, of at most so many records each.
    mutating func deliver(upTo limit: Int, outcome: (RecordNumber) -> LedgerOutcome = { _ in .delivered(.accepted) }) -> [Receipt] {
        var receipts: [Receipt] = []
        while let receipt = batch(upTo: limit, outcome) { receipts.append(receipt) }
        return receipts
    }

    private mutating func batch(upTo limit: Int, _ outcome: (RecordNumber) -> LedgerOutcome) -> Receipt? {
        var tally = ReceiptTally(sink: name, from: next)
        while tally.records.recordCount < UInt64(limit) {
            if frame == nil || frame?.records.upperBound == next {
                switch reader.next() {
                case .frame(let read): frame = read
                case .quarantined(let range):
                    tally.add(range)
                    next = range.records.upperBound
                    continue
                case .caughtUp: return tally.records.isEmpty ? nil : tally.receipt()
                }
            }
            guard let frame else { break }
            let first = frame.index(of: next)
            let last = min(frame.count, first + limit - Int(tally.records.recordCount))
            for index in first..<last { tally.add(index..<(index + 1), of: frame, outcome(frame.recordNumber(at: index))) }
            next = frame.recordNumber(at: last)
        }
        return tally.receipt()
    }
}
