import Testing
import WeirRecords

@testable import WeirPlanner

/// What must hold of the reduced model for any table.
@Suite("reduced tables")
struct ReducedPropertyTests {
    /// Of the sample's table, which all of these tests share.
    private static let coefficients = Result {
        let plan = TableCase.sample()
        return TableCoefficients(layout: try TableLayout(columns: plan.columns, indexes: plan.indexes, sample: plan.sample))
    }

    private func run(_ plan: TableCase) throws -> [ReducedHour] { ReducedTable.run(plan, try Self.coefficients.get()) }

    private func highWater(_ plan: TableCase) throws -> Double { try run(plan).map(\.total).max() ?? 0 }

    /// Limits, events and loads in many mixtures, always the same.
    private static let mixtures: [TableCase] = {
        var random = SplitMix64(seed: 7)
        func pick<Value>(_ values: [Value]) -> Value { values[Int(random.next(upperBound: UInt64(values.count)))] }
        return (0..<60).map { _ in
            TableCase.sample(
                rows: pick([0, 0.3, 7, 200, 60_000, 1e9]), debugShare: pick([nil, 0, 0.8, 1]),
                standard: pick([.hours(0), .hours(0.5), .hours(48), .hours(1e6), .rows(0), .rows(5000), .forever]),
                debug: pick([nil, .hours(4), .rows(800), .forever]),
                vacuum: pick([.postgresDefault, VacuumSettings(isEnabled: false), VacuumSettings(deadScale: 0.01)]),
                partitions: pick([nil, nil, TableCase.Partitions(drop: true), TableCase.Partitions(drop: false)]),
                events: pick([
                    [], [.cleanupFails(from: 50, to: 90)], [.transactionHeld(from: 40, to: 80)], [.vacuumFull(at: 70), .reindex(at: 100)],
                    [.retentionChange(at: 90, standard: .hours(3), debug: .hours(1))],
                    [.retentionChange(at: 60, standard: .rows(90), debug: nil), .transactionHeld(from: 55, to: 300)],
                ]))
        }
    }()

    @Test("no figure is ever below zero or no number, whatever the rules and the load", arguments: mixtures.indices)
    func sensible(number: Int) throws {
        for hour in try run(Self.mixtures[number]) {
            let figures = [
                hour.live.standard, hour.live.debug, hour.liveBytes, hour.heap, hour.toast, hour.indexes, hour.maps, hour.total, hour.wal,
                hour.deleted,
            ]
            #expect(figures.allSatisfy { $0.isFinite && $0 >= -1e-3 }, "\(hour)")
            #expect(hour.total >= hour.heap + hour.indexes)
        }
    }

    @Test("live rows are those inserted and not deleted, at every hour", arguments: mixtures.indices)
    func conservation(number: Int) throws {
        let plan = Self.mixtures[number]
        var live = 0.0
        for (hour, state) in try run(plan).enumerated() {
            live += plan.rows(inHour: hour).sum - state.deleted
            #expect(abs(state.live.sum - live) <= 1e-6 * max(1, live))
        }
    }

    @Test("what isn't a number of rows counts as none")
    func absurdRows() throws {
        let plan = TableCase.sample()
        var table = ReducedTable(try Self.coefficients.get(), TableRules(plan))
        for rows in [Double.nan, .infinity, -5, 1e300] {
            let state = table.advance(inserted: PerClass(standard: rows, debug: 1))
            #expect(!state.total.isNaN && state.total >= 0)
        }
    }

    @Test(
        "a quarter more rows an hour never make a smaller table, at any hour",
        arguments: [nil, TableCase.Limit.hours(4), .rows(3000)], [nil, TableCase.Partitions(drop: true)])
    func moreRows(debug: TableCase.Limit?, partitions: TableCase.Partitions?) throws {
        for rows in [5.0, 80, 1000, 60_000, 3e6] {
            let fewer = try run(.sample(rows: rows, debugShare: 0.6, debug: debug, partitions: partitions))
            let more = try run(.sample(rows: rows * 1.25, debugShare: 0.6, debug: debug, partitions: partitions))
            #expect(zip(fewer, more).allSatisfy { $0.total <= $1.total }, "\(rows)")
        }
    }

    /// A vacuum that comes earlier brings the maps' first pages earlier, and a page more or less of each file.
    @Test("longer retention never makes heap and indexes smaller, at any hour", arguments: [80.0, 1000, 60_000])
    func longerRetention(rows: Double) throws {
        let tables = try [3.0, 6, 12, 24, 48, 96, 400].map { hours in
            try run(.sample(rows: rows, debugShare: 0.6, standard: .hours(hours), debug: .hours(2), hours: 200))
        }
        for (shorter, longer) in zip(tables, tables.dropFirst()) {
            let smaller = zip(shorter, longer).map { ($0.total - $0.maps) - ($1.total - $1.maps) }
            #expect(smaller.allSatisfy { $0 <= Double(PageGeometry.pageBytes) }, "\(smaller.max() ?? 0)")
        }
    }

    @Test("a table of a thousand times the rows is a thousand times as large")
    func proportion() throws {
        let small = try highWater(.sample(rows: 1e5, debugShare: 0.7, debug: .hours(4)))
        let large = try highWater(.sample(rows: 1e8, debugShare: 0.7, debug: .hours(4)))
        #expect(abs(percent(large / 1000, small)) < 2)
    }

    @Test("rows twice as long take twice the heap, and the same indexes")
    func longerRows() throws {
        let plan = TableCase.sample(rows: 2000)
        let coefficients = try Self.coefficients.get()
        var table = ReducedTable(coefficients, TableRules(plan))
        var longer = ReducedTable(coefficients.scaled(rowBytes: 2), TableRules(plan))
        for hour in 0..<40 {
            let (one, other) = (table.advance(inserted: plan.rows(inHour: hour)), longer.advance(inserted: plan.rows(inHour: hour)))
            #expect(abs(percent(other.heap, one.heap * 2)) < 0.01)
            #expect(other.indexes == one.indexes)
            #expect(other.wal > one.wal)
        }
    }

    @Test("rows that are kept for ever take the same files whether they come at once or over a year", arguments: [20.0, 60_000])
    func atOnce(rows: Double) throws {
        let coefficients = try Self.coefficients.get()
        let each = PerClass(standard: rows / 3, debug: rows * 2 / 3)
        var table = ReducedTable(coefficients, TableRules(retention: TableCase.Retention(standard: .forever)))
        var last = table.advance(inserted: each)
        for _ in 1..<8760 { last = table.advance(inserted: each) }
        #expect(abs(percent(coefficients.bytes(keeping: each * 8760), last.total)) < 0.1)
    }

    @Test("the same rules and rows give the same hours")
    func deterministic() throws {
        let plan = TableCase.sample(rows: 5000, debugShare: 0.7, debug: .hours(4))
        #expect(try run(plan) == run(plan))
    }

    @Test("a cut leaves the indexes as they are, and the heap's end goes once its rows are gone")
    func cut() throws {
        let change = TableCase.Event.retentionChange(at: 150, standard: .hours(6), debug: nil)
        let hours = try run(.sample(rows: 2000, events: [change], hours: 200))
        #expect(hours[199].heap < hours[149].heap / 4)
        #expect(hours[199].indexes >= hours[149].indexes)
    }

    @Test("checkpoints that come more often write more WAL, and none the least")
    func checkpoints() throws {
        let plan = TableCase.sample(rows: 5000, debugShare: 0.7, debug: .hours(4))
        let coefficients = try Self.coefficients.get()
        let written = [Double.infinity, 1, 1.0 / 4, 1.0 / 60].map { every in
            var rules = TableRules(plan)
            rules.checkpoints = CheckpointSettings(everyHours: every, walBytes: 0)
            var table = ReducedTable(coefficients, rules)
            return (0..<150).reduce(0.0) { $0 + table.advance(inserted: plan.rows(inHour: $1)).wal }
        }
        #expect(written == written.sorted())
        #expect(written[3] > written[0] * 2)
    }
}
