import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("a plan with observations")
struct ObservedPlanTests {
    private func plan(_ observations: Observations = Observations()) throws -> Plan {
        try Plan(.sample(), observations: observations, draws: 200, days: 30)
    }

    /// P95 over P50 of the high-water mark under the present setting.
    private func band(_ plan: Plan) -> Double { plan.present.highWater.value.p95 / plan.present.highWater.value.p50 }

    /// P95 over P10.
    private func range(_ plan: Plan) -> Double { plan.present.highWater.value.p95 / plan.present.highWater.value.p10 }

    private func counted(perHour: Double, days: Int) throws -> Observations {
        let rows = 1000 + Int64(perHour * 24 * Double(days))
        return try StatisticsDifference(
            ImportFixture.snapshot(at: "2026-11-01T00:00Z"),
            ImportFixture.snapshot(at: "2026-11-0\(1 + days)T00:00Z", inserted: "\(rows)", deleted: "200", live: "90000")
        ).observations
    }

    @Test("two snapshots narrow the band, a week apart more than a day")
    func snapshots() throws {
        let prior = band(try plan())
        let (day, week) = (band(try plan(counted(perHour: 200_000, days: 1))), band(try plan(counted(perHour: 200_000, days: 7))))
        #expect(day < prior && week < day, "\(prior), \(day), \(week)")
        #expect(prior > 5 && day < 1.7 && week < 1.5, "\(prior), \(day), \(week)")
    }

    @Test("what was counted is what the plan is made from, and said in place of the prior")
    func counts() throws {
        let plan = try plan(counted(perHour: 200_000, days: 7))
        #expect(abs(plan.estimate.rowsPerDay.middle - 4_800_000) < 4_800)
        #expect(!plan.assumptions.contains { $0.subject == "load" })
        let counted = try #require(plan.assumptions.first { $0.subject == "counted rows" })
        #expect(counted.text.hasPrefix("200,000 an hour"))
        #expect(plan.estimate.origin == .measured)
        let rows = plan.figure(named: "plateau")?.inputs.first { $0.name == "rows" }
        #expect(rows?.origin == .measured && rows?.source == "pg_stat_user_tables, 168 h apart")
    }

    @Test("WAL positions lower the upper end, a health warning lifts the lower one")
    func bounds() throws {
        let prior = try plan()
        let wal = try WALDifference([
            WALDifference.Point(WALPosition(bytes: 0), at: Timestamp(microseconds: 0)),
            WALDifference.Point(WALPosition(bytes: 40_000_000_000), at: Timestamp(microseconds: 7 * 86_400_000_000)),
        ])
        let above = try plan(wal.observations)
        #expect(above.present.highWater.value.p95 < prior.present.highWater.value.p95 && band(above) < band(prior))
        #expect(above.estimate.origin == .assumed, "a bound leaves it a prior")
        let text = #"{"largest_tables":[{"size":"20 GB","table":"logs"}]}"#
        let below = try plan(HealthWarning(Array(text.utf8), name: "warning").observations)
        #expect(below.present.highWater.value.p10 > 2 * prior.present.highWater.value.p10 && range(below) < range(prior))
    }

    @Test("observed sessions scale the counted rows to the deployment's")
    func scaled() throws {
        var observations = try counted(perHour: 100_000, days: 7)
        observations.peakConcurrentSessions = 100
        #expect(abs(try plan(observations).estimate.rowsPerDay.middle - 7_200_000) < 7_200)
    }
}
