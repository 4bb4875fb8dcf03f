/// A moment in UTC, to the microsecond: the precision of PostgreSQL's `timestamp`.
@frozen
package struct Timestamp: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
    package var microseconds: Int64

    @inlinable
    package init(microseconds: Int64) { self.microseconds = microseconds }

    package static let microsecondsPerSecond: Int64 = 1_000_000
    package static let microsecondsPerMinute: Int64 = 60_000_000

    /// Whole minutes since the epoch, rounded towards the past: the ledger's and the meter's unit of time.
    @inlinable
    package var minute: Int64 {
        let quotient = microseconds / 60_000_000
        return microseconds % 60_000_000 < 0 ? quotient - 1 : quotient
    }

    @inlinable
    package static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}
