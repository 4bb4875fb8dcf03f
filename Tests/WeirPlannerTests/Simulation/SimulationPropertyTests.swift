import Testing
import WeirRecords

@testable import WeirPlanner

extension TableCase {
    /// The assumed table under a small load, with what a test changes.
    static func sample(
        rows: Double = 200, debugShare: Double? = nil, standard: Limit = .hours(48), debug: Limit? = nil,
        vacuum: VacuumSettings = .postgresDefault,
        partitions: Partitions? = nil, events: [Event] = [], hours: Int = 150
    ) -> TableCase {
        TableCase(
            columns: AssumedTable.columns, indexes: AssumedTable.indexes, sample: AssumedRows.sample(for: AssumedTable.columns),
            load: Load(rowsPerHour: rows, debugShare: debugShare), retention: Retention(standard: standard, debug: debug), vacuum: vacuum,
            partitions: partitions, events: events, hours: hours)
    }
}

/// What must hold for any table, whatever PostgreSQL measured.
@Suite("simulated tables")
struct SimulationPropertyTests {
    private func highWater(_ plan: TableCase) throws -> Double { try TableSimulation.run(plan).map(\.total).max() ?? 0 }

    @Test("the same case gives the same hours")
    func deterministic() throws {
        let plan = TableCase.sample(debugShare: 0.7, debug: .hours(4))
        #expect(try TableSimulation.run(plan) == TableSimulation.run(plan))
    }

    @Test("more rows an hour or longer retention never shrink the table")
    func monotone() throws {
        let byRate = try [50.0, 200, 800].map { try highWater(.sample(rows: $0)) }
        #expect(byRate == byRate.sorted())
        let byAge = try [6.0, 24, 96, 400].map { try highWater(.sample(standard: .hours($0))) }
        #expect(byAge == byAge.sorted())
    }

    @Test(
        "live rows are those inserted and not deleted, at every hour",
        arguments: [nil, TableCase.Partitions(drop: true), .init(drop: false)])
    func conservation(partitions: TableCase.Partitions?) throws {
        var live = 0.0
        for hour in try TableSimulation.run(.sample(debugShare: 0.5, debug: .hours(4), partitions: partitions)) {
            live += hour.inserted - hour.deleted
            #expect(hour.live == live)
        }
    }

    @Test("no load leaves an empty table")
    func noLoad() throws {
        let last = try #require(TableSimulation.run(.sample(rows: 0)).last)
        #expect(last.heap == 0 && last.live == 0 && last.walInsert == 0)
    }

    @Test("a billion rows an hour are planned like any others, in proportion")
    func billion() throws {
        let small = try highWater(.sample(rows: 10_000, hours: 100))
        let large = try highWater(.sample(rows: 1e9, hours: 100))
        #expect(abs(percent(large / 1e5, small)) < 2)
    }

    @Test("a row cap keeps the newest rows and no more")
    func rowCap() throws {
        let hours = try TableSimulation.run(.sample(standard: .rows(3000), hours: 60))
        #expect(hours.last?.live == 3000)
        #expect(hours.allSatisfy { $0.live <= 3000 })
    }

    @Test("retention of nothing leaves no row and no heap, but the indexes")
    func zero() throws {
        let last = try #require(TableSimulation.run(.sample(rows: 2000, standard: .hours(0), hours: 30)).last)
        #expect(last.live == 0 && last.heap == 0)
        #expect(last.indexes.reduce(0, +) > 100_000)
    }

    @Test("retention that outlasts the run deletes nothing")
    func forever() throws {
        #expect(try TableSimulation.run(.sample(standard: .hours(1e6))).allSatisfy { $0.deleted == 0 })
        #expect(try TableSimulation.run(.sample(standard: .forever)).allSatisfy { $0.deleted == 0 })
    }

    @Test("VACUUM FULL gives back what a cut left behind, REINDEX the indexes' part of it")
    func rewrite() throws {
        let cut = TableCase.Event.retentionChange(at: 100, standard: .hours(6), debug: nil)
        let left = try #require(TableSimulation.run(.sample(events: [cut])).last)
        let rewritten = try #require(TableSimulation.run(.sample(events: [cut, .vacuumFull(at: 140)])).last)
        let reindexed = try #require(TableSimulation.run(.sample(events: [cut, .reindex(at: 140)])).last)
        #expect(rewritten.total < left.total / 2)
        #expect(reindexed.indexes.reduce(0, +) < left.indexes.reduce(0, +) / 2)
    }

    @Test("a clean-up that fails lets the table grow, an open transaction too")
    func failures() throws {
        let plain = try highWater(.sample())
        #expect(try highWater(.sample(events: [.cleanupFails(from: 60, to: 100)])) > plain * 1.2)
        #expect(try highWater(.sample(events: [.transactionHeld(from: 60, to: 120)])) > plain * 1.1)
    }

    @Test("a row that no page can hold is refused by its number")
    func tooLong() throws {
        var plan = TableCase.sample()
        plan.columns = (0..<1100).map { LogTable.Column(name: "c\($0)", type: .bigint) }
        plan.indexes = []
        plan.sample = RowSample([RowLengths(.standard, columns: Array(repeating: 8, count: 1100))])
        #expect(throws: PlanError.self) { try TableSimulation.run(plan) }
    }

    @Test("an index over values that no entry can hold is refused by its columns")
    func wideIndex() throws {
        var plan = TableCase.sample()
        plan.indexes.append(LogTable.Index(columns: ["message"]))
        plan.sample.rows[0].columns[9] = 9000
        let error = #expect(throws: PlanError.self) { try TableSimulation.run(plan) }
        #expect(error?.message.contains("message") == true)
    }

    @Test("rows of many megabytes are simulated by few of them")
    func hugeValues() throws {
        var plan = TableCase.sample(rows: 600)
        for row in plan.sample.rows.indices { plan.sample.rows[row].columns[9] = 50_000_000 }
        let last = try #require(TableSimulation.run(plan).last)
        #expect(last.toast > last.live * 10_000_000)
    }
}
