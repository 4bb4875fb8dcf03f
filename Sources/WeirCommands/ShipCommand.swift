package import ArgumentParser
import Logging
import WeirConfiguration
import WeirShipping
import WeirSystem

/// `weir ship`: the forwarder.
package struct ShipCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ship", abstract: "Follows log files, keeps every record in a durable spool, and ships it to every sink.",
        discussion: """
            Reads what the configuration names, from where the last run stopped. A record leaves the spool only once every sink has it; \
            a sink that is slow or refuses never touches another. Logs go to standard error, the closing summary to standard output.

            SIGTERM or SIGINT stops reading and delivers what waits, for --drain at most; what is left stays in the spool for the next \
            run. A second signal stops at once, and loses nothing either. With --once it ships what is there and exits; it gives up once \
            nothing got any further for --drain.

            Exit code: 0 where it ended as asked; with --once, 1 if a record went to the dead letters, a sink is on hold or anything is \
            undelivered; 74 where a part of it failed; 78 for a wrong configuration.

            Example:
              weir ship samples/shippers/web-app.yaml --once --drain 30s
            """)

    @Argument(help: ArgumentHelp("The shipper's configuration.", valueName: "WEIR.yaml"), completion: .file())
    var file: String

    @Flag(help: "Ship what is there, and exit.")
    var once = false

    @Option(help: ArgumentHelp("How long to go on delivering at the end (10s), or with --once without any delivery (60s).", valueName: "D"))
    var drain: DurationArgument?

    package init() {}

    package func run() throws {
        let configuration = try ShipperConfiguration.load(path: file, in: .host).orFail()
        let log = ShipLog()
        let assembly = try ShipperAssembly(configuration, settings: settings, log: log)
        let shipper = assembly.shipper
        let console = try configuration.console.map { try ShipConsole(plan: $0, shipper: shipper, log: log) }
        let signals = try install(shipper, log)
        log.began(configuration, shipper.status())
        let end = shipper.run()
        if once, end.failure == nil, signals.request == nil { assembly.replays.settle(patience: settings.patience) }
        signals.close()
        console?.stop()
        assembly.close()
        Output.write(ShipSummary(end).text)
        try check(end, assembly.replays.progress)
    }

    private var settings: ShipperSettings {
        var settings = ShipperSettings()
        settings.once = once
        settings.drain = drain?.value ?? settings.drain
        settings.patience = drain?.value ?? settings.patience
        return settings
    }

    private func install(_ shipper: Shipper, _ log: ShipLog) throws(CommandFailure) -> TerminationSignals {
        do throws(SystemError) {
            return try TerminationSignals.install { request in
                log.asked(request)
                shipper.request(request)
            }
        } catch {
            throw CommandFailure(.inputOutput, error.description)
        }
    }

    private func check(_ end: ShipperEnd, _ replays: [ReplayProgress]) throws(CommandFailure) {
        if let failure = end.failure {
            throw CommandFailure(.inputOutput, "the shipper failed: \(failure)", wayOut: "what is in the spool is kept: start it again")
        }
        guard once else { return }
        guard replays.allSatisfy({ $0.isDone && $0.refused == 0 }) else {
            throw CommandFailure(
                .fallsShort, "dead letters were refused again, or wait to be sent again",
                wayOut: "weir spool dead list shows them with their answers")
        }
        guard !end.isComplete else { return }
        throw CommandFailure(
            .fallsShort, "not everything was delivered", wayOut: "what is not delivered is kept in the spool: run weir ship again")
    }
}
