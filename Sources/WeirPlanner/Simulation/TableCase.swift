/// A table under a load that is given directly, hour by hour: what `weir plan table` reads and the simulation runs.
package struct TableCase: Equatable, Sendable {
    package var columns: [LogTable.Column]
    package var indexes: [LogTable.Index]
    package var sample: RowSample
    package var load: Load
    package var retention: Retention
    package var vacuum: VacuumSettings
    /// `nil`: none in the run, so no full-page images.
    package var checkpoints: Checkpoints?
    /// `nil`: one table, rows deleted.
    package var partitions: Partitions?
    package var events: [Event]
    /// Length of the run; at least 1.
    package var hours: Int

    package init(
        columns: [LogTable.Column], indexes: [LogTable.Index], sample: RowSample, load: Load, retention: Retention,
        vacuum: VacuumSettings = .postgresDefault, checkpoints: Checkpoints? = nil, partitions: Partitions? = nil, events: [Event] = [],
        hours: Int
    ) {
        self.columns = columns
        self.indexes = indexes
        self.sample = sample
        self.load = load
        self.retention = retention
        self.vacuum = vacuum
        self.checkpoints = checkpoints
        self.partitions = partitions
        self.events = events
        self.hours = hours
    }

    package struct Load: Equatable, Sendable {
        /// Mean over the day; not negative.
        package var rowsPerHour: Double
        /// Share of the rows that are of class debug; `nil`: rows are drawn from the whole sample, whatever their class.
        package var debugShare: Double?
        /// 24 factors by hour of the day, hour 0 first, mean 1; empty for an even day.
        package var hourlyFactors: [Double]

        package init(rowsPerHour: Double, debugShare: Double? = nil, hourlyFactors: [Double] = []) {
            self.rowsPerHour = rowsPerHour
            self.debugShare = debugShare
            self.hourlyFactors = hourlyFactors
        }
    }

    package struct Retention: Equatable, Sendable {
        package var standard: Limit
        /// `nil`: one limit for all rows, whatever their class.
        package var debug: Limit?
        /// Hours between two clean-ups, at the end of whole hours; at least 1.
        package var cleanupEveryHours: Int

        package init(standard: Limit, debug: Limit? = nil, cleanupEveryHours: Int = 1) {
            self.standard = standard
            self.debug = debug
            self.cleanupEveryHours = cleanupEveryHours
        }
    }

    package enum Limit: Equatable, Sendable {
        /// Rows older than this at the hour's end are deleted; 0 deletes all.
        case hours(Double)
        /// The newest rows of the class are kept; 0 keeps none.
        case rows(Int)
        case forever
    }

    /// Every so many hours full-page images start anew, before the clean-up, after it, or both.
    package struct Checkpoints: Equatable, Sendable {
        package var everyHours: Int
        package var beforeCleanup: Bool
        package var afterCleanup: Bool

        package init(everyHours: Int = 1, beforeCleanup: Bool = true, afterCleanup: Bool = true) {
            self.everyHours = everyHours
            self.beforeCleanup = beforeCleanup
            self.afterCleanup = afterCleanup
        }
    }

    /// One partition a day.
    package struct Partitions: Equatable, Sendable {
        /// Whether a partition is dropped when wholly past retention; else its rows are deleted like any others.
        package var drop: Bool

        package init(drop: Bool = true) { self.drop = drop }
    }

    /// Hours count from the beginning of the run; `from` is the first hour concerned, `to` the first that is not.
    package enum Event: Equatable, Sendable {
        case cleanupFails(from: Int, to: Int)
        case retentionChange(at: Int, standard: Limit, debug: Limit?)
        case transactionHeld(from: Int, to: Int)
        case vacuumFull(at: Int)
        case reindex(at: Int)
    }
}
