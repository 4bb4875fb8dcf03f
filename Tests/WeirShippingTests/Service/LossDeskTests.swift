import TestSupport
import Testing
import WeirRecords
import WeirRedaction
import WeirSpool
import WeirSystem

@testable import WeirShipping

@Suite("Losses on their way to the state")
struct LossDeskTests {
    /// One line and one loss in the first step.
    private struct LosingSource: ShippedSource {
        let name = "s"
        var unreadBytes: UInt64 { 0 }
        var headroomBytes: UInt64? { nil }
        var lostBytes: UInt64 { 0 }
        private var isDone = false
        private var losses = LossBox()

        mutating func step(into slab: Slab, now: Timestamp) -> SourceStep {
            guard !isDone else { return .idle(.zero) }
            isDone = true
            losses.raise(
                Loss(source: "s", host: "h", since: 1, noticed: 2, cause: .truncated, subject: "/log/a", bytes: nil))
            slab.addPlainLines(3)
            return .filled
        }

        mutating func takeNotices() -> [Notice] { [] }
        mutating func takeLosses() -> [Loss] { losses.take() }
        mutating func observe(now: Timestamp) {}
        mutating func finish(now: Timestamp) {}
        mutating func mask(continuations mask: ContinuationMask) {}
        func lookback() -> Redactor.Lookback { { _, _, _ in nil } }
    }

    @Test("while the state can't be written, what waits for it stays bounded, and no loss of it is forgotten")
    func bounded() throws {
        struct Refusal: Error {}
        let desk = LossDesk()
        var ticket: UInt64 = 0
        for minute in 1...40 {
            let losses = (0..<100).map {
                Loss(
                    source: "s", host: "h", since: 1, noticed: Int64(minute), cause: .rotatedAway, subject: "/log/\($0)", bytes: 3)
            }
            ticket = desk.put(losses)
            #expect(throws: Refusal.self) { try desk.take { _ throws(Refusal) in throw Refusal() } }
        }
        var kept: [Loss] = []
        let wasTaken = desk.take { kept = $0 }
        #expect(wasTaken)
        #expect(kept.count == LossBox.capacity)
        #expect(kept.reduce(0) { $0 + $1.count } == 4_000 && kept.reduce(0) { $0 + ($1.bytes ?? 0) } == 12_000)
        #expect(desk.areDurable(ticket, within: .zero))
        let isLeft = desk.take { _ in Issue.record("nothing is left") }
        #expect(!isLeft)
    }

    @Test("what was read since a loss goes to the spool only once the loss is durable")
    func order() throws {
        let (flow, losses, clock) = (SlabFlow(slabs: 2, capacity: 4096), LossDesk(), ManualClock())
        let stage = SourceStage(LosingSource(), flow: flow, losses: losses, clock: clock, patience: .zero) { _ in }
        for _ in 0..<5 { _ = stage.step() }
        #expect(flow.isEmpty)
        #expect(stage.figures.losses == LossSum(losses: 1, ofUnknownSize: 1))

        let fileSystem = MemoryFileSystem()
        let store = try StateStore.inMemory(random: SeededRandom(seed: 1))
        let spool = try Spool.open(
            SpoolSettings(directory: "/spool", capacity: .mebibytes(16)), fileSystem: fileSystem, clock: clock,
            random: SeededRandom(seed: 2), state: store)
        let state = StateStage(try StateKeeper(store: store, spool: spool), receipts: [], losses: losses, clock: clock) { _ in }
        _ = try state.step()
        #expect(try store.losses().map(\.cause) == [.truncated])
        _ = stage.step()
        #expect(!flow.isEmpty)
    }
}
