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
            bytesPerRow: bytesPerRow, walBytesPerRow: walPerRow(prior), windowHours: windowHours(deployment.retention),
            peakConcurrentSessions: deployment.sessions.peakConcurrent)
        let narrowed = observations.narrowed(prior, in: context)
        if narrowed != prior { estimate.observed = narrowed }
    }

    /// On disk for each live row at the middle load, by the closed form.
    var bytesPerRow: Double {
        let load = estimate.tableLoad(.middle)
        let forever = RetentionPolicy(standard: .forever, debug: .forever)
        let holdings = RetentionModel(load: load, policy: forever).holdings(at: TableForecast.yearHours)
        return holdings.liveRows > 0 ? layout.size(of: holdings).total / holdings.liveRows : 0
    }

    private func walPerRow(_ rows: PerClass<Spread>) -> Double {
        let load = estimate.tableLoad(.middle)
        guard load.rowsPerHour.sum > 0 else { return 0 }
        let week = RetentionPolicy(standard: PlatformRetention.byAge.standard.limit, debug: PlatformRetention.byAge.debug.limit)
        let table = TableForecast(layout: layout, model: RetentionModel(load: load, policy: week))
        return table.walPerDay(server) / (24 * load.rowsPerHour.sum)
    }

    /// Hours of rows on disk at the plateau: a fifth more than the retention, which waits for a vacuum.
    private func windowHours(_ retention: RetentionPolicy) -> Double? {
        let load = estimate.tableLoad(.middle)
        guard load.rowsPerHour.sum > 0 else { return nil }
        let kept = RetentionClass.allCases.map { each -> Double? in
            switch retention.limit(of: each) {
            case .age(let age): load.rowsPerHour[each] * age.inHours
            case .rows(let count): Double(count.rows)
            case .off: 0
            case .forever: nil
            }
        }
        guard let standard = kept[0], let debug = kept[1] else { return nil }
        let vacuumed = 1 + (vacuum ?? .postgresDefault).deadScale
        return (standard + debug) * vacuumed / load.rowsPerHour.sum
    }
}

extension Duration {
    fileprivate var limit: RetentionLimit { .age(self) }
}
