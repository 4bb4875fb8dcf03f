import WeirSystem

/// How long to wait before trying again: exponential, with full jitter and a cap.
package struct RetryPolicy: Equatable, Sendable {
    /// Before this nothing is tried again, whatever chance says: a peer that refuses at once must not be hammered.
    package static let floor = Duration.milliseconds(10)
    /// A peer may ask for a longer wait than our cap, but not for this much: it would look like a hang.
    package static let longestHonoured = Duration.seconds(3_600)
    /// Longer waits that a peer asks for are told: our own ones are hardly longer.
    package static let longestUntold = Duration.seconds(60)

    /// The first wait is below this.
    package var base: Duration
    /// No wait of ours is over this.
    package var cap: Duration

    package init(base: Duration = .milliseconds(200), cap: Duration = .seconds(30)) {
        self.base = base
        self.cap = cap
    }
}

/// Attempts that failed in a row, and what follows from them.
package struct Retry: Equatable, Sendable {
    package let policy: RetryPolicy
    package private(set) var failures = 0

    package init(_ policy: RetryPolicy = RetryPolicy()) { self.policy = policy }

    package mutating func succeeded() { failures = 0 }

    /// One more failure.
    ///
    /// - Parameters:
    ///   - requested: what the peer asked for (`Retry-After`); never shortened but for ``RetryPolicy/longestHonoured``.
    ///   - chance: 64 uniform bits.
    /// - Returns: how long to wait.
    package mutating func failed(requested: Duration?, chance: UInt64) -> Duration {
        let ceiling = self.ceiling.nanoseconds
        failures += 1
        let drawn = ceiling == 0 ? 0 : chance.multipliedFullWidth(by: ceiling).high
        let own = max(Duration.nanoseconds(Int64(clamping: drawn)), RetryPolicy.floor)
        guard let requested else { return own }
        return max(own, min(requested, RetryPolicy.longestHonoured))
    }

    /// What the next wait is drawn below.
    package var ceiling: Duration {
        let doublings = min(failures, 40)
        let nanoseconds = policy.base.nanoseconds.multipliedReportingOverflow(by: 1 << UInt64(doublings))
        guard !nanoseconds.overflow else { return policy.cap }
        return min(policy.cap, .nanoseconds(Int64(clamping: nanoseconds.partialValue)))
    }
}
