import WeirRecords

/// What a plan is made from once a profile and observations have taken the priors' places.
struct PlanInputs {
    var estimate: LoadEstimate
    var layout: TableLayout
    var server: CheckpointSettings
    /// As looked up; nil for PostgreSQL's defaults.
    var vacuum: VacuumSettings?
    var start: TableRun.Start

    init(_ deployment: Deployment, _ profile: MeasuredProfile?, _ observations: Observations) throws(PlanError) {
        let table = LogTable(
            name: deployment.logTable?.name ?? "logs", columns: observations.columns?.value ?? deployment.logTable?.columns,
            indexes: observations.indexes?.value ?? deployment.logTable?.indexes)
        var observed = deployment
        observed.logTable = table
        estimate = try LoadEstimate(observed, profile: profile)
        estimate.observedFrom = observations.origins
        if let sample = observations.rowSample?.value { (estimate.sample, estimate.sampleOrigin) = (sample, .measured) }
        layout = try TableLayout(columns: table.columns ?? AssumedTable.columns, indexes: Self.indexes(table), sample: estimate.sample)
        server = observations.checkpoints?.value ?? CheckpointSettings()
        vacuum = observations.vacuum?.value
        start = observations.size.map { .present(bytes: $0.value.total, liveRows: observations.liveRows?.value) } ?? .empty
        narrow(deployment, observations)
    }

    /// Where the table's columns are given without indexes, those assumed ones that its columns allow.
    private static func indexes(_ table: LogTable) -> [LogTable.Index] {
        if let indexes = table.indexes { return indexes }
        guard let columns = table.columns else { return AssumedTable.indexes }
        return AssumedTable.indexes.filter { index in index.columns.allSatisfy { name in columns.contains { $0.name == name } } }
    }

    private mutating func narrow(_ deployment: Deployment, _ observations: Observations) {
        guard !observations.isEmpty else { return }
        let prior = PerClass { estimate.rowsPerDay($0) * (1 / 24) }
        let context = NarrowingContext(
            bytesPerRow: bytesPerRow, walBytesPerRow: walPerRow, windowHours: windowHours(deployment.retention),
            peakConcurrentSessions: deployment.sessions.peakConcurrent)
        let narrowed = observations.narrowed(prior, in: context)
        if narrowed != prior { estimate.observed = narrowed }
    }

    /// On disk for each of a year's rows at the middle load, had none been deleted.
    var bytesPerRow: Double {
        let rows = estimate.rowsPerHour * MeanHours.year
        return rows.sum > 0 ? TableCoefficients(layout: layout).bytes(keeping: rows) / rows.sum : 0
    }

    private func steady(_ retention: RetentionPolicy, _ vacuum: VacuumSettings) -> SteadyTable {
        SteadyTable(
            TableCoefficients(layout: layout), retention, rowsPerHour: estimate.rowsPerHour, shape: estimate.shape, vacuum: vacuum,
            checkpoints: server)
    }

    /// Under the platform's default retention: what WAL was observed under is not known.
    private var walPerRow: Double {
        let byAge = PlatformRetention.byAge
        let week = RetentionPolicy(standard: .age(byAge.standard), debug: .age(byAge.debug))
        return steady(week, .postgresDefault).walPerRow ?? 0
    }

    /// Hours of rows on disk at the plateau, those that wait for a vacuum and free room included.
    private func windowHours(_ retention: RetentionPolicy) -> Double? {
        let rows = estimate.rowsPerHour.sum
        guard rows > 0, let plateau = steady(retention, vacuum ?? .postgresDefault).plateau else { return nil }
        return plateau.bytes / bytesPerRow / rows
    }
}
