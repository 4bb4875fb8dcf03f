/// The keys of a case: the whole of what `weir plan table` reads.
enum TableCaseKey: String, ConfigurationKey {
    case table, rows, load, retention, autovacuum, checkpoints, partitions, events, hours
}

enum CaseTableKey: String, TableKeys {
    case columns, indexes
}

enum RowsKey: String, ConfigurationKey {
    case sample
    case alwaysNull = "always_null"
}

enum LoadKey: String, ConfigurationKey {
    case rowsPerHour = "rows_per_hour"
    case debugShare = "debug_share"
    case hourlyFactors = "hourly_factors"
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
    case kind, from, to, at, standard, debug
}

enum EventKind: String, CaseIterable {
    case cleanupFails = "cleanup_fails"
    case retentionChange = "retention_change"
    case transactionHeld = "transaction_held"
    case vacuumFull = "vacuum_full"
    case reindex

    /// What belongs beside `kind`.
    var keys: Set<EventKey> {
        switch self {
        case .cleanupFails, .transactionHeld: [.from, .to]
        case .retentionChange: [.at, .standard, .debug]
        case .vacuumFull, .reindex: [.at]
        }
    }
}
