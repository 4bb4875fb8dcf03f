/// The rows of one path.
package struct PathFigures: Equatable, Sendable {
    /// Of what `weir measure` does.
    static let measuring = "measure a file"
    /// How many times as fast as the fastest of the others it must be.
    private static let measuringRatio = 1.5

    package var name: String
    package var rows: [PathResults.Row]

    /// Of the program that the others are compared with: ours where there is one.
    var reference: PathResults.Row { rows.first { $0.isOurs } ?? rows[0] }

    /// What ours must reach.
    struct Goal: Equatable {
        /// 10⁶ bytes of log lines a second, at least.
        var megabytesPerSecond: Double?
        /// At most, for 10⁹ bytes of log lines.
        var cpuSecondsPerGigabyte: Double
        /// Resident at most, in 10⁶ bytes.
        var peakMegabytes: Double
    }

    /// Nil where nothing was promised.
    var goal: Goal? {
        switch name {
        case "file → syslog TCP": Goal(megabytesPerSecond: 600, cpuSecondsPerGigabyte: 2, peakMegabytes: 64)
        case "file → HTTP": Goal(megabytesPerSecond: 400, cpuSecondsPerGigabyte: 3, peakMegabytes: 64)
        case Self.measuring:
            Goal(
                megabytesPerSecond: rows.filter { !$0.isOurs }.map(\.megabytesPerSecond).max().map { $0 * Self.measuringRatio },
                cpuSecondsPerGigabyte: 0.9, peakMegabytes: 100)
        default: nil
        }
    }
}
