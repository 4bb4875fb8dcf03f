import Synchronization
import WeirSystem

/// Whether one stage's thread runs, and whether it is to end before the others of its part do.
final class LaneState: Sendable {
    private struct State {
        var isRunning = false
        var mustEnd = false
    }

    private let state = Monitor(State())

    func begin() { state.change { $0 = State(isRunning: true) } }
    func ended() { state.change { $0.isRunning = false } }
    func end() { state.change { $0.mustEnd = true } }

    /// Asked by the thread between two steps. Once it is true the stage is left alone, so that another thread may step it.
    func isToEnd() -> Bool {
        guard state.read({ $0.mustEnd }) else { return false }
        return state.change { state in
            if state.mustEnd { state.isRunning = false }
            return state.mustEnd
        }
    }

    /// Takes an order to end back. False where the thread has ended already.
    func goOn() -> Bool {
        state.change { state in
            if state.isRunning { state.mustEnd = false }
            return state.isRunning
        }
    }

    /// Sleeps, unless it must end.
    func pause(atMost time: Duration) { _ = state.wait(atMost: time) { $0.mustEnd ? true : nil } }

    /// Whether the thread has ended in time.
    func waitForEnd(atMost time: Duration) -> Bool { state.wait(atMost: time) { $0.isRunning ? nil : true } ?? false }
}

struct SourceLane: Sendable {
    let stage: SourceStage
    let state = LaneState()
    let pulse = StagePulse()

    var name: String { stage.name }
}

struct SinkLane: Sendable {
    let stage: SinkStage
    let receipts: ReceiptQueue
    let state = LaneState()
    let pulse: StagePulse

    init(stage: SinkStage, receipts: ReceiptQueue) {
        (self.stage, self.receipts) = (stage, receipts)
        pulse = StagePulse(longestWait: stage.longestWait)
    }

    var name: String { stage.name }
}

/// What runs at present between the outside and the spool, in the configuration's order.
struct Lanes: Sendable {
    var sources: [SourceLane] = []
    var sinks: [SinkLane] = []
}
