import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Grouping of receipts")
struct ReceiptGrouperTests {
    @Test("receipts that come in any order go out in the order of their records, each once", arguments: 0..<50)
    func anyOrder(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var start: UInt64 = 0
        var receipts = (0..<20).map { _ in
            let count = 1 + random.next() % 5
            defer { start += count }
            return receipt(start..<(start + count))
        }
        let inOrder = receipts
        receipts.shuffle(using: &random)
        var grouper = ReceiptGrouper(cursors: ["a": RecordNumber(0)])
        var taken: [Receipt] = []
        for receipt in receipts {
            #expect(grouper.add(receipt, now: 0) != .refused)
            if random.next() % 3 == 0 { taken += grouper.take() }
        }
        #expect(taken + grouper.take() == inOrder)
        #expect(grouper.waitingCount == 0)
    }

    @Test("what was settled before, overlaps, miscounts or is of an unknown sink is refused")
    func refusals() {
        var grouper = ReceiptGrouper(cursors: ["a": RecordNumber(10)])
        #expect(grouper.add(receipt(5..<10), now: 0) == .refused)
        #expect(grouper.add(receipt(10..<12, sink: "b"), now: 0) == .refused)
        #expect(grouper.add(receipt(10..<12, counting: 3), now: 0) == .refused)
        #expect(grouper.add(receipt(12..<14), now: 0) == .waiting)
        #expect(grouper.add(receipt(12..<14), now: 0) == .refused)
        #expect(grouper.add(receipt(10..<12), now: 0) == .ready)
        #expect(grouper.take().map(\.records.lowerBound) == [RecordNumber(10), RecordNumber(12)])
    }

    @Test("a transaction is due a tenth of a second after its first receipt, not after its last")
    func delay() {
        var grouper = ReceiptGrouper(cursors: ["a": RecordNumber(0)])
        #expect(grouper.timeLeft(now: 0) == nil)
        _ = grouper.add(receipt(0..<1), now: 1_000_000)
        _ = grouper.add(receipt(1..<2), now: 90_000_000)
        #expect(grouper.timeLeft(now: 91_000_000) == .milliseconds(10))
        #expect(grouper.timeLeft(now: 500_000_000) == .zero)
        _ = grouper.take()
        #expect(grouper.timeLeft(now: 500_000_000) == nil)
    }

    private func receipt(_ records: Range<UInt64>, sink: String = "a", counting count: UInt64? = nil) -> Receipt {
        Receipt(
            sink: sink, records: RecordNumber(records.lowerBound)..<RecordNumber(records.upperBound),
            rows: [.sample(.delivered(.sent), count ?? UInt64(records.count))])
    }
}

extension LedgerRow {
    static func sample(_ outcome: LedgerOutcome, _ records: UInt64, host: String = "host", minute: Int64 = 1) -> LedgerRow {
        LedgerRow(
            key: MeterKey(source: "files", host: host, application: "app", level: .info, category: .session), minute: minute,
            outcome: outcome, count: MeterCount(records: records, bytes: records * 10, digest: Digest128(low: records, high: 0)))
    }
}
