import WeirRecords

/// What a plan takes for granted, and where to look it up.
struct Assumptions {
    private let deployment: Deployment
    private let profile: MeasuredProfile?
    private let estimate: LoadEstimate
    private let observations: Observations

    init(_ deployment: Deployment, _ profile: MeasuredProfile?, _ estimate: LoadEstimate, _ observations: Observations) {
        self.deployment = deployment
        self.profile = profile
        self.estimate = estimate
        self.observations = observations
    }

    var all: [Plan.Assumption] { [load, span, spread, growth, unit, zero, schema, files, server].compactMap { $0 } }

    private var load: Plan.Assumption? {
        guard profile == nil, observations.rowsPerHour == nil else { return nil }
        return Plan.Assumption(
            subject: "load",
            text: "a prior, not a measurement: 1.6 to 129 MB of table a concurrent session and day, 9.5 in the middle, solved back from"
                + " \"hundreds of sessions, tens of gigabytes, seven days\"; heartbeats, probes and launches are counted from the roles",
            lookUp: "run weir measure on this deployment's log directories and give plan the profile: it narrows the range most")
    }

    private var span: Plan.Assumption? {
        guard let profile else { return nil }
        let short = profile.spanHours < MeasuredProfile.dayHours
        let basis = profile.peakConcurrentSessions.map { "scaled from \($0) sessions" } ?? "scaled by each role's hosts"
        return Plan.Assumption(
            subject: "measurement",
            text:
                "the profile spans \(rounded(profile.spanHours)) h, \(basis); "
                + "the mean of longer time is taken to lie within a factor of \(profile.uncertainty)"
                + (short ? "; under a day, so it is extrapolated and knows nothing of the day's shape" : ""),
            lookUp: short ? "measure a whole day, better a week" : "measure more weeks")
    }

    private var spread: Plan.Assumption? {
        let uncertain = LoadUncertainty.self
        let length = estimate.sampleOrigin == .assumed ? uncertain.rowLength.assumed : uncertain.rowLength.measured
        return Plan.Assumption(
            subject: "ranges",
            text:
                "beside each coefficient's own range, nine draws of ten lie within these factors: peak sessions \(uncertain.peakSessions), "
                + "session length \(uncertain.meanDuration), growth \(uncertain.growth), row length \(length); "
                + "\(Int(uncertain.commonVariance * 100)) % of the coefficients' variance is common to all of them",
            lookUp: "each measurement of load or rows replaces some of them")
    }

    private var growth: Plan.Assumption? {
        guard deployment.sessions.growthPerMonth != .zero else { return nil }
        return Plan.Assumption(
            subject: "growth",
            text: "\(rounded(deployment.sessions.growthPerMonth.percent)) % a month, compound: sessions and the agents that carry them;"
                + " Web Apps and the installation's own records stay",
            lookUp: "sessions a month over the last year")
    }

    private var unit: Plan.Assumption? {
        guard deployment.platform.product == .kasm else { return nil }
        return Plan.Assumption(
            subject: "unit of retention",
            text:
                "the platform's unit changed from time (7 days, 4 hours) to rows (400,000, 300,000) in a version that is not public; "
                + "both are shown",
            lookUp: "read log_retention and debug_retention and their descriptions in the platform's settings, section logging")
    }

    private var zero: Plan.Assumption? {
        guard deployment.platform.meaningOfZero == .unknown else { return nil }
        return Plan.Assumption(
            subject: "off",
            text: "it is not known whether this platform and version can switch a class off; zero means keep for ever elsewhere",
            lookUp: "set platform.version, or confirm with the platform's vendor")
    }

    private var schema: Plan.Assumption? {
        guard observations.columns == nil else { return nil }
        guard deployment.logTable?.columns == nil || deployment.logTable?.indexes == nil else { return nil }
        let columns = (deployment.logTable?.columns ?? AssumedTable.columns).map { "\($0.name) \($0.type.rawValue)" }
        let indexes = AssumedTable.indexes.map { "(\($0.columns.joined(separator: ", ")))" }
        return Plan.Assumption(
            subject: "log table", text: "columns \(columns.joined(separator: ", ")); indexes \(indexes.joined(separator: ", "))",
            lookUp: "give columns and indexes under log_table (psql: \\d \(deployment.logTable?.name ?? "logs"))")
    }

    private var files: Plan.Assumption? {
        Plan.Assumption(
            subject: "what reaches the table",
            text: "records of nginx, guac and PostgreSQL itself stay in files; session containers' records reach the table only",
            lookUp: "compare the table's applications with the files': weir measure --database")
    }

    private var server: Plan.Assumption? {
        let parts = [
            observations.vacuum == nil ? "autovacuum at its defaults" : nil,
            observations.checkpoints == nil ? "checkpoints and max_wal_size (1 GiB) at their defaults" : nil,
            "one row a transaction", "clean-ups at the end of whole hours",
            observations.size == nil ? "the table empty at the beginning" : nil,
        ].compactMap { $0 }
        return Plan.Assumption(
            subject: "PostgreSQL", text: parts.joined(separator: ", "),
            lookUp: "SHOW autovacuum_vacuum_scale_factor; SHOW checkpoint_timeout; SHOW max_wal_size; pg_total_relation_size of the table")
    }

    private func rounded(_ value: Double) -> String {
        abs(value) < 10 ? "\((value * 10).rounded() / 10)" : "\(Int(exactly: value.rounded()) ?? .max)"
    }
}
