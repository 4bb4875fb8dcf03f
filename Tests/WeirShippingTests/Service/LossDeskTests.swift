import TestSupport
import Testing
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

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
