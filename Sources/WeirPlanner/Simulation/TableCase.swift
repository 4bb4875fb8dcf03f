package import WeirRecords

/// A table under a load that is given directly, hour by hour: what `weir plan table` reads and the simulation runs.
package struct TableCase: Equatable, Sendable {
    package var server: Server
    package var columns: [LogTable.Column]
    package var indexes: [LogTable.Index]
    package var storage: Storage
    package var sample: RowSample
    package var load: Load
    package var retention: Retention
    package var vacuum: VacuumSettings
    /// `nil`: none in the run, so no full-page images.
    package var checkpoints: Checkpoints?
    /// `nil`: one table, rows deleted.
    package var partitions: Partitions?
    package var events: [Event]
    /// Live rows that the table has at the beginning, written at the load's pace before it.
    package var startRows: Double
    /// What the table may take; `nil`: not asked.
    package var disk: ByteCount?
    /// Length of the run; at least 1.
    package var hours: Int

    package init(
        server: Server = Server(), columns: [LogTable.Column], indexes: [LogTable.Index], storage: Storage = Storage(), sample: RowSample,
        load: Load, retention: Retention, vacuum: VacuumSettings = .postgresDefault, checkpoints: Checkpoints? = nil,
        partitions: Partitions? = nil, events: [Event] = [], startRows: Double = 0, disk: ByteCount? = nil, hours: Int
    ) {
        self.server = server
        self.columns = columns
        self.indexes = indexes
        self.storage = storage
        self.sample = sample
        self.load = load
        self.retention = retention
        self.vacuum = vacuum
        self.checkpoints = checkpoints
        self.partitions = partitions
        self.events = events
        self.startRows = startRows
        self.disk = disk
        self.hours = hours
    }

    /// What of the server changes how much a row writes.
    package struct Server: Equatable, Sendable {
        package enum Compression: String, CaseIterable, Sendable {
            case off, pglz, lz4
        }

        /// Major version.
        package var version: Int
        package var dataChecksums: Bool
        package var walCompression: Compression

        package init(version: Int = 15, dataChecksums: Bool = false, walCompression: Compression = .off) {
            self.version = version
            self.dataChecksums = dataChecksums
            self.walCompression = walCompression
        }
    }

    /// How the table is kept.
    package struct Storage: Equatable, Sendable {
        /// Percent of a heap page that insertions fill; the rest is for updates.
        package var fillfactor: Int
        /// Nothing of the table is in the WAL, nor on replicas, nor there after a crash.
        package var isUnlogged: Bool

        package init(fillfactor: Int = 100, isUnlogged: Bool = false) {
            self.fillfactor = fillfactor
            self.isUnlogged = isUnlogged
        }
    }

    package struct Load: Equatable, Sendable {
        /// Mean over the day; not negative.
        package var rowsPerHour: Double
        /// Share of the rows that are of class debug; `nil`: rows are drawn from the whole sample, whatever their class.
        package var debugShare: Double?
        /// 24 factors by hour of the day, hour 0 first, mean 1; empty for an even day.
        package var hourlyFactors: [Double]
        /// Rows in a transaction; `nil`: all of an hour, or of what comes between two clean-ups.
        package var rowsPerCommit: Int?
        /// Sessions that insert at once.
        package var inserters: Int
        /// A row's time lies up to so many rows behind its insertion.
        package var lateRows: Int
        /// `nil`: none comes late by hours.
        package var late: Late?
        /// `nil`: rows never change.
        package var updates: Updates?

        package init(
            rowsPerHour: Double, debugShare: Double? = nil, hourlyFactors: [Double] = [], rowsPerCommit: Int? = nil, inserters: Int = 1,
            lateRows: Int = 0, late: Late? = nil, updates: Updates? = nil
        ) {
            self.rowsPerHour = rowsPerHour
            self.debugShare = debugShare
            self.hourlyFactors = hourlyFactors
            self.rowsPerCommit = rowsPerCommit
            self.inserters = inserters
            self.lateRows = lateRows
            self.late = late
            self.updates = updates
        }
    }

    /// Rows whose time lies up to so many hours behind their insertion, evenly.
    package struct Late: Equatable, Sendable {
        package var share: Double
        package var byHours: Double

        package init(share: Double, byHours: Double) {
            self.share = share
            self.byHours = byHours
        }
    }

    /// Each row is changed so often within its hour.
    package struct Updates: Equatable, Sendable {
        package var count: Int
        package var columns: [String]

        package init(count: Int, columns: [String]) {
            self.count = count
            self.columns = columns
        }
    }

    package struct Retention: Equatable, Sendable {
        package var standard: Limit
        /// `nil`: one limit for all rows, whatever their class.
        package var debug: Limit?
        /// Hours between two clean-ups, at the end of whole hours; at least 1.
        package var cleanupEveryHours: Int
        /// Clean-ups in each hour that has any; at least 1.
        package var cleanupsPerHour: Int
        /// Rows that a clean-up deletes at most; `nil`: all that are due.
        package var cleanupRows: Int?

        package init(
            standard: Limit, debug: Limit? = nil, cleanupEveryHours: Int = 1, cleanupsPerHour: Int = 1, cleanupRows: Int? = nil
        ) {
            self.standard = standard
            self.debug = debug
            self.cleanupEveryHours = cleanupEveryHours
            self.cleanupsPerHour = cleanupsPerHour
            self.cleanupRows = cleanupRows
        }
    }

    package enum Limit: Equatable, Sendable {
        /// Rows older than this at the hour's end are deleted; 0 deletes all.
        case hours(Double)
        /// The newest rows of the class are kept; 0 keeps none.
        case rows(Int)
        case forever
    }

    /// Where full-page images start anew: every so many hours before the clean-up, after it, or both; or evenly over time.
    package struct Checkpoints: Equatable, Sendable {
        package var everyHours: Int
        package var beforeCleanup: Bool
        package var afterCleanup: Bool
        /// Hours between two that take no heed of clean-ups; `nil`: they come with those.
        package var spacing: Double?

        package init(everyHours: Int = 1, beforeCleanup: Bool = true, afterCleanup: Bool = true) {
            self.everyHours = everyHours
            self.beforeCleanup = beforeCleanup
            self.afterCleanup = afterCleanup
        }

        package init(spacing: Double) {
            self.init(everyHours: 1, beforeCleanup: false, afterCleanup: false)
            self.spacing = spacing
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
        case autovacuumOff(from: Int, to: Int)
        case vacuumFull(at: Int)
        case reindex(at: Int)
        /// And again after each so many hours; `nil`: once.
        case truncate(at: Int, every: Int?)
    }
}

extension TableCase.Event {
    /// Whether it empties the table at the end of this hour.
    func truncates(atEndOf hour: Int) -> Bool {
        guard case .truncate(let at, let every) = self, hour + 1 >= at else { return false }
        return every.map { (hour + 1 - at).isMultiple(of: max(1, $0)) } ?? (hour + 1 == at)
    }
}
