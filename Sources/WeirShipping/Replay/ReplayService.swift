package import WeirSystem

/// A thread that sends dead letters again for as long as a shipper runs.
package final class ReplayService: Sendable {
    private struct State {
        var progress: [ReplayProgress] = []
        var isDone = false
        var isHeld = false
        var mustEnd = false
        var hasEnded = false
    }

    /// How long the end of a sink's call is waited for.
    private static let grace = Duration.seconds(5)

    private let state: Monitor<State>
    private let thread: WorkerThread

    /// Starts at once.
    package init(_ replays: sending Replays) throws(SystemError) {
        let state = Monitor(State())
        let work = Handed(replays)
        self.state = state
        thread = try WorkerThread(name: "replay") { Self.run(work, state) }
    }

    package var progress: [ReplayProgress] { state.read { $0.progress } }

    /// Waits until no letter waits any more, every sink that has some is on hold, or nothing gets any further for so long.
    package func settle(patience: Duration) {
        var last = state.read { $0.progress }
        while true {
            let isSettled = state.wait(atMost: patience) { state -> Bool? in
                if state.isDone || state.isHeld || state.hasEnded { return true }
                return state.progress != last ? false : nil
            }
            guard isSettled == false else { return }
            last = state.read { $0.progress }
        }
    }

    /// Ends after the answer that is waited for; one that takes too long is left to itself: it will not be written down.
    package func end() {
        state.change { $0.mustEnd = true }
        if state.wait(atMost: Self.grace, until: { $0.hasEnded ? true : nil }) == true { thread.join() }
    }

    private static func run(_ work: Handed, _ state: Monitor<State>) {
        guard var replays = work.take() else { return }
        while !state.read({ $0.mustEnd }) {
            let step = replays.step()
            state.change { state in
                (state.progress, state.isDone, state.isHeld) = (replays.progress, replays.isDone, replays.isHeld)
            }
            if case .idle(let time) = step { _ = state.wait(atMost: time) { $0.mustEnd ? true : nil } }
        }
        replays.end()
        state.change { $0.hasEnded = true }
    }
}

/// Takes the work over to its thread, once.
private final class Handed: @unchecked Sendable {
    private let replays: Monitor<Replays?>

    init(_ replays: sending Replays) { self.replays = Monitor(replays) }

    func take() -> Replays? {
        replays.change { replays in
            defer { replays = nil }
            return replays
        }
    }
}
