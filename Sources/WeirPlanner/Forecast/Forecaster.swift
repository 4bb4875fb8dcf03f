import WeirRecords

/// Runs scenarios over draws of one deployment's load.
struct Forecaster: Sendable {
    let layout: TableLayout
    let estimate: LoadEstimate
    let settings: ForecastSettings
    /// Bytes that table and WAL may take together.
    let room: Double
    let server: CheckpointSettings
    let start: TableRun.Start
    let sampler: LoadSampler
    /// All of the run's draws; scenarios beside the present one take some of them.
    let draws: [LoadDraw]
    private let coefficients: TableCoefficients

    init(
        layout: TableLayout, estimate: LoadEstimate, database: DatabasePlan, settings: ForecastSettings,
        server: CheckpointSettings = CheckpointSettings(), start: TableRun.Start = .empty
    ) {
        self.layout = layout
        self.estimate = estimate
        self.settings = settings
        self.server = server
        self.start = start
        room = Double(database.disk.bytes) - Double(database.diskUsedByOthers.bytes)
        coefficients = TableCoefficients(layout: layout)
        let sampler = LoadSampler(estimate)
        self.sampler = sampler
        draws = (0..<settings.draws).map { draw in
            sampler.draw(LoadDeviations(DrawNumbers(seed: settings.seed, draw: draw)))
        }
    }

    func run(_ draw: LoadDraw, _ frame: TableRun.Frame) -> TableRun { TableRun(draw, coefficients, frame) }

    /// An empty table whose rows are as long as a draw's.
    func table(_ draw: LoadDraw, _ frame: TableRun.Frame) -> ReducedTable {
        ReducedTable(coefficients.scaled(rowBytes: draw.rowLength), frame.rules)
    }

    /// Runs the draws whose numbers are given.
    func runs(_ scenario: Scenario, _ numbers: [Int]) -> [TableRun] {
        let frame = frame(scenario)
        return numbers.map { run(draws[$0], frame) }
    }

    func frame(_ scenario: Scenario, events: [TableCase.Event] = []) -> TableRun.Frame {
        TableRun.Frame(
            rules: TableRules(scenario, checkpoints: server, events: events), isOn: scenario.policy.isOn, hours: settings.hours,
            factors: estimate.shape.factors, room: room, server: server, start: start)
    }

    /// So many draws, evenly over all of them in the order of a value: few draws that stand for all.
    func representatives(_ count: Int, by value: [Double]) -> [Int] {
        let order = value.indices.sorted { (value[$0], $0) < (value[$1], $1) }
        guard count < order.count else { return order }
        return (0..<count).map { order[(2 * $0 + 1) * order.count / (2 * count)] }
    }
}

/// How much is drawn, and how far ahead.
package struct ForecastSettings: Equatable, Sendable {
    package var draws: Int
    package var seed: UInt64
    package var days: Int

    package init(draws: Int = 1000, seed: UInt64 = 1, days: Int = 365) {
        self.draws = draws
        self.seed = seed
        self.days = days
    }

    package static let mostDraws = 100_000
    package static let mostDays = 3653

    /// Of each scenario beside the present one.
    var sideDraws: Int { min(draws, max(Self.leastSideDraws, draws / 6)) }
    private static let leastSideDraws = 20
    /// Of a table that has grown and is then cut.
    var cutDraws: Int { min(draws, max(Self.leastSideDraws, draws / 25)) }
    var hours: Int { days * 24 }

    func check() throws(PlanError) {
        guard (1...Self.mostDraws).contains(draws) else { throw .outOfRange("draws", "\(draws)", "1 to \(Self.mostDraws)") }
        guard (1...Self.mostDays).contains(days) else { throw .outOfRange("days", "\(days)", "1 to \(Self.mostDays)") }
    }
}

extension RetentionPolicy {
    /// Whether a class's rows reach the table.
    var isOn: PerClass<Bool> { PerClass { limit(of: $0) != .off } }
}

extension DayShape {
    /// 24 factors by hour of the day, mean 1.
    package var factors: [Double] { shares.map { $0 / mean } }
}
