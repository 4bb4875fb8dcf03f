package import ArgumentParser
import Synchronization
import WeirConfiguration
import WeirReceiver
import WeirRecords
import WeirSystem

/// `weir receive`: a SIEM stand-in that counts and names what is missing.
package struct ReceiveCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Stands in for a SIEM: takes HTTP and syslog, counts, names every gap and duplicate.",
        discussion: """
            Takes NDJSON by POST to any path (plain, gzip or zstd) and syslog over TCP (RFC 5424, octet-counted or by lines). Duplicates \
            are told by event id, gaps by serial number. The report holds, per input, the counts, every gap as a range and content \
            digests of the distinct records by host, application and minute.

            With --expect it ends by itself once every input has all serials and the senders are quiet. SIGTERM always writes the report. \
            --fail answers a status to a share of the requests and stores nothing of them; --reset cuts the connection, half the time \
            before and half the time after storing, so that the answer is lost (a syslog connection is cut somewhere in its first 4 MiB); \
            --delay waits before each answer. Faults are drawn from --seed.

            Exit code: 0 where everything expected came, 1 with gaps (with --strict also with duplicates, torn or malformed messages).

            Example:
              weir receive --http 127.0.0.1:8080 --syslog 127.0.0.1:5514 --report report.json --expect 300000 --fail 503:0.1
            """)

    @Option(help: ArgumentHelp("Where to take HTTP; port 0 takes any free one.", valueName: "ADDR"))
    var http: ReceiverAddress?

    @Option(help: ArgumentHelp("Where to take syslog over TCP.", valueName: "ADDR"))
    var syslog: ReceiverAddress?

    @Option(help: ArgumentHelp("Where to write the report.", valueName: "FILE.json"), completion: .file())
    var report: String

    @Option(help: ArgumentHelp("Serials 1 to N are expected at each input.", valueName: "N"))
    var expect: UInt64?

    @Option(help: ArgumentHelp("Give up after listening for this long, such as 60s.", valueName: "D"))
    var timeout: DurationArgument?

    @Flag(help: "Exit 1 also for duplicates, torn or malformed messages and unexpected serials.")
    var strict = false

    @Option(help: ArgumentHelp("Refuse a share of the requests, such as 503:0.1.", valueName: "STATUS:SHARE"))
    var fail: FaultPlan.Failure?

    @Option(help: ArgumentHelp("Wait this long before each answer, such as 50ms.", valueName: "D"))
    var delay: DurationArgument?

    @Option(help: ArgumentHelp("Cut the connection in a share of the requests, 0 to 1.", valueName: "SHARE"))
    var reset: Double = 0

    @Option(help: ArgumentHelp("What faults are drawn from.", valueName: "N"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp("Also write the records as they came, one a line; the file must not be there.", valueName: "FILE"),
        completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("Write the addresses, as JSON, once it listens.", valueName: "FILE"), completion: .file())
    var readyFile: String?

    package init() {}

    package func validate() throws {
        guard http != nil || syslog != nil else {
            throw ValidationError("give --http or --syslog, or both: there is nothing to receive on")
        }
        guard (0...1).contains(reset) else { throw ValidationError("--reset is a share from 0 to 1") }
        if let expect, !(1...ReceiverLimits.highestSerial).contains(expect) {
            throw ValidationError("--expect must be 1 to \(ReceiverLimits.highestSerial.grouped)")
        }
    }

    package func run() async throws {
        let outcome = try await receive()
        try WholeFile.write(try Output.jsonText(outcome.report) + "\n", to: report, HostFileSystem())
        outcome.report.inputs.forEach { Output.writeError($0.summary) }
        let shortcomings = outcome.report.shortcomings(isStrict: strict)
        guard shortcomings.isEmpty else {
            let cause = outcome.end == .timeout ? "the time is over; " : ""
            throw CommandFailure(
                .fallsShort, cause + shortcomings.joined(separator: "\n  "), wayOut: "the report names every gap: \(report)")
        }
    }

    private func receive() async throws -> ReceiverService.Outcome {
        let signals = try TerminationSignals.install()
        defer { signals.close() }
        let progress = Mutex(ReceiverProgress())
        defer { progress.withLock { $0.finish() } }
        let service = ReceiverService(settings, fileSystem: HostFileSystem(), clock: HostClock())
        return try await service.run(
            .init(
                ready: { try announce($0) }, progress: { standings in progress.withLock { $0.show(standings) } },
                isStopRequested: { signals.request != nil }))
    }

    private var settings: ReceiverService.Settings {
        .init(
            http: http, syslog: syslog, expected: expect, timeout: timeout?.value,
            faults: .init(fail: fail, resetShare: reset, delay: delay?.value ?? .zero), seed: seed, output: output)
    }

    private func announce(_ addresses: ReceiverService.Addresses) throws {
        if let http = addresses.http { Output.writeError("weir: receiving HTTP on \(http)") }
        if let syslog = addresses.syslog { Output.writeError("weir: receiving syslog on tcp://\(syslog)") }
        guard let readyFile else { return }
        try WholeFile.write(try Output.jsonText(addresses) + "\n", to: readyFile, HostFileSystem())
    }
}

extension ReceiverReport.Input {
    /// One line for people.
    var summary: String {
        let missing = serials.expected > 0 ? ", \(serials.missing.grouped) of \(serials.expected.grouped) missing" : ""
        let ratio = wireBytes > 0 ? Double(payloadBytes) / Double(wireBytes) : 0
        return """
            weir: \(name): \(records.grouped) records, \(distinct.grouped) distinct, \(duplicates.grouped) duplicates\(missing); \
            \(ByteCount(Int64(clamping: payloadBytes)).text) in \(ByteCount(Int64(clamping: wireBytes)).text) on the wire \
            (\(decimal(ratio)) to 1); \(requests.grouped) requests, \(refused.grouped) refused, \(torn.grouped) torn
            """
    }
}

/// The live line.
private struct ReceiverProgress: ~Copyable {
    private let line = Progress()

    func show(_ standings: [InputStanding]) {
        line.show(
            standings.map { "\($0.name) \($0.records.grouped) records, \($0.duplicates.grouped) duplicates" }.joined(separator: " · "))
    }

    func finish() { line.finish() }
}
