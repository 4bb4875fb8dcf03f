import Synchronization
package import WeirRecords
import WeirSystem

/// Where a writer at work is asked how far every stream was read, durably: for a source that is to go on where another one stops.
package final class PositionDesk: Sendable {
    /// One question. The latest one counts.
    package final class Inquiry: Sendable {
        /// Whether what was handed to the writer before must be durable first.
        let includesSlabs: Bool
        private let answer = Monitor<[StreamState]?>(nil)

        init(includesSlabs: Bool) { self.includesSlabs = includesSlabs }

        /// `nil` where there was no answer in time.
        package func wait(atMost time: Duration) -> [StreamState]? { answer.wait(atMost: time) { $0 } }

        fileprivate func answer(_ streams: [StreamState]) { answer.change { $0 = streams } }
    }

    private struct State {
        var inquiry: Inquiry?
        /// Slabs that must be written before it can be answered; `nil` until the writer has seen it.
        var slabsAhead: Int?
    }

    private let state = Mutex(State())

    package init() {}

    package func ask(includesSlabs: Bool) -> Inquiry {
        let inquiry = Inquiry(includesSlabs: includesSlabs)
        state.withLock { $0 = State(inquiry: inquiry) }
        return inquiry
    }

    /// Whether the writer should sync, where that is wanted, and answer now.
    ///
    /// - Parameter slabs: how many it has at hand and has not written.
    func isDue(slabs: Int) -> Bool {
        state.withLock { state in
            guard let inquiry = state.inquiry else { return false }
            let ahead = state.slabsAhead ?? (inquiry.includesSlabs ? slabs : 0)
            state.slabsAhead = ahead
            return ahead == 0
        }
    }

    func wrote() { state.withLock { state in state.slabsAhead = state.slabsAhead.map { max(0, $0 - 1) } } }

    func answer(_ streams: [StreamState]) {
        let inquiry = state.withLock { state -> Inquiry? in
            defer { state = State() }
            return state.inquiry
        }
        inquiry?.answer(streams)
    }
}
