package import ArgumentParser
import WeirDatabase
import WeirPlanner
import WeirRecords
import WeirSystem

/// `weir measure`: what do my real logs weigh?
package struct MeasureCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Weighs real logs: rows and bytes per role, level and hour, GB a day, the plateau, the costliest messages.",
        discussion: """
            Reads log files, rotated and compressed ones too, and directories of them; or a log table. No configuration: the role \
            comes from a file's name, the host from the directory above its `log` directory. Nothing is changed anywhere.

            Exit code: 0; 1 where a file could not be read to its end; 65 where there is nothing to measure.

            Example:
              weir measure /opt/kasm/current/log --disk 200GiB --profile measured.json
              weir measure samples/logs --format json
            """)

    @Argument(help: ArgumentHelp("Log files, or directories that hold some.", valueName: "PATH"), completion: .file())
    var paths: [String] = []

    @OptionGroup var database: DatabaseArguments

    @Option(help: ArgumentHelp("The log table's name; found by itself where left out.", valueName: "NAME"))
    var table: String?

    @Option(help: ArgumentHelp("Write what was measured, for `weir plan --profile`.", valueName: "FILE.json"))
    var profile: String?

    @Option(help: ArgumentHelp("Concurrent sessions at the peak of the measured time, so that a plan can scale.", valueName: "N"))
    var sessions: Int?

    @Option(help: ArgumentHelp("Room for the log table: says when it is full.", valueName: "SIZE"))
    var disk: ByteCountArgument?

    @Option(help: ArgumentHelp("How long the database keeps everything but debug.", valueName: "TIME"))
    var retention = DurationArgument(PlatformRetention.byAge.standard)

    @Option(help: ArgumentHelp("How long the database keeps debug.", valueName: "TIME"))
    var debugRetention = DurationArgument(PlatformRetention.byAge.debug)

    @OptionGroup var output: OutputOptions

    package init() {}

    package func validate() throws {
        guard paths.isEmpty != !database.isGiven else { throw ValidationError("give either paths or a database") }
        guard sessions.map({ $0 > 0 }) ?? true else { throw ValidationError("--sessions must be at least 1") }
        let times = [retention.value, debugRetention.value]
        guard times.allSatisfy({ $0 > .zero && $0.inHours <= Plan.maximumRetentionHours }) else {
            throw ValidationError("a retention must be over 0 and at most 100 years")
        }
    }

    package func run() throws {
        let (measurement, sources) = try measured()
        guard measurement.total.records > 0 else {
            throw CommandFailure(
                .badData, "there is no record in \(sources.described)", wayOut: "name log files, or directories that hold some")
        }
        let report = MeasureReport(
            measurement, sources: sources, sessions: sessions, policies: policies, disk: disk?.value,
            now: Timestamp(microseconds: HostClock().wallMicroseconds()))
        if let profile { try ProfileFile.write(report.profile, to: profile) }
        switch output.format {
        case .table: try Output.write(MeasureText(report, profilePath: profile).rendered())
        case .json: try Output.write(json: MeasureJSON(report))
        }
        measurement.failures.forEach { Output.writeError("weir: \($0)") }
        guard measurement.failures.isEmpty else { throw ExitCode(ExitStatus.fallsShort.rawValue) }
    }

    private var policies: MeasureReport.Policies {
        let byRows = PlatformRetention.byRows
        return MeasureReport.Policies(
            byAge: RetentionPolicy(standard: .age(retention.value), debug: .age(debugRetention.value)),
            byRows: RetentionPolicy(standard: .rows(byRows.standard), debug: .rows(byRows.debug)))
    }

    private func measured() throws -> (Measurement, MeasureSources) {
        let progress = Progress()
        defer { progress.finish() }
        if let database = try database.url() {
            let (measurement, found) = try TableMeasurement.measure(database, table: table) { rows in
                progress.show("\(rows.rows.grouped) rows")
            }
            return (measurement, .table(name: found.table.name, bytesPerRow: found.bytesPerRow))
        }
        let found = try LogFiles(paths, fileSystem: HostFileSystem())
        let size = found.files.reduce(0) { $0 + $1.size }
        let measurer = FilesMeasurer(found.files, fileSystem: HostFileSystem())
        let measurement = try measurer.run { bytes in
            progress.show("\(ByteCount(Int64(clamping: bytes)).text) of \(ByteCount(Int64(clamping: size)).text)")
        }
        return (measurement, .files(paths: paths, count: found.files.count, bytes: size, twins: found.twins.count, others: found.others))
    }
}
