/// The rows of one path.
package struct PathFigures: Equatable, Sendable {
    package var name: String
    package var rows: [PathResults.Row]

    /// Of the program that the others are compared with: ours where there is one.
    var reference: PathResults.Row { rows.first { $0.isOurs } ?? rows[0] }

    /// How many times as fast as another program ours is, and how many times as cheap.
    func ratios(to row: PathResults.Row) -> (faster: Double, cheaper: Double) {
        (reference.megabytesPerSecond / row.megabytesPerSecond, row.cpuSecondsPerGigabyte / reference.cpuSecondsPerGigabyte)
    }

    /// What both are to be at least, on the logs as they come; for `weir measure` the speed alone. Nil where nothing was promised.
    func aim(_ row: PathResults.Row) -> Double? {
        guard name.contains("mixed") else { return nil }
        return switch row.name {
        case "rsyslog-syslog": 5
        case "rsyslog-disk-syslog": 12
        case "DuckDB": 2
        case "DuckDB, its query alone": 1.5
        default: nil
        }
    }
}
