import WeirRecords

/// A whole plan: the load, the table, every scenario, and what all of it takes for granted.
package struct Plan: Sendable {
    package struct Assumption: Equatable, Sendable, Encodable {
        package var subject: String
        package var text: String
        /// What would replace the assumption by a fact.
        package var lookUp: String
    }

    /// A hundred years: longer is meant to be for ever.
    package static let maximumRetentionHours = 100 * MeanHours.year

    package var name: String
    package var settings: ForecastSettings
    package var estimate: LoadEstimate
    package var layout: TableLayout
    package var database: DatabasePlan
    /// The present one first.
    package var scenarios: [ScenarioForecast]
    package var retentionThatFits: FittingRetention
    package var sessionsThatFit: FittingSessions
    /// What moves the present high-water mark, widest first.
    package var swings: [Swing]
    /// Of the present scenario; nil where nothing is ever deleted.
    package var sawTooth: SawTooth?
    /// What the present scenario asks of disks, backups and launches.
    package var burden: [Figure]
    package var failures: Failures
    package var assumptions: [Assumption]

    /// - Parameters:
    ///   - draws: of the present scenario; those beside it take a sixth of them, chosen to stand for all.
    ///   - days: looked ahead, hour by hour.
    ///   - names: scenarios beside the present one; nil for all of them.
    /// - Throws: for sessions out of any bounds, a table that can't be sized, or a profile that is wrong.
    package init(
        _ deployment: Deployment, profile: MeasuredProfile? = nil, observations: Observations = Observations(), draws: Int = 1000,
        seed: UInt64 = 1, days: Int = 365, only names: [Scenario.Name]? = nil
    ) throws(PlanError) {
        try DeploymentChecks.check(deployment)
        settings = ForecastSettings(draws: draws, seed: seed, days: days)
        try settings.check()
        let inputs = try PlanInputs(deployment, profile, observations)
        name = deployment.name
        database = deployment.database
        estimate = inputs.estimate
        layout = inputs.layout
        let forecaster = Forecaster(
            layout: layout, estimate: estimate, database: database, settings: settings, server: inputs.server, start: inputs.start)
        let run = PlanRun(forecaster, deployment, profile, vacuum: inputs.vacuum, only: names)
        scenarios = run.scenarios
        retentionThatFits = run.backwards.retention()
        sessionsThatFit = run.backwards.fittingSessions()
        swings = forecaster.swings(scenarios[0].scenario)
        sawTooth = forecaster.sawTooth(scenarios[0].scenario)
        burden = run.burden
        failures = run.failures
        assumptions =
            Assumptions(deployment, profile, estimate, observations).all
            + observations.findings(for: deployment, bytesPerRow: inputs.bytesPerRow)
    }

    package var present: ScenarioForecast { scenarios[0] }

    /// Bytes that table and WAL may take on a member's disk.
    package var room: Double { Double(database.disk.bytes) - Double(database.diskUsedByOthers.bytes) }

    /// Of the present scenario.
    package func figure(named name: String) -> Figure? { figures.first { $0.name == name } }
    package var figureNames: [String] { figures.map(\.name) }
    package var figures: [Figure] { present.figures + burden + failures.figures }

    package func scenario(_ name: Scenario.Name) -> ScenarioForecast? { scenarios.first { $0.scenario.name == name } }
}

/// The runs of all scenarios.
private struct PlanRun {
    let scenarios: [ScenarioForecast]
    let backwards: Backwards
    let burden: [Figure]
    let failures: Failures

    init(
        _ forecaster: Forecaster, _ deployment: Deployment, _ profile: MeasuredProfile?, vacuum: VacuumSettings?,
        only names: [Scenario.Name]?
    ) {
        let all = Scenario.all(for: deployment, vacuum: vacuum)
            .filter { scenario in scenario.name == .present || names?.contains(scenario.name) ?? true }
        let present = all[0]
        let everyDraw = Array(forecaster.draws.indices)
        let runs = forecaster.runs(present, everyDraw)
        let highWater = runs.map(\.highWater)
        let side = forecaster.representatives(forecaster.settings.sideDraws, by: highWater)
        let few = forecaster.representatives(forecaster.settings.cutDraws, by: highWater)
        let loss = forecaster.timeToLoss(deployment, profile, spool: .standard)
        scenarios =
            [forecaster.forecast(present, runs, everyDraw, cut: nil, timeToLoss: loss)]
            + all.dropFirst().map { scenario in
                forecaster.forecast(
                    scenario, forecaster.runs(scenario, side), side, cut: forecaster.cut(from: present, to: scenario, few),
                    timeToLoss: loss)
            }
        let forecast = scenarios[0]
        burden =
            BurdenFigures(
                burdens: forecaster.burdens(runs, everyDraw, isOn: present.policy.isOn), database: deployment.database,
                highWater: forecast.highWater,
                peakWAL: forecast.peakWALPerSecond, rows: forecast.rowsPerSecond, rowsPerCommit: forecaster.server.rowsPerCommit,
                queriesPerLaunch: deployment.roles.webApp.compactMap(\.queriesPerLaunch).max()
            ).all
        failures = forecaster.failures(present, few, forecast, deployment)
        backwards = Backwards(forecaster, present, highWater: highWater, sessions: deployment.sessions.peakConcurrent)
    }
}
