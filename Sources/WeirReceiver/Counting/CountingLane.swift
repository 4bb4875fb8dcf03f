import WeirSystem

/// Counts bodies on a thread of its own, in the order in which they came, so that a sender need not wait for it: it is never behind
/// by more than a few bodies.
final class CountingLane: Sendable {
    /// Bodies that wait to be counted; who brings another waits until there is room.
    private static let longestQueue = 2

    private let bodies = BoundedQueue<(bytes: [UInt8], claim: BodyBudget.Claim)>(capacity: longestQueue)
    private let uncounted = Monitor(0)
    private let thread: WorkerThread

    init(_ count: @escaping @Sendable (inout [UInt8]) -> Void) throws(SystemError) {
        let (bodies, uncounted) = (bodies, uncounted)
        thread = try WorkerThread(name: "count") {
            while var body = bodies.take() {
                count(&body.bytes)
                uncounted.change { $0 -= 1 }
            }
        }
    }

    /// - Parameter claim: held until the body is counted.
    func add(_ body: [UInt8], _ claim: BodyBudget.Claim) {
        uncounted.change { $0 += 1 }
        bodies.put((body, claim))
    }

    /// Returns once everything is counted. Nothing may be added any more.
    func finish() {
        _ = uncounted.wait(atMost: nil) { $0 == 0 ? true : nil }
        bodies.close()
        thread.join()
    }
}
