/// The seam for time. Stages are told the time; drivers ask it here.
package protocol SystemClock: Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    func wallMicroseconds() -> Int64
    /// Nanoseconds of a clock that never goes back.
    func monotonicNanoseconds() -> UInt64
}
