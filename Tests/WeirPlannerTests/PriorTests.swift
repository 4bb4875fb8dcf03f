import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("prior")
struct PriorTests {
    @Test("300 sessions at seven days come out at tens of gigabytes, as the platform's vendor says")
    func tens() throws {
        let plateau = try #require(Plan.quick(draws: 100, days: 18).present.plateau?.value)
        #expect(plateau.p50 > 10e9 && plateau.p50 < 60e9)
        #expect(plateau.all == plateau.all.sorted() && plateau.p10 < plateau.p95)
    }

    @Test("a fixed volume of 8 GiB overflows within the first week of most draws")
    func fixedVolume() throws {
        let plan = try Plan.quick(.sample(disk: .gibibytes(8), used: .mebibytes(500)), draws: 100, days: 18)
        #expect(plan.present.shareThatFills > 0.6)
        #expect(try #require(plan.present.daysUntilFull).p50 < 7)
    }

    @Test("the reference deployment gives back the bytes a session and day that the prior was solved from")
    func solvedBack() throws {
        let plan = try Plan.quick(draws: 400, days: 12)
        let sizes = plan.present.plateau?.value.map { $0 / Double(LoadPrior.referenceSessions) / 7 }
        let found = try #require(sizes)
        #expect(abs(percent(found.p50, LoadPrior.bytesPerSessionDay.middle)) < 15)
        // The far end of few draws is known to a third at best.
        #expect(abs(percent(found.p95, LoadPrior.bytesPerSessionDay.high)) < 35)
        #expect(found.p10 > LoadPrior.bytesPerSessionDay.low)
    }

    @Test("at the row caps the table stays near half a gigabyte to one, and no smaller than what comes between two clean-ups")
    func rowCaps() throws {
        let plateau = try #require(Plan.quick(draws: 100).scenario(.otherUnit)?.plateau?.value)
        #expect(plateau.p10 > 0.3e9 && plateau.p10 < 0.9e9)
        #expect(plateau.p50 >= plateau.p10 && plateau.p50 < 1.2e9)
    }

    @Test("a plan from the prior says that it is one, and every figure that rests on it is called assumed")
    func saysSo() throws {
        let plan = try Plan.quick(draws: 10, days: 10)
        #expect(plan.assumptions.contains { $0.subject == "load" && $0.text.contains("prior") })
        #expect(plan.present.plateau?.origin == .assumed)
        #expect(plan.assumptions.contains { $0.subject == "log table" })
        #expect(plan.assumptions.contains { $0.subject == "unit of retention" })
    }
}
