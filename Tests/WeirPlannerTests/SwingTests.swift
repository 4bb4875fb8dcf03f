import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("what moves the answer")
struct SwingTests {
    @Test("the prior's rows a session minute move it most, and every swing has its ends about the middle")
    func prior() throws {
        let swings = try Plan.quick(.sample(growth: 3), draws: 4).swings
        #expect(swings.first?.input == "rows_per_session_minute" && swings.first?.origin == .assumed)
        #expect(swings.map(\.width) == swings.map(\.width).sorted(by: >))
        #expect(Set(swings.map(\.highWater.middle)).count == 1)
        for swing in swings where swing.input != "mean_duration" {
            // Where the last vacuum fell moves the mark by up to a hundredth.
            let (low, middle, high) = (swing.highWater.low, swing.highWater.middle, swing.highWater.high)
            #expect(low <= middle * 1.01 && middle <= high * 1.01, "\(swing)")
        }
        // Shorter sessions start more often.
        let duration = try #require(swings.first { $0.input == "mean_duration" })
        #expect(duration.highWater.low > duration.highWater.high)
        #expect(swings.contains { $0.input == "growth_per_month" } && swings.allSatisfy { !$0.lookUp.isEmpty })
    }

    @Test("without growth its range moves nothing, and a measurement takes the prior's place")
    func measured() throws {
        #expect(!(try Plan.quick(draws: 4).swings.contains { $0.input == "growth_per_month" }))
        var observations = Observations()
        observations.rowsPerHour = Observed(100_000, factor: 1.3, origin: "a test")
        let swings = try Plan.quick(observations: observations, draws: 4).swings
        #expect(swings.contains { $0.input == "observed_rows" } && !swings.contains { $0.input.hasPrefix("rows_per") })
    }
}
