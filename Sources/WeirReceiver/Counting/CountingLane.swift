import WeirSystem

/// Counts bodies on a thread of its own, in the order in which they came, so that a sender need not wait for it: it is never behind
/// by more than a few bodies. Whoever brings one more is suspended until there is room, and holds up no thread meanwhile.
final class CountingLane<Body: Sendable>: Sendable {
    /// Bodies that wait to be counted.
    private static var longestQueue: Int { 2 }

    private struct State {
        var bodies: [Body] = []
        /// Those whose body is in the queue and who wait until it is short enough, in their order.
        var waiting: [CheckedContinuation<Void, Never>] = []
        var uncounted = 0
        var isClosed = false
    }

    private let state = Monitor(State())
    private let thread: WorkerThread

    init(_ count: @escaping @Sendable (Body) -> Void) throws(SystemError) {
        let state = state
        thread = try WorkerThread(name: "count") {
            while let body = state.wait(atMost: nil, until: Self.take).flatMap({ $0 }) {
                state.change { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }?.resume()
                count(body)
                state.change { $0.uncounted -= 1 }
            }
        }
    }

    /// Nil in the outer sense while there is nothing, in the inner one once there will be nothing more.
    private static func take(_ state: inout State) -> Body?? {
        if !state.bodies.isEmpty { return state.bodies.removeFirst() }
        return state.isClosed ? .some(nil) : nil
    }

    func add(_ body: Body) async {
        await withCheckedContinuation { continuation in
            let isShort = state.change { state in
                state.bodies.append(body)
                state.uncounted += 1
                guard state.bodies.count > Self.longestQueue else { return true }
                state.waiting.append(continuation)
                return false
            }
            if isShort { continuation.resume() }
        }
    }

    /// Returns once everything is counted. Nothing may be added any more.
    func finish() {
        _ = state.wait(atMost: nil) { $0.uncounted == 0 ? true : nil }
        state.change { $0.isClosed = true }
        thread.join()
    }
}
