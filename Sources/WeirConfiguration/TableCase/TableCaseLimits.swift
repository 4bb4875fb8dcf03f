import WeirPlanner
package import WeirRecords

/// What a case of `weir plan table` may hold; beyond it a file is more likely wrong than large.
enum TableCaseLimits {
    /// Mean rows an hour: at 300 bytes a row a table of PostgreSQL's largest size, 32 TiB, is full within five days.
    static let rowsPerHour = (least: 0.0, most: 1_000_000_000.0)
    static let hoursPerDay = 24
    /// With a mean of 1 no hour can have more than the whole day's rows.
    static let hourlyFactor = (least: 0.0, most: 24.0)
    /// How far the mean of the factors may be from 1: what rounding each to three decimals leaves.
    static let hourlyMeanTolerance = 0.001
    static let share = (least: 0.0, most: 1.0)
    /// Rows kept by number: three times what fits into PostgreSQL's largest table at 100 bytes a row.
    static let rowsKept: ClosedRange<Int> = 0...1_000_000_000_000
    /// Hours between two clean-ups, and between two checkpoints: a year.
    static let intervalHours = 1...8_784
    /// Length of a run: ten years.
    static let hours = 1...87_840
    static let events = 1_000
    /// Major versions whose pages and records are known.
    static let version = 13...18
    /// PostgreSQL's own range.
    static let fillfactor = 10...100
    static let rowsPerCommit = 1...1_000_000_000
    /// Rows that a clean-up deletes at most.
    static let cleanupRows = 1...1_000_000_000
    /// More sessions than this insert no faster on any server.
    static let inserters = 1...256
    /// Rows that a row's time may lie behind: those of an hour at most times.
    static let lateRows = 0...100_000_000
    static let lateBy = (least: Duration.seconds(1), most: Duration.seconds(31 * 86_400))
    /// Updates of a row within its hour.
    static let updates = 0...100
    /// Minutes between two clean-ups that are less than an hour apart, as shares of it.
    static let perHour = [60, 30, 20, 12, 10, 6, 4, 3, 2]
    static let checkpointSpacing = (least: Duration.seconds(30), most: Duration.seconds(86_400))
    /// Rows that a table holds at the beginning.
    static let startRows = (least: 0.0, most: 1_000_000_000_000.0)
    static let disk = (least: ByteCount.mebibytes(1), most: ByteCount(1 << 50))
    /// Values of a partial index's condition.
    static let conditionValues = 1...1_000

    // PostgreSQL's own ranges of the settings of the same names.
    static let scaleFactor = (least: 0.0, most: 100.0)
    static let threshold = (least: 0.0, most: 2_147_483_647.0)
    static let naptime = (least: Duration.seconds(1), most: Duration.seconds(2_147_483))
    static let costDelayMilliseconds = (least: 0.0, most: 100.0)
    static let costLimit = (least: 1.0, most: 10_000.0)
}

/// What a sample of rows may hold.
package enum RowSampleLimits {
    package static let fileBytes = ByteCount.mebibytes(32)
    static let rows = 100_000
    static let columns = 4_096
    /// One value. PostgreSQL takes 1 GiB, but its chunks of two thousand bytes are simulated one by one, and no log line is as long.
    static let valueBytes = 0...(1 << 24)
    /// Stored values begin with a length word of at least one byte.
    static let storedBytes = 1...(1 << 24)
    /// All values of the sample together, for the same reason.
    static let contentBytes = ByteCount.mebibytes(256)
    /// What a row may take of a page at most, compressed and moved out as far as it goes.
    static let tupleBytes = PageGeometry.usableBytes - PageGeometry.linePointerBytes
    /// Characters of a column's contents that are kept to tell rows apart.
    static let contentCharacters = 256
    /// Problems of one sample that are named; reading stops there.
    static let problems = 20
}
