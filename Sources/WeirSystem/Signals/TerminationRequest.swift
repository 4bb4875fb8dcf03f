/// What a person or the system asks of the running process.
package enum TerminationRequest: Int, Comparable, Sendable {
    /// Finish what is under way in bounded time.
    case drain
    /// Leave at once: what is durable stays, the rest is sent again.
    case stop

    package static func < (left: TerminationRequest, right: TerminationRequest) -> Bool { left.rawValue < right.rawValue }
}

/// Which signal means what: the first asks for a drain, every later one for a stop. A value that is told the time.
package struct TerminationState: Equatable, Sendable {
    private struct Signal: Equatable {
        var number: Int32
        var nanoseconds: UInt64
    }

    /// The same signal within this time is the same wish: `timeout` signals a process, and then the group that it is in. Nobody presses
    /// a key twice that fast.
    package static let repetition = Duration.milliseconds(50)

    package private(set) var request: TerminationRequest?
    private var last: Signal?

    package init() {}

    /// SIGTERM or SIGINT came in.
    ///
    /// - Returns: `nil` where it only repeats the one before.
    package mutating func signalled(_ number: Int32, at nanoseconds: UInt64) -> TerminationRequest? {
        if let last, last.number == number, nanoseconds &- last.nanoseconds < Self.repetition.nanoseconds { return nil }
        last = Signal(number: number, nanoseconds: nanoseconds)
        let next: TerminationRequest = request == nil ? .drain : .stop
        request = next
        return next
    }
}
