import Testing
import WeirProof
import WeirRecords

@testable import WeirCommands
@testable import WeirSpool

/// A sink's books of a window.
@Suite("Books of a window")
struct SinkBookWindowTests {
    @Test("what the ledger forgot of other days does not stand in the way, what it forgot of the window's does")
    func forgotten() {
        var elsewhere = book(committed: 10)
        elsewhere.close(LedgerSum(committed: 4), forgotten: 0, everywhere: 6)
        var here = book(committed: 10)
        here.close(LedgerSum(committed: 4), forgotten: 2, everywhere: 6)

        #expect(elsewhere.obstacles.isEmpty)
        #expect(elsewhere.balance.committed == 4)
        #expect(here.obstacles == ["the ledger no longer tells minute by minute what became of 2 records"])
    }

    @Test("rows that are gone and were not forgotten make every window unknown")
    func unexplained() {
        var book = book(committed: 10)
        book.close(LedgerSum(committed: 4), forgotten: 0, everywhere: 5)
        #expect(book.obstacles == ["the ledger no longer tells minute by minute what became of 1 record"])
    }

    @Test("what is counted without a minute may belong to any window")
    func unplaced() {
        var book = book(committed: 10)
        book.close(LedgerSum(committed: 10, unplaced: 6), forgotten: 0, everywhere: 0)
        #expect(book.obstacles == ["the ledger counts 6 records without a minute, which may belong to the window"])
    }

    @Test("a sink that was added later lacks nothing of a window in which it was given all")
    func addedLater() {
        var book = book(committed: 10, folded: 30)
        book.close(LedgerSum(committed: 4), forgotten: 0, everywhere: 6)
        #expect(book.passedOver == 20)
        book.compare(with: ["web": 4])
        #expect(book.passedOver == 0)
        book.compare(with: ["web": 7, "db": 1])
        #expect(book.passedOver == 4)
    }

    /// Four records in the window.
    private func book(committed: UInt64, folded: UInt64? = nil) -> SinkBook {
        let line = Conservation(
            sink: "lake", committed: committed, delivered: committed, filtered: 0, deadLettered: 0, dropped: 0, quarantined: 0, waiting: 0)
        var book = SinkBook(line, delivered: [.durable: committed], folded: RecordNumber(folded ?? committed), uncounted: 0)
        book.add(counts(4), key(minute: 100))
        return book
    }

    private func counts(_ records: UInt64) -> LedgerCounts {
        var counts = LedgerCounts()
        counts.add(MeterCount(records: records, bytes: 0, digest: .zero), as: .committed)
        counts.add(MeterCount(records: records, bytes: 0, digest: .zero), as: .delivered(.durable))
        return counts
    }

    private func key(minute: Int64) -> LedgerKey {
        LedgerKey(sink: "lake", source: "web", host: "web-1", application: "web", category: .session, level: .info, minute: minute)
    }
}
