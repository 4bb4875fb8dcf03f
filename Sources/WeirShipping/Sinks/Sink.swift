/// Where records go to. A sink is driven by one thread; it may block, but never beyond the moment that it is given.
package protocol Sink {
    /// Nil where each batch is answered for.
    var replayWindow: ReplayWindow.Settings? { get }
    /// Bytes that a record gains at most on its way out, escapes left aside.
    var overhead: Int { get }
    /// Bytes that were handed to the kernel and not acknowledged by the peer's; ``ReplayWindow/brokenConnection`` where nothing that was handed over
    /// can be proven any more.
    var unsentBytes: Int { get }
    /// What there is to tell beside verdicts.
    var figures: SinkFigures { get }

    /// Whether something is gained by ``prepare(_:)``.
    var preparesAhead: Bool { get }
    /// Makes ready what is likely to be sent next, while an answer is waited for. It may never be sent, or only in parts.
    mutating func prepare(_ batch: BatchPart)
    mutating func send(_ batch: BatchPart, by deadline: Moment) -> Verdict
    /// Sends without waiting for the answer, so that several batches may be under way.
    ///
    /// - Parameter done: takes the answer, once, from any thread, by the deadline.
    mutating func begin(_ batch: BatchPart, by deadline: Moment, _ done: @escaping @Sendable (Verdict) -> Void)
    /// Ends the connection in order.
    ///
    /// - Returns: whether the peer confirmed by its own close that it read everything.
    mutating func close(by deadline: Moment) -> Bool
    /// Drops the connection as it is, and what is under way on it.
    mutating func abandon()
}

extension Sink {
    package var preparesAhead: Bool { false }
    package mutating func prepare(_ batch: BatchPart) {}

    /// A sink that answers nothing has nothing to wait for.
    package mutating func begin(_ batch: BatchPart, by deadline: Moment, _ done: @escaping @Sendable (Verdict) -> Void) {
        done(send(batch, by: deadline))
    }
}

/// What a sink counted since it was made.
package struct SinkFigures: Equatable, Sendable {
    /// Bytes before compression, and as they were handed over; what was sent again counts again.
    package var encodedBytes: UInt64 = 0
    package var wireBytes: UInt64 = 0
    /// Requests, or writes.
    package var requests: UInt64 = 0
    /// Records that were cut at the protocol's limit.
    package var cutRecords: UInt64 = 0
    /// Connections that were made.
    package var connections: UInt64 = 0

    package init() {}
}

/// A token that can be sent and not printed.
package struct BearerToken: Sendable {
    let value: String

    package init(_ value: String) { self.value = value }
}

extension BearerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "<redacted>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
