import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("properties of a plan")
struct PropertyTests {
    private func rising(_ values: [Double]) -> Bool { zip(values, values.dropFirst()).allSatisfy { $0 <= $1 * 1.0005 } }

    /// Of the present setting alone, over a dozen draws.
    private func highWater(_ deployment: Deployment, days: Int) throws -> Percentiles {
        let inputs = try PlanInputs(deployment, nil, Observations())
        let forecaster = Forecaster(
            layout: inputs.layout, estimate: inputs.estimate, database: deployment.database,
            settings: ForecastSettings(draws: 12, days: days))
        let runs = forecaster.runs(Scenario(.present, deployment.retention), Array(0..<12))
        return Percentiles(of: runs.map(\.highWater))
    }

    @Test("more sessions never shrink the table, at any percentile")
    func sessions() throws {
        let sizes = try [1, 2, 10, 50, 200, 220, 1000, 20_000].map {
            try highWater(.sample(sessions: $0), days: 14)
        }
        for end in [\Percentiles.p10, \.p50, \.p90, \.p95] { #expect(rising(sizes.map { $0[keyPath: end] })) }
        #expect(sizes[0].p10 > 0)
    }

    @Test("longer retention never shrinks the table", arguments: [1, 5, 300])
    func retention(sessions: Int) throws {
        let sizes = try [1, 2, 4, 23, 24, 25, 100, 168, 169, 400, 1000, 8760].map { hours in
            try highWater(.sample(sessions: sessions, standard: .age(.seconds(hours * 3600)), debug: .age(.seconds(3600))), days: 21).p50
        }
        #expect(rising(sizes))
    }

    @Test("a larger row cap never shrinks the table")
    func rowCap() throws {
        let sizes = try [1, 1000, 100_000, 400_000, 10_000_000].map { cap in
            try highWater(.sample(standard: .rows(RowCount(cap)), debug: .rows(RowCount(cap))), days: 14).p50
        }
        #expect(rising(sizes))
    }

    @Test("with growth or without, the files shrink by no more than an end that fell empty, and hold the live rows")
    func overTime() throws {
        let leastKept = 0.98
        for growth in [0.0, 3, 20] {
            let curve = try Plan.quick(.sample(growth: growth)).present.curve
            for end in [\Percentiles.p10, \.p50, \.p95] {
                let sizes = curve.map { $0.bytes[keyPath: end] }
                #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $1 >= $0 * leastKept }, "\(sizes)")
            }
            #expect(curve.allSatisfy { $0.liveBytes <= $0.bytes.p50 })
            #expect(curve.allSatisfy { $0.bytes.all == $0.bytes.all.sorted() })
        }
    }

    @Test("growth bends into the plateau at retention")
    func bend() throws {
        let present = try Plan.quick().present
        let days = try #require(present.daysToPlateau?.value.p50)
        let plateau = try #require(present.plateau?.value.p50)
        #expect(days > 6 && days < 14)
        #expect(abs(percent(try #require(present.curve.last).bytes.p50, plateau)) < 2)
        #expect(present.curve[3].bytes.p50 < plateau * 0.6)
        #expect(present.growthPerDayLater.value.p50 < present.growthPerDay.value.p50 / 5)
    }

    @Test("the day on which the disk fills is the first whose files and WAL exceed its room")
    func fills() throws {
        let plan = try Plan.quick(.sample(disk: .gibibytes(22), used: .gibibytes(12)))
        let present = plan.present
        let days = try #require(present.daysUntilFull)
        #expect(days.all == days.all.sorted())
        #expect(present.shareThatFills > 0 && present.shareThatFills < 1)
        let over = present.curve.first { $0.bytes.p50 > 10 * 1_073_741_824 }
        if let over { #expect(days.p50 <= over.days) }
        let large = try Plan.quick(.sample(disk: .gibibytes(100_000))).present
        #expect(large.daysUntilFull == nil && large.shareThatFills == 0)
    }

    @Test("growth of the sessions fills a disk that today's load never would")
    func growthFills() throws {
        let still = try Plan.quick(.sample(disk: .gibibytes(60)), draws: 10, days: 300).present
        let growing = try Plan.quick(.sample(growth: 20, disk: .gibibytes(60)), draws: 10, days: 300).present
        #expect(growing.shareThatFills > still.shareThatFills)
        #expect(growing.highWater.value.p50 > still.highWater.value.p50 * 3)
    }

    @Test("debug off saves, and all off leaves nothing but empty files")
    func off() throws {
        let plan = try Plan.quick()
        let present = plan.plateauBytes
        let debugOff = try #require(plan.scenario(.debugOff)?.plateau?.value.p50)
        #expect(debugOff < present && debugOff > present / 2)
        let allOff = try #require(plan.scenario(.allOff))
        #expect(try #require(allOff.plateau).value.p95 < 200_000)
        #expect(allOff.walPerDay.value.p95 == 0)
        #expect(allOff.rowsPerSecond.value.p95 == 0)
        #expect(allOff.daysUntilFull == nil && allOff.bytesPerRow == nil)
    }

    @Test("what a cut gives back is less than what it frees: indexes stay")
    func cut() throws {
        let plan = try Plan.quick()
        let cut = try #require(plan.scenario(.allOff)?.cut)
        #expect(cut.before.p50 > 1e9)
        #expect(cut.liveBytes.p95 == 0)
        #expect(cut.onDisk.p50 <= cut.before.p50 && cut.onDisk.p50 > cut.before.p50 * 0.05)
        #expect(plan.present.cut == nil && plan.scenario(.tunedAutovacuum)?.cut == nil)
    }

    @Test("kept for ever there is no plateau, and the table grows to the end")
    func forever() throws {
        let present = try Plan.quick(.sample(standard: .forever)).present
        #expect(present.plateau == nil && present.daysToPlateau == nil)
        #expect(present.growthPerDayLater.value.p50 > present.growthPerDay.value.p50 * 0.5)
        #expect(present.onDisk.value == present.highWater.value)
    }

    @Test("a retention longer than the horizon has no plateau yet")
    func beyondHorizon() throws {
        let present = try Plan.quick(.sample(standard: .age(.seconds(400 * 86_400)))).present
        #expect(present.plateau == nil && present.historyHours.standard.p50 == 28 * 24)
    }

    @Test("units agree: a row a second is 86,400 a day, the parts make the whole, bytes a row times rows the size")
    func units() throws {
        let plan = try Plan.quick(draws: 101)
        let present = plan.present
        let size = try #require(present.plateau).value
        #expect(abs(percent(present.parts.total, size.p50)) < 5)
        #expect(present.parts.heap > present.parts.indexes && present.parts.indexes > 0)
        let each = try #require(present.bytesPerRow).value.p50
        #expect(abs(percent(each * present.liveRows.value.p50, size.p50)) < 10)
        #expect(present.liveBytes.value.p50 < size.p50)
        #expect(abs(percent(present.rowsPerSecond.value.p50 * 86_400, plan.estimate.rowsPerDay.middle)) < 40)
        let kept = present.rowsPerSecond.value.p50 * 3600 * 168
        #expect(present.liveRows.value.p50 < kept)
    }

    @Test("the same seed gives the same plan, another one another, and more draws the same answer")
    func seeds() throws {
        let (first, again, other) = try (Plan.quick(seed: 4), Plan.quick(seed: 4), Plan.quick(seed: 5))
        #expect(first.present.highWater == again.present.highWater && first.present.curve == again.present.curve)
        #expect(first.present.highWater != other.present.highWater)
    }

    @Test("scenarios beside the present one take draws that stand for all of them")
    func representative() throws {
        let plan = try Plan.quick(draws: 200, days: 12)
        let tuned = try #require(plan.scenario(.tunedAutovacuum))
        #expect(tuned.draws < plan.present.draws)
        #expect(abs(percent(tuned.rowsPerSecond.value.p50, plan.present.rowsPerSecond.value.p50)) < 15)
    }
}
