/// How many records are due: a pure value that is told the time.
package struct Pacer: Equatable, Sendable {
    /// At most this much of a stall is made up for at once, so that a stopped process does not come back with a flood.
    package static let longestCatchUpNanoseconds: UInt64 = 1_000_000_000
    /// Time between two looks at the clock.
    package static let tick = Duration.milliseconds(20)

    package let recordsPerSecond: Double
    private var last: UInt64
    /// Records due and not yet taken, with the fraction that is left over.
    private var credit = 0.0

    /// - Parameter recordsPerSecond: positive.
    package init(recordsPerSecond: Double, now: UInt64) {
        self.recordsPerSecond = recordsPerSecond
        last = now
    }

    /// Records to write now.
    package mutating func due(at now: UInt64) -> UInt64 {
        let elapsed = min(now > last ? now - last : 0, Self.longestCatchUpNanoseconds)
        last = max(now, last)
        credit += Double(elapsed) * recordsPerSecond / 1e9
        let whole = credit.rounded(.down)
        credit -= whole
        return UInt64(min(whole, 0x1p40))
    }
}
