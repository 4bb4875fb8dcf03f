import WeirRecords

/// What a plan takes for granted, and where to look it up.
struct Assumptions {
    private let deployment: Deployment
    private let profile: MeasuredProfile?
    private let estimate: LoadEstimate

    init(_ deployment: Deployment, _ profile: MeasuredProfile?, _ estimate: LoadEstimate) {
        self.deployment = deployment
        self.profile = profile
        self.estimate = estimate
    }

    var all: [Plan.Assumption] { [load, span, unit, zero, schema, files].compactMap { $0 } + [server] }

    private var load: Plan.Assumption? {
        guard profile == nil else { return nil }
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

    private var server: Plan.Assumption {
        Plan.Assumption(
            subject: "PostgreSQL",
            text: "autovacuum and checkpoints at their defaults, one row a transaction, the table empty at the beginning",
            lookUp: "SHOW autovacuum_vacuum_scale_factor; SHOW checkpoint_timeout; SHOW max_wal_size")
    }

    private func rounded(_ value: Double) -> String { value < 10 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))" }
}
