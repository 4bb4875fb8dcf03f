import Synchronization
import WeirRecords
import WeirSystem

/// Losses on their way from the sources to the state. A source that raised some hands over nothing that it read since until they
/// are durable: so a stream is never closed, durably, while what was lost of it is not.
package final class LossDesk: Sendable {
    private struct State {
        var waiting = LossBox()
        /// Taken by the state's thread, and not durable yet: bounded too, however long the state can't be written.
        var taken = LossBox()
        var put: UInt64 = 0
        var durable: UInt64 = 0
    }

    private let state = Monitor(State())

    package init() {}

    /// - Returns: what to ask ``areDurable(_:within:)`` for.
    func put(_ losses: [Loss]) -> UInt64 {
        state.change { state in
            for loss in losses { state.waiting.raise(loss) }
            state.put += 1
            return state.put
        }
    }

    func areDurable(_ ticket: UInt64, within limit: Duration) -> Bool {
        state.wait(atMost: limit) { $0.durable >= ticket ? true : nil } ?? false
    }

    /// Hands what waits to the body; where it throws, the same is handed to the next one again.
    ///
    /// - Returns: whether there was any.
    func take<Failure: Error>(_ keep: ([Loss]) throws(Failure) -> Void) throws(Failure) -> Bool {
        let (losses, number) = state.change { state in
            for loss in state.waiting.take() { state.taken.raise(loss) }
            return (state.taken.waiting, state.put)
        }
        guard !losses.isEmpty else { return false }
        try keep(losses)
        state.change { state in
            _ = state.taken.take()
            state.durable = number
        }
        return true
    }
}
