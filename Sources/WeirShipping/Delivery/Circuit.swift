/// Spares an endpoint that does not answer: opens after failures in a row, and from then on one batch alone is tried, until
/// one is answered.
package struct Circuit: Equatable, Sendable {
    package enum State: Equatable, Sendable {
        case closed
        /// Nothing goes before the back-off is over.
        case open
        /// One batch is on its way, and decides.
        case halfOpen
    }

    /// Failures in a row, all batches that were under way together counted as one.
    package static let threshold = 5

    package private(set) var state = State.closed

    package init() {}

    /// Batches that may be under way, of those that are allowed otherwise.
    package func allowed(of limit: Int) -> Int { state == .closed ? limit : 1 }

    /// The probe goes out.
    package mutating func sent() { if state == .open { state = .halfOpen } }

    /// - Returns: whether this opened it, which is to be told.
    package mutating func failed(inARow failures: Int) -> Bool {
        let wasClosed = state == .closed
        if !wasClosed || failures >= Self.threshold { state = .open }
        return wasClosed && state == .open
    }

    /// - Returns: whether this closed it, which is to be told.
    package mutating func answered() -> Bool {
        defer { state = .closed }
        return state != .closed
    }
}
