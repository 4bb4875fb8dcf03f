import RealModule
import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("load")
struct LoadTests {
    @Test("starts a day are the mean concurrency's hours over the mean duration, not the peak's")
    func starts() {
        let amounts = DriverAmounts(.sample(sessions: 240, profile: .hourly([1] + Array(repeating: 0.5, count: 23))))
        let mean = 240 * (1 + 23 * 0.5) / 24
        #expect(abs(amounts[.sessionStart] - mean * 24 / 2) < 1e-6)
        #expect(abs(amounts[.sessionMinute] - mean * 1440) < 1e-6)
        #expect(amounts[.agentMinute] == 25 * 1440 && amounts[.webAppMinute] == 3 * 1440 && amounts[.fixedMinute] == 1440)
    }

    @Test("load and rows come from one table: its rows' lengths are those that the coefficients name, weighted by what they write")
    func oneTable() throws {
        let estimate = try LoadEstimate(.sample())
        let amounts = DriverAmounts(.sample())
        for each in RetentionClass.allCases {
            let own = LoadPrior.coefficients.filter { $0.retentionClass == each }
            let rows = own.map { $0.rows.middle * amounts[$0.driver] }
            let expected = zip(own, rows).reduce(0) { $0 + $1.0.messages.meanBytes * $1.1 } / rows.reduce(0, +)
            let lengths = estimate.sample.rows(of: each).compactMap { $0.columns.last ?? nil }
            #expect(abs(percent(Double(lengths.reduce(0, +)) / Double(lengths.count), expected)) < 1)
            #expect(abs(estimate.rowsPerDay(each).middle - rows.reduce(0, +)) < 1)
        }
    }

    @Test("a day's factors have the mean 1, whatever the profile")
    func factors() {
        let profiles: [SessionPlan.Profile] = [
            .office, .aroundTheClock, .classroom, .shortAnonymous, .hourly((0..<24).map { Double($0 * $0) }),
        ]
        for profile in profiles {
            let factors = DayShape(profile).factors
            #expect(factors.count == 24 && abs(factors.reduce(0, +) / 24 - 1) < 1e-12)
        }
    }

    @Test("a draw is the same for the same seed and number, and each seed has its own")
    func repeatable() throws {
        func draws(_ seed: UInt64) throws -> [LoadDraw] {
            let sampler = LoadSampler(try LoadEstimate(.sample()))
            return (0..<50).map { draw in sampler.draw(LoadDeviations(DrawNumbers(seed: seed, draw: draw))) }
        }
        #expect(try draws(1) == draws(1))
        let (first, second) = try (draws(1), draws(2))
        #expect(Set(first.map(\.rowsPerHour.sum)).isDisjoint(with: second.map(\.rowsPerHour.sum)))
    }

    @Test("Gaussian numbers have mean 0, variance 1, and no memory of their stream")
    func gaussian() {
        let numbers = (0..<20_000).map { DrawNumbers(seed: 7, draw: $0) }
        let first = numbers.map { $0.gaussian(1) }
        let second = numbers.map { $0.gaussian(2) }
        #expect(abs(first.reduce(0, +)) < 1e-6, "pairs of opposite signs")
        #expect(abs(first.reduce(0) { $0 + $1 * $1 } / 20_000 - 1) < 0.05)
        #expect(abs(zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } / 20_000) < 0.05)
        #expect(abs(Double(first.count { $0 < -1.6449 }) / 20_000 - 0.05) < 0.006)
        #expect(first.allSatisfy { $0.isFinite })
    }

    @Test("a spread's ends are the P5 and P95 of what is drawn from it")
    func spread() {
        let spread = Spread(low: 2, middle: 10, high: 90)
        #expect(abs(spread.at(-1.6448536269514722) - 2) < 1e-9)
        #expect(spread.at(0) == 10)
        #expect(abs(spread.at(1.6448536269514722) - 90) < 1e-9)
        #expect(Spread.zero.at(3) == 0 && Spread.exactly(5).at(-2) == 5)
    }

    @Test("a sample's draws spread about the middle as widely as the prior says")
    func drawn() throws {
        let sampler = LoadSampler(try LoadEstimate(.sample()))
        let rows = (0..<2000).map { draw in sampler.draw(LoadDeviations(DrawNumbers(seed: 3, draw: draw))).rowsPerHour.sum }
        let found = Percentiles(of: rows)
        let prior = try LoadEstimate(.sample()).rowsPerDay * (1 / 24)
        #expect(found.p50 > prior.middle && found.p50 < prior.middle * 1.35, "a skewed sum lies above the sum of its middles")
        #expect(found.p95 > prior.middle * 5 && found.p95 < prior.high * 1.3)
        #expect(found.p10 < prior.middle / 2.5 && found.p10 > prior.low)
    }

    @Test("what was counted takes the prior's place, at the scale of the deployment's sessions")
    func observed() throws {
        var observations = Observations()
        observations.rowsPerHour = Observed(100_000, factor: 1.1, origin: "a test")
        let plan = try Plan.quick(observations: observations)
        let rows = plan.present.rowsPerSecond
        #expect(abs(percent(rows.value.p50 * 3600, 100_000)) < 5)
        #expect(rows.value.p95 < rows.value.p10 * 1.3 && rows.origin == .measured)
    }
}
