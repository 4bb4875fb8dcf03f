import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("prior")
struct PriorTests {
    @Test("300 sessions at seven days come out at tens of gigabytes, as the platform's vendor says")
    func tens() throws {
        let plateau = try #require(Plan(.sample()).scenario(.present)?.plateau?.value)
        #expect(plateau.middle > 10e9 && plateau.middle < 60e9)
        #expect(plateau.low < plateau.middle && plateau.middle < plateau.high)
    }

    @Test("the reference deployment gives back the bytes a session and day that the prior was solved from, within 5 %")
    func solvedBack() throws {
        let plateau = try #require(Plan(.sample()).scenario(.present)?.plateau?.value)
        let sessionDays = Double(LoadPrior.referenceSessions) * 7
        for end in Spread.End.allCases {
            #expect(abs(percent(plateau[end] / sessionDays, LoadPrior.bytesPerSessionDay[end])) < 5)
        }
    }

    @Test("at the row caps the table stays near half a gigabyte to one, and no smaller than what comes between two clean-ups")
    func rowCaps() throws {
        let plan = try Plan(.sample())
        let plateau = try #require(plan.scenario(.otherUnit)?.plateau?.value)
        #expect(plateau.low > 0.4e9 && plateau.low < 0.9e9)
        #expect(plateau.middle > plateau.low && plateau.middle < 1.2e9)
        let anHour = plan.estimate.rowsPerDay.high / 24
        #expect(plateau.high > anHour * plan.layout.heapBytesPerRow.standard)
    }

    @Test("a plan from the prior says that it is one, and every figure that rests on it is called assumed")
    func saysSo() throws {
        let plan = try Plan(.sample())
        #expect(plan.assumptions.contains { $0.subject == "load" && $0.text.contains("prior") })
        #expect(plan.scenario(.present)?.plateau?.origin == .assumed)
        #expect(plan.assumptions.contains { $0.subject == "log table" })
        #expect(plan.assumptions.contains { $0.subject == "unit of retention" })
    }
}
