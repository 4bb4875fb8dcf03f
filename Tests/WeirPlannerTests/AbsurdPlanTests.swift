import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("plans of nothing, of too much and of nonsense")
struct AbsurdPlanTests {
    @Test(
        "what no deployment can be is refused with the key and the way out",
        arguments: [
            ("sessions.peak_concurrent", Deployment.sample(sessions: 0)), ("sessions.peak_concurrent", .sample(sessions: 1_000_000_000)),
            ("sessions.growth_per_month", .sample(growth: -100)), ("retention.standard", .sample(standard: .age(.zero))),
            ("retention.standard", .sample(standard: .age(.seconds(1_000_000_000_000)))), ("retention.debug", .sample(debug: .rows(.zero))),
            ("database.disk", .sample(disk: .zero)), ("database.disk_used_by_others", .sample(used: .gibibytes(200))),
            (
                "scenarios[0].retention.debug",
                .sample(scenarios: [.init(name: "x", retention: RetentionPolicy(standard: .off, debug: .age(.seconds(-1))))])
            ),
        ])
    func refused(key: String, deployment: Deployment) {
        let error = #expect(throws: PlanError.self) { try Plan.quick(deployment) }
        #expect(error?.message.hasPrefix(key + " is") == true)
        #expect(error?.wayOut.isEmpty == false)
    }

    @Test("draws and days have bounds", arguments: [(0, 10), (-1, 10), (1_000_000_000, 10), (10, 0), (10, 1_000_000)])
    func bounds(draws: Int, days: Int) {
        #expect(throws: PlanError.self) { try Plan(.sample(), draws: draws, days: days) }
    }

    @Test("a table that can't be sized is refused")
    func table() {
        var deployment = Deployment.sample()
        deployment.logTable = LogTable(name: "logs", columns: [], indexes: nil)
        #expect(throws: PlanError.self) { try Plan.quick(deployment) }
        deployment.logTable = LogTable(name: "logs", columns: AssumedTable.columns, indexes: [LogTable.Index(columns: ["nothing"])])
        #expect(throws: PlanError.self) { try Plan.quick(deployment) }
    }

    @Test("ten million sessions are planned for: everything is finite, and the disk fills at once")
    func tenMillion() throws {
        let plan = try Plan.quick(.sample(sessions: 10_000_000, growth: 1000), draws: 8, days: 60)
        for scenario in plan.scenarios {
            #expect(scenario.highWater.value.all.allSatisfy { $0.isFinite && $0 >= 0 })
            #expect(scenario.walPerDay.value.all.allSatisfy { $0.isFinite && $0 >= 0 })
        }
        #expect(try #require(plan.present.daysUntilFull).p95 < 1)
        #expect(plan.present.shareThatFills == 1)
    }

    @Test("a billion rows an hour under a row cap holds what comes between two clean-ups")
    func billionRows() throws {
        var observations = Observations()
        observations.rowsPerHour = Observed(1e9, factor: 1, origin: "a test")
        let cap = RetentionLimit.rows(RowCount(400_000))
        let present = try Plan.quick(.sample(standard: cap, debug: cap), observations: observations, draws: 6, days: 4).present
        #expect(present.highWater.value.p50 > 1e9 * 100 && present.highWater.value.p50 < 1e9 * 20_000)
        #expect(present.liveRows.value.p50 < 10e9)
    }

    @Test("no rows at all: all is off, nothing is written, and any number of sessions fits")
    func nothing() throws {
        let plan = try Plan.quick(.sample(standard: .off, debug: .off), draws: 8, days: 8)
        #expect(plan.present.highWater.value.p95 < 200_000 && plan.present.shareThatFills == 0)
        #expect(plan.sessionsThatFit.peakConcurrent == LoadEstimate.maximumSessions && plan.sessionsThatFit.isAtLeast)
    }

    @Test("a load that shrinks ends smaller, and its files stay as large as they were")
    func shrinking() throws {
        let present = try Plan.quick(.sample(growth: -50), draws: 8, days: 120).present
        #expect(present.growthPerDayLater.value.p50 == 0)
        #expect(try #require(present.curve.last).liveBytes < present.highWater.value.p50 / 10)
    }

    @Test("one draw of one day is a plan too")
    func smallest() throws {
        let plan = try Plan(.sample(), draws: 1, days: 1)
        #expect(plan.present.curve.count == 2 && plan.present.highWater.value.p50 > 0)
    }
}
