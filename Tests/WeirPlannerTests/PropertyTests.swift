import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("properties of a plan")
struct PropertyTests {
    @Test("more sessions never shrink the table")
    func sessions() throws {
        let sizes = try [1, 2, 10, 50, 200, 201, 1000, 20_000].map { try Plan(.sample(sessions: $0)).plateauBytes }
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(sizes[0] > 0)
    }

    @Test("longer retention never shrinks the table", arguments: [1, 5, 300])
    func retention(sessions: Int) throws {
        let sizes = try [1, 2, 4, 23, 24, 25, 100, 168, 169, 1000, 8760].map { hours in
            try Plan(.sample(sessions: sessions, standard: .age(.seconds(hours * 3600)), debug: .age(.seconds(3600)))).plateauBytes
        }
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test("a larger row cap never shrinks the table")
    func rowCap() throws {
        let sizes = try [1, 1000, 100_000, 400_000, 10_000_000].map { cap in
            try Plan(.sample(standard: .rows(RowCount(cap)), debug: .rows(RowCount(cap)))).plateauBytes
        }
        #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test("with growth or without, the size over time never falls")
    func overTime() throws {
        for growth in [0.0, 3, 20] {
            let curve = try #require(Plan(.sample(growth: growth)).scenario(.present)?.curve)
            for end in Spread.End.allCases {
                #expect(zip(curve, curve.dropFirst()).allSatisfy { $0.bytes[end] <= $1.bytes[end] * 1.0001 })
            }
            #expect(curve.allSatisfy { $0.liveBytes.middle <= $0.bytes.middle })
        }
    }

    @Test("growth bends into the plateau at retention")
    func bend() throws {
        let plan = try Plan(.sample())
        let forecast = try #require(plan.scenario(.present))
        let days = try #require(forecast.daysToPlateau?.value.middle)
        let plateau = try #require(forecast.plateau?.value.middle)
        #expect(days > 7 && days < 9)
        #expect(try #require(forecast.curve.last).bytes.middle == plateau)
        #expect(try #require(forecast.curve.first { $0.days > 3.4 }).bytes.middle < plateau * 0.6)
    }

    @Test("the disk's day is the first at which the table no longer fits beside the rest")
    func diskDay() throws {
        let plan = try Plan(.sample(disk: .gibibytes(22), used: .gibibytes(12)))
        let days = try #require(plan.scenario(.present)?.daysUntilFull.middle)
        let table = Forecaster(layout: plan.layout, estimate: plan.estimate, database: plan.database).table(
            Scenario(.present, Deployment.sample().retention), .middle)
        #expect(table.size(at: days * 24 + 0.1).total >= 10 * 1_073_741_824)
        #expect(table.size(at: days * 24 - 0.1).total <= 10 * 1_073_741_824)
        #expect(try Plan(.sample(disk: .gibibytes(4000))).scenario(.present)?.daysUntilFull.middle == nil)
    }

    @Test("growth of the sessions fills a disk that today's load never would")
    func growthFills() throws {
        #expect(try Plan(.sample(disk: .gibibytes(60))).scenario(.present)?.daysUntilFull.middle == nil)
        let days = try #require(Plan(.sample(growth: 10, disk: .gibibytes(60))).scenario(.present)?.daysUntilFull.middle)
        #expect(days > 60 && days < 1000)
    }

    @Test("debug off saves, and all off leaves nothing but empty files")
    func off() throws {
        let plan = try Plan(.sample())
        let present = plan.plateauBytes
        let debugOff = try #require(plan.scenario(.debugOff)?.plateau?.value.middle)
        #expect(debugOff < present && debugOff > present / 2)
        let allOff = try #require(plan.scenario(.allOff))
        #expect(try #require(allOff.plateau).value.high < 100_000)
        #expect(allOff.walPerDay.value.high == 0)
        #expect(allOff.rowsPerSecond.value.high == 0)
        #expect(allOff.daysUntilFull.low == nil && allOff.daysUntilFull.high == nil)
    }

    @Test("kept for ever there is no plateau, and the disk does fill")
    func forever() throws {
        let plan = try Plan(.sample(standard: .forever))
        let present = try #require(plan.scenario(.present))
        #expect(present.plateau == nil && present.daysToPlateau == nil)
        #expect(try #require(present.daysUntilFull.middle) > 30)
    }

    @Test("units agree: a row a second is 86,400 a day, and the parts make the whole")
    func units() throws {
        let plan = try Plan(.sample())
        let present = try #require(plan.scenario(.present))
        #expect(abs(present.rowsPerSecond.value.middle * 86_400 - plan.estimate.rowsPerDay.middle) < 1)
        let parts = try #require(present.parts)
        #expect(parts.total == present.plateau?.value.middle)
        #expect(parts.heap > parts.indexTotal && parts.indexTotal > 0)
        let live = try #require(present.liveRows).value.middle
        #expect(abs(try #require(present.bytesPerRow).value.middle * live - parts.total) < 1)
    }

    @Test(
        "what no deployment can be is refused with the key and the way out",
        arguments: [
            ("sessions.peak_concurrent", Deployment.sample(sessions: 0)), ("sessions.peak_concurrent", .sample(sessions: 1_000_000_000)),
            ("sessions.growth_per_month", .sample(growth: -100)), ("retention.standard", .sample(standard: .age(.zero))),
            ("retention.standard", .sample(standard: .age(.seconds(1_000_000_000_000)))), ("retention.debug", .sample(debug: .rows(.zero))),
            ("database.disk", .sample(disk: .zero)), ("database.disk_used_by_others", .sample(used: .gibibytes(200))),
        ])
    func absurd(key: String, deployment: Deployment) {
        let error = #expect(throws: PlanError.self) { try Plan(deployment) }
        #expect(error?.message.hasPrefix(key + " is") == true)
        #expect(error?.wayOut.isEmpty == false)
    }

    @Test("a table that can't be sized is refused")
    func table() {
        var deployment = Deployment.sample()
        deployment.logTable = LogTable(name: "logs", columns: [], indexes: nil)
        #expect(throws: PlanError.self) { try Plan(deployment) }
        deployment.logTable = LogTable(name: "logs", columns: AssumedTable.columns, indexes: [LogTable.Index(columns: ["nothing"])])
        #expect(throws: PlanError.self) { try Plan(deployment) }
    }
}
