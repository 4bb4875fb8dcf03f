package import ArgumentParser
import WeirConfiguration
import WeirSystem

/// `weir`: the root of the commands.
package struct WeirCommand: AsyncParsableCommand {
    package static let version = "0.1.0"

    package static let configuration = CommandConfiguration(
        commandName: "weir",
        abstract: "Measures how fast logs fill a database, plans how large it gets, ships every record and proves it.",
        discussion: """
            Example:
              weir config check samples/shippers/minimal.yaml
              weir ship samples/shippers/minimal.yaml
            """,
        version: version,
        subcommands: [
            MeasureCommand.self, PlanCommand.self, ShipCommand.self, TopCommand.self, TapCommand.self, ReconcileCommand.self,
            SpoolCommand.self, ConfigCommand.self,
            GenerateCommand.self, ReceiveCommand.self,
        ])

    package init() {}

    /// Parses, runs and exits with the codes of ``ExitStatus``.
    package static func start() async {
        do {
            try armCrashPlan()
            var command = try parseAsRoot(Environment.arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Says why, and ends with the code that ``ExitStatus`` has for it.
    private static func end(with error: any Error) -> Never {
        if error is OutputClosed { StandardStream.endForGoneReader() }
        if error is ExitCode { exit(withError: error) }
        let code = exitCode(for: error)
        if code == .success || code == .validationFailure {
            // Help, the version, or what is wrong with the command line: in the parser's words.
            guard code == .success else { Output.writeError(quotable(fullMessage(for: error))); exit(withError: code) }
            do { try Output.write(fullMessage(for: error)) } catch { end(with: error) }
            exit(withError: code)
        }
        let failure = CommandFailure(error)
        Output.writeError("weir: \(quotable("\(failure)"))")
        exit(withError: ExitCode(failure.status.rawValue))
    }

    /// What was given on the command line may be a secret in a wrong place.
    private static func quotable(_ message: String) -> String {
        QuotableText.ofMessage(message, given: Environment.arguments)
    }

    /// A tester's order to end suddenly at a fault point.
    private static func armCrashPlan() throws(CommandFailure) {
        guard let text = Environment.variable(CrashPlan.variable) else { return }
        do throws(CrashPlan.Unknown) {
            try CrashPlan(text).arm()
        } catch {
            throw CommandFailure(.usage, error.message, wayOut: error.wayOut)
        }
    }
}
