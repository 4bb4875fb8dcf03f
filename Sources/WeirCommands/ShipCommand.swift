package import ArgumentParser
import Logging
import WeirConfiguration
import WeirShipping
import WeirSpool
import WeirSystem

/// `weir ship`: the forwarder.
package struct ShipCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ship", abstract: "Follows log files, keeps every record in a durable spool, and ships it to every sink.",
        discussion: """
            Reads what the configuration names, from where the last run stopped. A record leaves the spool only once every sink has it; \
            a sink that is slow or refuses never touches another. Logs go to standard error, the closing summary to standard output.

            SIGTERM or SIGINT stops reading and delivers what waits, for --drain at most; what is left stays in the spool for the next \
            run. A second signal stops at once, and loses nothing either. SIGHUP, or `reload` on the control socket, reads the file and its secrets \
            again: what changed of sources, sinks and console is exchanged, what did not is not touched, and nothing is lost or read again, \
            unless a source gets another name. \
            A file that is wrong, or that moves or resizes the spool, changes nothing, and the log says why. With --once it ships what is there and exits; it gives up once \
            nothing got any further for --drain.

            Exit code: 0 where it ended as asked; with --once, 1 if a record went to the dead letters, a sink is on hold, anything is \
            undelivered, or something was gone before it was read or can't be read; 74 where a part of it failed, the spool could take no more or the summary can't be written; 78 for a wrong configuration.

            Example:
              weir ship samples/shippers/web-app.yaml --once --drain 30s
              systemctl kill --signal=HUP weir
            """)

    @Argument(help: ArgumentHelp("The shipper's configuration.", valueName: "WEIR.yaml"), completion: .file())
    var file: String

    @Flag(help: "Ship what is there, and exit.")
    var once = false

    @Option(help: ArgumentHelp("How long to go on delivering at the end (10s), or with --once without any delivery (60s).", valueName: "D"))
    var drain: DurationArgument?

    @OptionGroup var output: OutputOptions

    package init() {}

    package func run() throws {
        TerminationSignals.holdReloads()
        let loaded = LoadedFile(file)
        let configuration = try loaded.loaded.orFail()
        let log = try ShipLog(configuration.redaction)
        defer { log.settle() }
        // From here on tokens are in memory.
        ProcessSecrets.protectMemory()
        // Before a spool may be waited for: as a container's first process this one would hear no signal without a handler.
        let requests = ShipperRequests()
        let signals = try install(requests, log)
        let assembly = try ShipperAssembly(configuration, settings: settings, log: log) { pause in signals.wait(timeout: pause) == nil }
        let shipper = assembly.shipper
        let reloader = try Reloader(file, loaded, configuration, assembly, log)
        let desk = ControlDesk(shipper, reloader, directory: assembly.directory, log: log)
        requests.pass(to: shipper, reloader)
        log.began(configuration, in: assembly.directory, shipper.status())
        ProgramPages.giveBack()
        let end = shipper.run()
        if once, end.failure == nil, signals.request == nil { assembly.replays.settle(patience: settings.patience) }
        signals.close()
        let letters = assembly.letters
        desk.stop()
        reloader.stop()
        assembly.close()
        log.settle()
        let isWritten = try writeSummary(end, letters)
        try check(end, assembly.replays.progress)
        guard isWritten else {
            throw CommandFailure(
                .inputOutput, "the closing summary was not written: standard output is a full pipe that nobody reads",
                wayOut: "what was shipped is shipped, and the ledger has it: weir spool show")
        }
    }

    /// - Returns: false where nobody takes it, which must not keep the process from ending.
    private func writeSummary(_ end: ShipperEnd, _ letters: [String: UInt64]) throws -> Bool {
        guard Output.canWrite else { return false }
        switch output.format {
        case .table: try Output.write(ShipSummary(end, letters: letters).text)
        case .json: try Output.write(json: ShipSummaryJSON(end, letters: letters))
        }
        return true
    }

    private var settings: ShipperSettings {
        var settings = ShipperSettings()
        settings.once = once
        settings.drain = drain?.value ?? settings.drain
        settings.patience = drain?.value ?? settings.patience
        return settings
    }

    private func install(_ requests: ShipperRequests, _ log: ShipLog) throws(CommandFailure) -> TerminationSignals {
        do throws(SystemError) {
            return try TerminationSignals.install(
                onRequest: { request in
                    log.asked(request)
                    requests.ask(request)
                }, onReload: { requests.askForReload() })
        } catch {
            throw CommandFailure(error)
        }
    }

    private func check(_ end: ShipperEnd, _ replays: [ReplayProgress]) throws(CommandFailure) {
        if let failure = end.failure {
            throw CommandFailure(.inputOutput, "the shipper failed: \(failure)", wayOut: "what is in the spool is kept: start it again")
        }
        if let hindrance = end.hindrance, !hindrance.passesWithDelivery {
            throw CommandFailure(.inputOutput, "not everything was read: \(hindrance.explanation)", wayOut: hindrance.wayOut)
        }
        guard once else { return }
        guard replays.allSatisfy({ $0.isDone && $0.refused == 0 }) else {
            throw CommandFailure(
                .fallsShort, "dead letters were refused again, or wait to be sent again",
                wayOut: "weir spool dead list shows them with their answers")
        }
        guard !end.isComplete else { return }
        let shortfall = end.isDelivered ? "not everything could be read" : "not everything was delivered"
        throw CommandFailure(.fallsShort, shortfall, wayOut: end.wayOut)
    }
}
