/// What a person or the system asks of the running process.
package enum TerminationRequest: Int, Comparable, Sendable {
    /// Finish what is under way in bounded time.
    case drain
    /// Leave at once: what is durable stays, the rest is sent again.
    case stop

    package static func < (left: TerminationRequest, right: TerminationRequest) -> Bool { left.rawValue < right.rawValue }
}

/// Which signal means what: the first asks for a drain, every later one for a stop.
package struct TerminationState: Equatable, Sendable {
    package private(set) var request: TerminationRequest?

    package init() {}

    /// SIGTERM or SIGINT came in.
    package mutating func signalled() -> TerminationRequest {
        let next: TerminationRequest = request == nil ? .drain : .stop
        request = next
        return next
    }
}
