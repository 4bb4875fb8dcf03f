extension Duration {
    /// Whole nanoseconds, 0 where negative; about 292 years where it is longer.
    package var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow || whole > UInt64(Int64.max) ? UInt64(Int64.max) : whole + UInt64(attoseconds / 1_000_000_000)
    }

    /// Whole milliseconds rounded up, at most what `poll` takes.
    var pollMilliseconds: Int32 { Int32(clamping: (nanoseconds + 999_999) / 1_000_000) }
}
