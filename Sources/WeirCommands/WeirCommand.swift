package import ArgumentParser

/// `weir`: the root of the commands.
package struct WeirCommand: AsyncParsableCommand {
    package static let version = "0.1.0"

    package static let configuration = CommandConfiguration(
        commandName: "weir",
        abstract: "Measures how fast logs fill a database, plans how large it gets, ships every record and proves it.",
        version: version,
        subcommands: [
            MeasureCommand.self, PlanCommand.self, ShipCommand.self, TopCommand.self, TapCommand.self, ReconcileCommand.self,
            ConfigCommand.self,
            GenerateCommand.self, ReceiveCommand.self,
        ])

    package init() {}

    /// Parses, runs and exits with the codes of ``ExitStatus``.
    package static func start() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Output.writeError("weir: \(failure)")
            exit(withError: ExitCode(failure.status.rawValue))
        } catch {
            exit(withError: error)
        }
    }
}
