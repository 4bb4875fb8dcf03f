package import ArgumentParser
import WeirCharts
import WeirConfiguration
import WeirPlanner
import WeirSystem

/// `weir plan`: how large will the log table get, when does the disk fill, what does each retention setting cost?
package struct PlanCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Forecasts the log table: size over time, plateau, WAL, the day the disk is full.",
        discussion: """
            Works from a deployment file alone: where nothing was measured it takes a wide prior, says so, and prints ranges. A profile \
            from `weir measure` narrows them. The present retention stands beside debug off, all off, and the platform's other unit.

            Exit code: 0; 78 where the deployment or the profile is wrong.

            Example:
              weir plan samples/deployments/400-sessions.yaml
              weir plan deployment.yaml --profile measured.json --format json
            """)

    @Argument(
        help: ArgumentHelp("The deployment to plan for.", valueName: "DEPLOYMENT.yaml"), completion: .file(extensions: ["yaml", "yml"]))
    var deployment: String

    @Option(help: ArgumentHelp("A profile from `weir measure`; goes before the deployment's own.", valueName: "FILE.json"))
    var profile: String?

    @OptionGroup var output: OutputOptions

    package init() {}

    package func run() throws {
        let deployment = try Deployment.load(path: self.deployment, in: .host).orFail()
        let measured = try (profile ?? deployment.profile).map { try ProfileFile.read($0) }
        let plan = try Self.plan(deployment, measured)
        switch output.format {
        case .table: Output.write(PlanText(plan, terminal: .standardOutput).rendered())
        case .json: try Output.write(json: PlanJSON(plan))
        }
    }

    static func plan(_ deployment: Deployment, _ profile: MeasuredProfile?) throws(CommandFailure) -> Plan {
        do {
            return try Plan(deployment, profile: profile)
        } catch {
            throw CommandFailure(.configuration, error.message, wayOut: error.wayOut)
        }
    }
}

/// Where a chart is drawn: how wide, and whether in colour.
struct TerminalShape {
    var width: Int
    var hasColour: Bool

    /// In colour on a terminal only, and not where NO_COLOR asks for none.
    static var standardOutput: TerminalShape {
        TerminalShape(
            width: Terminal.columns, hasColour: Terminal.isStandardOutputTerminal && Environment.variable("NO_COLOR") == nil)
    }

    func chart(height: Int = TerminalChart.defaultHeight) -> TerminalChart {
        TerminalChart(width: width, height: height, hasColour: hasColour)
    }
}
