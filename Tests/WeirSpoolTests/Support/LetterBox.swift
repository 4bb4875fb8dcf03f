import TestSupport
import WeirRecords
import WeirSystem

@testable import WeirSpool

/// A spool some of whose records sink "a" has given up: the others are delivered, and so is all of sink "b".
struct LetterBox {
    let spool: TestSpool
    let workload: Workload
    var state: StateStore { spool.state }

    /// - Parameter isRefused: of which records letters are made.
    init(
        state: StateStore? = nil, records: Int = 20, seed: UInt64 = 1, keepsEnvelopes: Bool = true,
        isRefused: (RecordNumber) -> Bool = { $0.value % 3 == 0 }
    ) throws {
        var spool = try TestSpool(state: state)
        var workload = Workload(seed: seed)
        _ = try spool.state.configure(sinks: ["a", "b"], oldest: .first)
        for first in stride(from: 0, to: records, by: 400) { try spool.writeDurably(workload.slab(records: min(400, records - first))) }
        var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
        var reader = spool.spool.reader(from: .first)
        while case .frame(let frame) = reader.next() {
            var (a, b) = (ReceiptTally(sink: "a", from: frame.firstRecord), ReceiptTally(sink: "b", from: frame.firstRecord))
            for index in 0..<frame.count {
                b.add(index..<(index + 1), of: frame, .delivered(.durable))
                if isRefused(frame.recordNumber(at: index)) {
                    a.add(Self.letter(index, of: frame, spool.spool.installation, keepsEnvelopes), at: index, of: frame)
                } else {
                    a.add(index..<(index + 1), of: frame, .delivered(.accepted))
                }
            }
            for tally in [a, b] { _ = keeper.accept(tally.receipt(), now: 0) }
            try keeper.flush(now: 0)
        }
        (self.spool, self.workload) = (spool, workload)
    }

    static func letter(_ index: Int, of frame: Frame, _ installation: Digest128, _ keepsEnvelope: Bool = true) -> DeadLetter {
        let record = frame.record(at: index, installation: installation)
        return DeadLetter(
            record: record.number, eventID: record.eventID, source: record.source, origin: record.origin, bytes: record.bytes,
            reason: index % 2 == 0 ? "HTTP 400" : "HTTP 422", answer: "no \(index)", time: Timestamp(microseconds: Int64(index)),
            envelope: keepsEnvelope ? frame.envelope(of: index) : [])
    }

    /// Of sink "a": dead-lettered, delivered, dropped, letters there.
    func counts() throws -> [UInt64] {
        let line = try state.conservation().first { $0.sink == "a" }
        return [
            line?.deadLettered ?? 0, line?.delivered ?? 0, line?.dropped ?? 0, try state.letterCount(LetterSelection(sink: "a")).letters,
        ]
    }
}
