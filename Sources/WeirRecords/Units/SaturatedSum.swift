extension UInt64 {
    /// The sum, or the highest number there is: for counts that were read from a disk, of which no one knows how they came about.
    @inlinable
    package func addingSaturated(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    @inlinable
    package mutating func addSaturated(_ other: UInt64) { self = addingSaturated(other) }
}
