import WeirSystem

/// Attempts that may be made: some at once, then one each interval. A value that is told the time.
package struct TokenBucket: Equatable, Sendable {
    package struct Settings: Equatable, Sendable {
        /// Attempts that may follow each other at once.
        package var burst = 5
        /// Between attempts after them.
        package var interval = Duration.seconds(10)

        package init(burst: Int = 5, interval: Duration = .seconds(10)) {
            self.burst = max(1, burst)
            self.interval = interval
        }
    }

    package let settings: Settings
    /// When every token is there again.
    private var full = Moment(nanoseconds: 0)

    package init(_ settings: Settings = Settings()) { self.settings = settings }

    /// Takes a token.
    ///
    /// - Parameter chance: 64 uniform bits: those that wait for the same token come back apart.
    /// - Returns: nil where there was one; otherwise when to ask again, up to an interval after there is one.
    package mutating func take(at now: Moment, chance: UInt64) -> Moment? {
        let interval = settings.interval.nanoseconds
        let (ahead, overflow) = interval.multipliedReportingOverflow(by: UInt64(settings.burst - 1))
        let debt = full.elapsed(since: now).nanoseconds
        guard debt > (overflow ? .max : ahead) else {
            full = max(full, now) + settings.interval
            return nil
        }
        let wait = debt - ahead + chance.multipliedFullWidth(by: interval).high
        return now + .nanoseconds(Int64(clamping: wait))
    }

    /// The peer answers again: nobody needs to wait.
    package mutating func refill() { full = Moment(nanoseconds: 0) }
}
