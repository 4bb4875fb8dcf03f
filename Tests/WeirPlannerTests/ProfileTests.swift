import Foundation
import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("measured profile")
struct ProfileTests {
    @Test("a profile replaces the prior and narrows the range")
    func narrows() throws {
        let prior = try #require(Plan.quick().present.plateau?.value)
        let plan = try Plan.quick(profile: .sample(hours: 24))
        let measured = try #require(plan.present.plateau?.value)
        #expect(measured.p95 / measured.p10 < prior.p95 / prior.p10 / 5)
        #expect(plan.estimate.roles.first { $0.role == .agent }?.origin == .measured)
        #expect(!plan.assumptions.contains { $0.subject == "load" })
    }

    @Test("rows a day are the measured ones, scaled by sessions where they are known and by hosts where not")
    func scaling() throws {
        let doubled = try MeasuredProfile.sample(sessions: 150).rowsPerDay(scaledTo: .sample(sessions: 300))
        #expect(doubled[.agent]?.standard.middle == 500_000)
        let same = try MeasuredProfile.sample().rowsPerDay(scaledTo: .sample(sessions: 300))
        #expect(same[.agent]?.standard.middle == 250_000)
        #expect(same[.webApp]?.debug.middle == 500_000)
        let halfDay = try MeasuredProfile.sample(hours: 12).rowsPerDay(scaledTo: .sample(sessions: 300))
        #expect(halfDay[.agent]?.standard.middle == 500_000)
    }

    @Test("beside a whole table's rows no role of the prior adds any")
    func wholeTable() throws {
        var profile = MeasuredProfile.sample()
        profile.roles = [
            .init(role: .other, hosts: 1, bytes: 1, standard: .init(rows: 9, rowsPerDay: 9_000), debug: .init(rows: 0, rowsPerDay: 0))
        ]
        profile.holdsWholeTable = true
        #expect(try Plan.quick(profile: profile).estimate.rowsPerDay.middle == 9_000)
        profile.holdsWholeTable = false
        #expect(try Plan.quick(profile: profile).estimate.rowsPerDay.middle > 100_000)
    }

    @Test("a longer span is trusted more, and one under a day says that it is extrapolated")
    func span() throws {
        let factors = [0.5, 5, 24, 200].map { MeasuredProfile.sample(hours: $0).uncertainty }
        #expect(factors == factors.sorted(by: >) && Set(factors).count == 4)
        let text = try Plan.quick(profile: .sample(hours: 2)).assumptions.first { $0.subject == "measurement" }?.text
        #expect(text?.contains("extrapolated") == true)
    }

    @Test("an hour that was seen twice counts once in the day's shape")
    func shape() {
        var profile = MeasuredProfile.sample(hours: 30)
        for hour in 0..<6 { (profile.hourlyRows[hour], profile.hourlySpans[hour]) = (2000, 2) }
        #expect(profile.dayShape?.peakFactor == 1)
        #expect(MeasuredProfile.sample(hours: 23).dayShape == nil)
    }

    @Test("message lengths of the profile make the rows")
    func lengths() throws {
        let short = try Plan.quick(profile: .sample())
        var profile = MeasuredProfile.sample()
        profile.messageLengths = profile.messageLengths.map {
            MeasuredProfile.MessageLength(
                retentionClass: $0.retentionClass == "debug" ? .debug : .standard, bytes: $0.bytes * 4, rows: $0.rows)
        }
        let long = try Plan.quick(profile: profile)
        #expect(long.layout.tupleBytes.standard > short.layout.tupleBytes.standard + 850)
        #expect(long.plateauBytes > short.plateauBytes * 2)
    }

    @Test("a profile survives being written and read")
    func coding() throws {
        let profile = MeasuredProfile.sample(sessions: 9)
        #expect(try JSONDecoder().decode(MeasuredProfile.self, from: JSONEncoder().encode(profile)) == profile)
    }

    @Test("a profile of another version, of no time or with negative counts is refused")
    func refused() {
        var version = MeasuredProfile.sample()
        version.version = 99
        var negative = MeasuredProfile.sample()
        negative.hourlyRows[3] = -1
        for profile in [version, negative, .sample(hours: 0)] {
            #expect(throws: PlanError.self) { try Plan.quick(profile: profile) }
        }
    }
}
