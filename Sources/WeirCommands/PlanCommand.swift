package import ArgumentParser
import WeirCharts
import WeirConfiguration
import WeirPlanner
import WeirSystem

/// `weir plan`: a deployment's forecast, and under it, by name, a single table's.
package struct PlanCommand: ParsableCommand {
    /// Without names for help of its own: what stands behind `plan` is a deployment's forecast, and so is its help.
    package static let configuration = CommandConfiguration(
        commandName: "plan", abstract: PlanDeploymentCommand.configuration.abstract,
        subcommands: [PlanDeploymentCommand.self, PlanTableCommand.self], defaultSubcommand: PlanDeploymentCommand.self, helpNames: [])

    package init() {}
}

/// How large will the log table get, when does the disk fill, what does each retention setting cost?
package struct PlanDeploymentCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "deployment", abstract: "Forecasts the log table: size over time, plateau, WAL, the day the disk is full.",
        usage: """
            weir plan [<options>] <DEPLOYMENT.yaml>
            weir plan table [<options>] <CASE.yaml>
            """,
        discussion: """
            Works from a deployment file alone: where nothing was measured it takes a wide prior, says so, and prints ranges. A profile \
            from `weir measure` narrows them. The present retention stands beside debug off, all off, a forwarder's buffer, tuned \
            autovacuum, daily partitions, the platform's other unit, and the deployment's own list of scenarios.

            A year is run hour by hour for each of --draws draws of the load; P50, P90 and P95 are the percentiles over them. The same \
            seed gives the same numbers on every machine.

            Looks at a running database take the priors' places: two snapshots of pg_stat_user_tables, two WAL positions, the platform's \
            health warning, or the database itself, which is only read.

            Exit code: 0; 65 where what was looked up is wrong; 69 where the database can't be reached; 78 where the deployment or the \
            profile is wrong.

            Example:
              weir plan samples/deployments/400-sessions.yaml
              weir plan deployment.yaml --profile measured.json --format json
              weir plan deployment.yaml --snapshot monday.csv --snapshot tuesday.csv
              weir plan deployment.yaml --database "host=db dbname=kasm user=reader"
              weir plan deployment.yaml --format html --out plan.html
              weir plan deployment.yaml --explain high_water

            A single table whose load is given directly, hour by hour: weir plan table --help
            """, helpNames: [.short, .long])

    @Argument(
        help: ArgumentHelp("The deployment to plan for.", valueName: "DEPLOYMENT.yaml"), completion: .file(extensions: ["yaml", "yml"]))
    var deployment: String

    @Option(help: ArgumentHelp("A profile from `weir measure`; goes before the deployment's own.", valueName: "FILE.json"))
    var profile: String?

    @Option(help: ArgumentHelp("Draws of the load; a scenario beside the present one takes a sixth of them.", valueName: "N"))
    var draws = 1000

    @Option(help: ArgumentHelp("What the draws are made from.", valueName: "N"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Say why this figure is what it is, instead of the plan.", valueName: "NAME"))
    var explain: String?

    @OptionGroup(title: "Observed") var observed: ImportArguments

    @OptionGroup var output: PlanOutput

    package init() {}

    package func validate() throws {
        guard (1...ForecastSettings.mostDraws).contains(draws) else {
            throw ValidationError("--draws must be 1 to \(ForecastSettings.mostDraws.grouped)")
        }
    }

    package func run() throws {
        let deployment = try Deployment.load(path: self.deployment, in: .host).orFail()
        let measured = try (profile ?? deployment.profile).map { try ProfileFile.read($0) }
        let plan = try Self.plan(deployment, measured, observed.observations(for: deployment), draws: draws, seed: seed)
        if let explain { return try write(Explanation(explain, in: plan), plan) }
        switch output.format {
        case .table: try output.write(PlanText(plan, terminal: output.terminal).rendered())
        case .json: try output.write(Output.jsonText(PlanJSON(plan)))
        case .csv: try output.write(PlanCSV(plan).rendered())
        case .html: try output.write(PlanPage(plan).rendered())
        }
    }

    private func write(_ explanation: Explanation, _ plan: Plan) throws {
        switch output.format {
        case .table: try output.write(explanation.text(FigureText(SpreadText(for: plan.estimate.origin))))
        case .json: try output.write(Output.jsonText(explanation))
        case .csv, .html:
            throw CommandFailure(
                .usage, "--explain prints a table or JSON", wayOut: "the page holds every figure's trace: leave --explain out")
        }
    }

    static func plan(
        _ deployment: Deployment, _ profile: MeasuredProfile?, _ observations: Observations, draws: Int, seed: UInt64
    ) throws(CommandFailure) -> Plan {
        do {
            return try Plan(deployment, profile: profile, observations: observations, draws: draws, seed: seed)
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
            width: Terminal.columns, hasColour: Paint.host.isOn)
    }

    func drawn(_ chart: BandChart, y: Axis, x: Axis) -> String {
        Paint(isOn: hasColour).adopted(TerminalChart(width: width, hasColour: hasColour).rendered(chart, y: y, x: x))
    }
}
