import ArgumentParser
import WeirPlanner
import WeirRecords

/// What a plan can be given besides a profile: looks at a running database, each of which takes a prior's place.
struct ImportArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What psql prints for SELECT count(*), min(ingest_date), max(ingest_date), pg_total_relation_size('logs') FROM logs, or CSV:"
                + " rows an hour and the table's size.",
            valueName: "FILE"))
    var observed: String?

    @Option(
        help: ArgumentHelp(
            "A look at pg_stat_user_tables, as psql prints it, CSV or JSON; give two with a time each, or one and --database."
                + " Counts rows an hour.",
            valueName: "FILE[@TIME]"))
    var snapshot: [String] = []

    @Option(
        help: ArgumentHelp(
            "A WAL position with its time, or a file with several; give two. Bounds the rows from above.", valueName: "LSN@TIME|FILE"))
    var wal: [String] = []

    @Option(help: ArgumentHelp("The platform's health warning, as JSON. Bounds the rows from below.", valueName: "FILE"))
    var health: String?

    @Option(
        help: ArgumentHelp("What a size in the health warning is: total, increase, or unknown.", valueName: "READING"))
    var healthReading = HealthWarning.Reading.unknown

    @Option(help: ArgumentHelp("Time between two health warnings, where sizes are increases.", valueName: "TIME"))
    var healthInterval = DurationArgument(.seconds(HealthWarning.defaultIntervalHours * 3600))

    @OptionGroup var database: DatabaseArguments

    @Option(help: ArgumentHelp("The log table's name in what is given; the deployment's, or found by itself.", valueName: "NAME"))
    var table: String?

    @Option(help: ArgumentHelp("Concurrent sessions at the peak of the observed time, so that rates scale.", valueName: "N"))
    var observedSessions: Int?

    func validate() throws {
        guard observedSessions.map({ $0 > 0 }) ?? true else { throw ValidationError("--observed-sessions must be at least 1") }
        guard healthInterval.value > .zero else { throw ValidationError("--health-interval must be over 0") }
        guard health != nil || healthReading == .unknown else { throw ValidationError("--health-reading goes with --health") }
    }

    /// Everything that was given, joined; empty where nothing was.
    ///
    /// - Parameter deployment: names the log table where no flag does.
    func observations(for deployment: Deployment) throws(CommandFailure) -> Observations {
        let table = table ?? deployment.logTable?.name
        let live = try database.url().map { url throws(CommandFailure) in try ImportDatabase.look(url, table: table) }
        var observations = live?.observations ?? Observations()
        if let observed { observations = observations.merged(with: try ImportFiles.count(observed, under: deployment.retention)) }
        if !snapshot.isEmpty {
            observations = observations.merged(with: try ImportFiles.statistics(snapshot, table: table, now: live?.counters))
        }
        if !wal.isEmpty { observations = observations.merged(with: try ImportFiles.wal(wal)) }
        if let health { observations = observations.merged(with: try warning(health, table: table)) }
        observations.peakConcurrentSessions = observedSessions
        return observations
    }

    private func warning(_ path: String, table: String?) throws(CommandFailure) -> Observations {
        try ImportFiles.health(path, table: table ?? "logs", reading: healthReading, interval: healthInterval.value)
    }
}

extension HealthWarning.Reading: ExpressibleByArgument {}
