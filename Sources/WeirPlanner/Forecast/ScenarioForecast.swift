import WeirRecords

/// What one way to run the table leads to, over the draws of the Monte Carlo run. Sizes are of the table's files
/// (`pg_total_relation_size`) unless said otherwise; times count from the beginning of the plan.
package struct ScenarioForecast: Sendable {
    package var scenario: Scenario
    /// Draws that the percentiles are taken over: fewer for the scenarios beside the present one.
    package var draws: Int
    /// The most that the files take in the week after the table has come round; nil where it grows for ever or the retention is
    /// longer than the horizon.
    package var plateau: Figure?
    /// The most that the files take within the horizon, growth of the load included. Files never shrink by themselves.
    package var highWater: Figure
    /// What the files take at the horizon's end.
    package var onDisk: Figure
    /// Rows alive at the plateau (at the horizon's end where there is none), and what these rows alone would take.
    package var liveRows: Figure
    package var liveBytes: Figure
    /// Bytes on disk for each live row then: heap, indexes, TOAST, and the room of deleted rows. Nil where no row is alive.
    package var bytesPerRow: Figure?
    package var rowsPerSecond: Figure
    /// Of the files, over the first day from now, and over the last 30 days of the horizon.
    package var growthPerDay: Figure
    package var growthPerDayLater: Figure
    /// At the plateau; and what of it is kept on the disk at once.
    package var walPerDay: Figure
    package var walKept: Figure
    /// WAL of the busiest hour, a second.
    package var peakWALPerSecond: Figure
    /// Until the files first take 99 % of the plateau.
    package var daysToPlateau: Figure?
    /// Days until table, WAL and what else is there exceed the disk; infinite in draws where they don't within the horizon, so that
    /// `p50` may be infinite. Nil where no draw fills the disk.
    package var daysUntilFull: Percentiles?
    package var shareThatFills: Double
    /// Once a day, from day 0.
    package var curve: [CurvePoint]
    /// Parts of the plateau's size (of the horizon's end where there is none) in the draw whose size is the median.
    package var parts: Parts
    /// Hours that each class's oldest kept row goes back to.
    package var historyHours: PerClass<Percentiles>
    /// Where the table has come round under the present setting and is then cut to this one; nil for the present one itself, and
    /// where this one keeps as much.
    package var cut: Cut?
    package var timeToLoss: [HostTimeToLoss]

    /// All that there are, each with its name.
    package var figures: [Figure] {
        [
            plateau, highWater, onDisk, liveRows, liveBytes, bytesPerRow, rowsPerSecond, growthPerDay, growthPerDayLater, walPerDay,
            walKept, peakWALPerSecond, daysToPlateau,
        ].compactMap { $0 }
    }

    package struct CurvePoint: Equatable, Sendable, Encodable {
        package var days: Double
        /// Of the table's files: the day's most.
        package var bytes: Percentiles
        /// What the rows alive would take by themselves, at P50.
        package var liveBytes: Double

        package init(days: Double, bytes: Percentiles, liveBytes: Double) {
            self.days = days
            self.bytes = bytes
            self.liveBytes = liveBytes
        }
    }

    package struct Parts: Equatable, Sendable, Encodable {
        package var heap: Double
        package var toast: Double
        package var indexes: Double
        package var maps: Double

        package init(heap: Double, toast: Double, indexes: Double, maps: Double) {
            self.heap = heap
            self.toast = toast
            self.indexes = indexes
            self.maps = maps
        }

        package var total: Double { heap + toast + indexes + maps }
    }

    /// A table that has grown, and what a shorter retention gives back of it.
    package struct Cut: Equatable, Sendable, Encodable {
        /// Files before the cut.
        package var before: Percentiles
        /// Live rows' bytes, and files, `daysAfter` the cut: what stays on disk until REINDEX, VACUUM FULL or a repack.
        package var liveBytes: Percentiles
        package var onDisk: Percentiles
        package var daysAfter: Double

        package init(before: Percentiles, liveBytes: Percentiles, onDisk: Percentiles, daysAfter: Double) {
            self.before = before
            self.liveBytes = liveBytes
            self.onDisk = onDisk
            self.daysAfter = daysAfter
        }
    }
}

/// How long the records of one host are safe while nobody takes them: the spool fills, then files rotate away unread.
package struct HostTimeToLoss: Equatable, Sendable, Encodable {
    package var role: Role
    package var hosts: Int
    /// Bytes of log lines a second that one such host writes.
    package var bytesPerSecond: Percentiles
    package var spoolHours: Percentiles
    package var rotationHours: Percentiles
    /// Both together.
    package var hours: Percentiles

    package init(
        role: Role, hosts: Int, bytesPerSecond: Percentiles, spoolHours: Percentiles, rotationHours: Percentiles, hours: Percentiles
    ) {
        self.role = role
        self.hosts = hosts
        self.bytesPerSecond = bytesPerSecond
        self.spoolHours = spoolHours
        self.rotationHours = rotationHours
        self.hours = hours
    }
}
