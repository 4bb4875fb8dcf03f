/// The keys of a case: the whole of what `weir plan table` reads.
enum TableCaseKey: String, ConfigurationKey {
    case server, table, rows, load, retention, autovacuum, checkpoints, partitions, events, start, disk, hours
}

enum CaseTableKey: String, TableKeys {
    case columns, indexes, fillfactor, unlogged
}

enum RowsKey: String, ConfigurationKey {
    case sample
    case alwaysNull = "always_null"
}

enum LoadKey: String, ConfigurationKey {
    case rowsPerHour = "rows_per_hour"
    case debugShare = "debug_share"
    case hourlyFactors = "hourly_factors"
    case rowsPerCommit = "rows_per_commit"
    case inserters
    case lateRows = "late_rows"
    case late
    case updatesPerRow = "updates_per_row"
}

enum LateKey: String, ConfigurationKey {
    case share, by
}

enum UpdatesKey: String, ConfigurationKey {
    case count, columns
}

enum CaseServerKey: String, ConfigurationKey {
    case version
    case dataChecksums = "data_checksums"
    case walCompression = "wal_compression"
}

enum StartKey: String, ConfigurationKey {
    case rows
}

/// A deployment's retention with what only a case can say.
enum CaseRetentionKey: String, ConfigurationKey {
    case standard, debug
    case cleanupEvery = "cleanup_every"
    case cleanupRows = "cleanup_rows"
}

enum AutovacuumKey: String, ConfigurationKey {
    case enabled
    case deadScale = "vacuum_scale_factor"
    case insertScale = "insert_scale_factor"
    case deadThreshold = "vacuum_threshold"
    case insertThreshold = "insert_threshold"
    case naptime
    case costDelay = "cost_delay"
    case costLimit = "cost_limit"
}

enum CheckpointsKey: String, ConfigurationKey {
    case every, when
}

/// Where in a clean-up's hour a checkpoint comes.
enum CheckpointMoment: String, CaseIterable {
    case beforeCleanup = "before_cleanup"
    case afterCleanup = "after_cleanup"
}

enum PartitionsKey: String, ConfigurationKey {
    case by, drop
}

enum PartitionSpan: String, CaseIterable {
    case day
}

enum EventKey: String, ConfigurationKey {
    case kind, from, to, at, every, standard, debug
}

enum EventKind: String, CaseIterable {
    case cleanupFails = "cleanup_fails"
    case retentionChange = "retention_change"
    case transactionHeld = "transaction_held"
    case autovacuumOff = "autovacuum_off"
    case vacuumFull = "vacuum_full"
    case reindex
    case truncate

    /// What belongs beside `kind`.
    var keys: Set<EventKey> {
        switch self {
        case .cleanupFails, .transactionHeld, .autovacuumOff: [.from, .to]
        case .retentionChange: [.at, .standard, .debug]
        case .vacuumFull, .reindex: [.at]
        case .truncate: [.at, .every]
        }
    }
}
