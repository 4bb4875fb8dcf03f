import WeirPlanner

/// Reads what the database does by itself: `autovacuum`, `checkpoints` and `partitions`.
struct ServerReader {
    let root: Section<TableCaseKey>

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

    /// `nil` where the key is missing: one table.
    func partitions() -> TableCase.Partitions? {
        guard let section = root.section(.partitions, PartitionsKey.self) else { return nil }
        _ = section.required(.by, ScalarReader<PartitionSpan>.choice())
        return TableCase.Partitions(drop: section.value(.drop, .boolean, default: true))
    }
}
