import WeirPlanner

/// Reads what the server is and what it does by itself: `server`, `autovacuum`, `checkpoints` and `partitions`.
struct ServerReader {
    let root: Section<TableCaseKey>

    func server() -> TableCase.Server {
        var server = TableCase.Server()
        guard let section = root.section(.server, CaseServerKey.self) else { return server }
        server.version = section.value(.version, .integer(TableCaseLimits.version), default: server.version)
        server.dataChecksums = section.value(.dataChecksums, .boolean, default: server.dataChecksums)
        let compression = ScalarReader<TableCase.Server.Compression>.choice()
        server.walCompression = section.value(.walCompression, compression, default: server.walCompression)
        if server.walCompression == .lz4, server.version < Self.lz4Since {
            section.error(.walCompression, "is not known to PostgreSQL \(server.version)", wayOut: "write pglz, which it calls `on`")
        }
        return server
    }

    private static let lz4Since = 15

    func vacuum() -> VacuumSettings {
        var settings = VacuumSettings.postgresDefault
        guard let section = root.section(.autovacuum, AutovacuumKey.self) else { return settings }
        let scale = ScalarReader<Double>.number(from: TableCaseLimits.scaleFactor.least, to: TableCaseLimits.scaleFactor.most)
        let threshold = ScalarReader<Double>.number(from: TableCaseLimits.threshold.least, to: TableCaseLimits.threshold.most)
        settings.isEnabled = section.value(.enabled, .boolean, default: settings.isEnabled)
        settings.deadScale = section.value(.deadScale, scale, default: settings.deadScale)
        settings.insertScale = section.value(.insertScale, scale, default: settings.insertScale)
        settings.deadThreshold = section.value(.deadThreshold, threshold, default: settings.deadThreshold)
        settings.insertThreshold = section.value(.insertThreshold, threshold, default: settings.insertThreshold)
        clock(section, &settings)
        return settings
    }

    /// Without a naptime vacuums take no time, so what they cost would be passed over.
    private func clock(_ section: Section<AutovacuumKey>, _ settings: inout VacuumSettings) {
        let (least, most) = TableCaseLimits.naptime
        let (leastDelay, mostDelay) = TableCaseLimits.costDelayMilliseconds
        let (leastLimit, mostLimit) = TableCaseLimits.costLimit
        settings.naptimeSeconds = section.optional(.naptime, .duration(from: least, to: most)).map(\.inSeconds)
        let delay = ScalarReader<Double>.milliseconds(from: leastDelay, to: mostDelay)
        settings.costDelayMilliseconds = section.value(.costDelay, delay, default: settings.costDelayMilliseconds)
        settings.costLimit = section.value(.costLimit, .number(from: leastLimit, to: mostLimit), default: settings.costLimit)
        for key in [AutovacuumKey.costDelay, .costLimit] where section.has(key) && !section.has(.naptime) {
            section.error(key, "needs `naptime` beside it: without it vacuums take no time", wayOut: "add naptime: 1m, or take this out")
        }
    }

    /// `nil` where the key is missing: no checkpoint in the run.
    func checkpoints() -> TableCase.Checkpoints? {
        guard let section = root.section(.checkpoints, CheckpointsKey.self) else { return nil }
        guard section.has(.when) else { return spread(section) }
        let every = section.required(.every, .wholeHours(TableCaseLimits.intervalHours))
        let moments = section.list(.when, ScalarReader<CheckpointMoment>.choice()) ?? CheckpointMoment.allCases
        if section.isEmptyList(.when) {
            section.error(.when, "is empty", wayOut: "name before_cleanup, after_cleanup or both, or take `checkpoints` out")
        }
        return every.map {
            TableCase.Checkpoints(
                everyHours: $0, beforeCleanup: moments.contains(.beforeCleanup), afterCleanup: moments.contains(.afterCleanup))
        }
    }

    /// Evenly over time.
    private func spread(_ section: Section<CheckpointsKey>) -> TableCase.Checkpoints? {
        let (least, most) = TableCaseLimits.checkpointSpacing
        return section.required(.every, .duration(from: least, to: most)).map { TableCase.Checkpoints(spacing: $0.inSeconds / 3600) }
    }

    /// `nil` where the key is missing: one table.
    func partitions() -> TableCase.Partitions? {
        guard let section = root.section(.partitions, PartitionsKey.self) else { return nil }
        _ = section.required(.by, ScalarReader<PartitionSpan>.choice())
        return TableCase.Partitions(drop: section.value(.drop, .boolean, default: true))
    }
}
