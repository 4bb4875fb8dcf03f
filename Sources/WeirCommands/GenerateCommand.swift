package import ArgumentParser
import WeirConfiguration
import WeirPlanner
import WeirRecords
import WeirSystem
import WeirWorkload

/// `weir generate`: a seeded workload of a deployment, as files.
package struct GenerateCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Writes a seeded workload of a deployment into log files, for trying things out.",
        discussion: """
            Writes what the hosts of a deployment would log (sessions by its profile, sign-ins, heartbeats, requests, clean-ups, stack \
            traces) into OUT/<host>/log/, in the platform's own file names and formats and with its rotation by rename. Every record \
            carries a serial number from 1 on, so that a loss can be named. OUT/manifest.json says what was written, with content \
            digests by host, application and minute. The same deployment, seed and --start give the same bytes.

            At full speed events are spaced as the deployment would space them, and unless --start is given the last one is of about \
            now. With --rate they are timed by the rate, from now on, and lines are now and then written in two parts, as by real \
            writers. Files that rotation removes are lost to a reader that is too slow: the manifest counts them as rotated_away.

            Example:
              weir generate samples/deployments/small.yaml --out /tmp/workload --seed 42 --records 300000
              weir generate samples/deployments/small.yaml --out /tmp/live --seed 42 --records 300000 --rate 10000/s
            """)

    @Argument(help: ArgumentHelp("The deployment.", valueName: "DEPLOYMENT.yaml"), completion: .file(extensions: ["yaml", "yml"]))
    var deployment: String

    @Option(help: ArgumentHelp("Directory to write into; it must not hold a workload yet.", valueName: "DIR"), completion: .directory)
    var out: String

    @Option(help: ArgumentHelp("What the workload is drawn from.", valueName: "N"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Number of records.", valueName: "N"))
    var records: UInt64

    @Option(help: ArgumentHelp("Records a second; full speed without it.", valueName: "N/s"))
    var rate: RecordRate?

    @Option(help: ArgumentHelp("Event time of the first record, in ISO 8601.", valueName: "TIME"))
    var start: EventTime?

    @Option(help: ArgumentHelp("Size at which a file is renamed, instead of the deployment's.", valueName: "BYTES"))
    var rotateBytes: ByteCountArgument?

    @OptionGroup var output: OutputOptions

    package init() {}

    package func validate() throws {
        guard (1...WorkloadLimits.maximumRecords).contains(records) else {
            throw ValidationError("--records must be 1 to \(WorkloadLimits.maximumRecords.grouped)")
        }
    }

    package func run() throws {
        let deployment = try Deployment.load(path: deployment, in: .host).orFail()
        try report(try generate(try WorkloadPlan(of: deployment, rotateBytes: rotateBytes?.value)))
    }

    private func generate(_ plan: WorkloadPlan) throws -> (manifest: WorkloadManifest, seconds: Double) {
        let clock = HostClock()
        let begin = clock.monotonicNanoseconds()
        let signals = try TerminationSignals.install()
        defer { signals.close() }
        let progress = Progress()
        let run = WorkloadRun(plan: plan, settings: settings, fileSystem: HostFileSystem(), clock: clock) { wait in
            wait == .zero ? signals.request != nil : signals.wait(timeout: wait) != nil
        }
        let manifest = try run.run { state in
            progress.show(
                "generate: \(state.records.grouped) of \(state.of.grouped) records, \(ByteCount(Int64(clamping: state.bytes)).text)")
        }
        progress.finish()
        let path = "\(out)/\(WorkloadManifest.fileName)"
        try WholeFile.write(try Output.jsonText(manifest) + "\n", to: path, HostFileSystem())
        return (manifest, Double(clock.monotonicNanoseconds() - begin) / 1e9)
    }

    private var settings: WorkloadRun.Settings {
        .init(directory: out, seed: seed, records: records, rate: rate?.value, start: start?.value)
    }

    private func report(_ result: (manifest: WorkloadManifest, seconds: Double)) throws {
        let summary = WorkloadSummary(result.manifest, seconds: result.seconds, directory: out)
        switch output.format {
        case .json: try Output.write(json: summary)
        case .table: try Output.write(summary.text)
        }
        guard result.manifest.records == records else {
            throw CommandFailure(
                .fallsShort,
                "stopped after \(result.manifest.records.grouped) of \(records.grouped) records; the manifest holds what was written")
        }
    }
}

/// What `generate` prints.
struct WorkloadSummary: Encodable {
    var version = 1
    var records: UInt64
    var bytes: UInt64
    var hosts: Int
    var files: Int
    var rotations: UInt64
    var rotatedAway: UInt64
    var start: String
    var end: String
    var seconds: Double
    var recordsPerSecond: Double
    var manifest: String

    init(_ manifest: WorkloadManifest, seconds: Double, directory: String) {
        records = manifest.records
        bytes = manifest.bytes
        hosts = manifest.hosts.count
        files = manifest.files.count
        rotations = manifest.files.reduce(0) { $0 + $1.rotations }
        rotatedAway = manifest.rotatedAway
        start = manifest.start
        end = manifest.end
        self.seconds = seconds
        recordsPerSecond = seconds > 0 ? Double(manifest.records) / seconds : 0
        self.manifest = "\(directory)/\(WorkloadManifest.fileName)"
    }

    var text: String {
        let lost = rotatedAway > 0 ? "\n\(rotatedAway.grouped) records are in files that rotation has removed since" : ""
        return """
            \(records.grouped) records, \(ByteCount(Int64(clamping: bytes)).text) in \(files) files of \(hosts) hosts, \
            \(rotations) rotations, \(decimal(seconds)) s (\(UInt64(recordsPerSecond).grouped) records/s)
            events from \(start) to \(end)
            \(manifest)\(lost)
            """
    }
}
