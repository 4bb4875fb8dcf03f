package import ArgumentParser
import WeirConfiguration
import WeirRecords
import WeirSystem

/// `weir reconcile`: do source and delivered records match, host by host and minute by minute?
package struct ReconcileCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "reconcile", abstract: "Compares what was generated, read, delivered and received; says whether anything is missing.",
        discussion: """
            Reads the spool's state, also beside a running shipper, and changes nothing. Per sink it checks that the books balance, and \
            compares counts and content digests by host, application and minute: what was committed with what the receiving end \
            reports, and both with the manifest of a generated workload. Without a report it only has the shipper's own book: then \
            deliveries that the peer has not shown to have stored are `unknown`, whatever their number. So is what agrees by number \
            alone: records whose lines have no time of their own are counted, their content can't be compared.

            Sinks with `required: false` are shown and don't decide. What is known to be lost (refused, dropped, damaged, or gone before \
            it was read) is unsafe; a loss of unknown size is unknown, and so is what stands in the logs and was not read yet.

            A report's input belongs to the sink of its kind (http, syslog); with several sinks of a kind, say which: \
            --report report.json:http=lake:syslog=soc

            With --window, or --since and --until, all of it speaks of the records with these event times alone. Then what the ledger \
            forgot, or what a sink that was added later was not given, before the window does not stand in the verdict's way.

            Exit code: 0 where everything was found at every required sink; 1 where records are missing, altered or known to be lost; 2 \
            where that could not be established; 65 for a report or manifest that is none.

            Example:
              weir reconcile weir.yaml --report report.json --manifest logs/manifest.json
            """)

    @Argument(help: ArgumentHelp("The shipper's configuration.", valueName: "WEIR.yaml"), completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(
        help: ArgumentHelp(
            "What `weir receive` reported; again for another sink's receiver, one for each sink.", valueName: "FILE.json[:INPUT=SINK]…"),
        completion: .file())
    var report: [ReportArgument] = []

    @Option(help: ArgumentHelp("What `weir generate` wrote down.", valueName: "FILE.json"), completion: .file())
    var manifest: String?

    @Option(help: ArgumentHelp("Bytes on disk of a row of the log table; left out, the planner's assumed table.", valueName: "N"))
    var bytesPerRow: Double?

    @Option(help: ArgumentHelp("Only records whose event time lies in the last so much time.", valueName: "24h"))
    var window: DurationArgument?

    @Option(help: ArgumentHelp("Only records of this minute and later, by event time.", valueName: "TIME"))
    var since: EventTime?

    @Option(help: ArgumentHelp("Only records before this time, in whole minutes, by event time.", valueName: "TIME"))
    var until: EventTime?

    @OptionGroup var output: OutputOptions

    package init() {}

    package func validate() throws {
        if let bytesPerRow, !(bytesPerRow > 0 && bytesPerRow.isFinite) { throw ValidationError("--bytes-per-row must be over 0") }
        if window != nil, since != nil || until != nil { throw ValidationError("--window ends now: give it, or --since and --until") }
        if let window, window.value <= .zero { throw ValidationError("--window must be over 0") }
        if since != nil || until != nil, ReconcileWindow(since: since?.value, until: until?.value) == nil {
            throw ValidationError("no minute lies between --since and --until")
        }
    }

    private func chosenWindow() -> ReconcileWindow? {
        if let window {
            let (span, isOver) = window.value.components.seconds.multipliedReportingOverflow(by: 1_000_000)
            let (first, isUnder) = HostClock().wallMicroseconds().subtractingReportingOverflow(span)
            return ReconcileWindow(since: isOver || isUnder ? nil : Timestamp(microseconds: first), until: nil)
        }
        return since == nil && until == nil ? nil : ReconcileWindow(since: since?.value, until: until?.value)
    }

    package func run() throws {
        let configuration = try ShipperConfiguration.load(path: file, in: .host).orFail()
        let window = chosenWindow()
        let now = Timestamp(microseconds: HostClock().wallMicroseconds())
        let books = try SpoolBooks.read(configuration, HostFileSystem(), window: window, now: now)
        let reports = try ReceivedInputs(report, sinks: configuration.sinks)
        let manifest = try manifest.map { try Manifest(reading: $0) }
        let proof = Proof(configuration, books: books, reports: reports, manifest: manifest, bytesPerRow: bytesPerRow, window: window)
        switch output.format {
        case .table: try Output.write(ReconcileText(proof).rendered())
        case .json: try Output.write(json: ReconcileJSON(proof))
        }
        reports.unclaimed.forEach { Output.writeError("weir: no sink belongs to the report's input \($0): it was not compared") }
        guard proof.exitStatus == .success else { throw ExitCode(proof.exitStatus.rawValue) }
    }
}
