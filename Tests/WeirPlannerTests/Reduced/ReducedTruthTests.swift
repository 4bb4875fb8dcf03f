import Testing
import WeirRecords

@testable import WeirPlanner

/// The reduced model against the page-level simulation, and both against PostgreSQL 15, on the measured cases.
@Suite("reduced model against the simulation")
struct ReducedTruthTests {
    /// What the reduced model knows of the other cases; late rows by hours, updates, inserters and fillfactor it doesn't know yet.
    private static let known = [
        "avgap", "ck5min_15c", "ck5min_bigint", "ckpt_15c", "include", "ix_date_desc", "jit100", "single_ckpt", "truncate24", "unlogged",
        "uuid7_ckpt", "v15_bigint", "v16_bigint", "v18_bigint", "v18c_ckpt_bigint", "walcomp",
    ]

    @Test("heap and total stay within 1 % of the simulation", arguments: MeasuredCase.names + known)
    func simulated(name: String) async throws {
        let truth = try MeasuredCase(name)
        let reduced = try ReducedTable.run(truth.plan)
        let simulated = try await truth.simulated()
        let heap = Deviation(reduced.map(\.heap), from: simulated.map(\.heap))
        let total = Deviation(reduced.map(\.total), from: simulated.map(\.total))
        #expect(heap.worst < 1, "\(name): heap \(heap)")
        #expect(total.worst < 1, "\(name): total \(total)")
    }

    @Test("heap within 1 %, total within 2 % and WAL within 8 % of what PostgreSQL measured", arguments: MeasuredCase.names)
    func measured(name: String) throws {
        let truth = try MeasuredCase(name)
        let hours = try ReducedTable.run(truth.plan)
        let heap = Deviation(hours.map(\.heap), from: truth.hours.map(\.heap))
        let total = Deviation(hours.map(\.total), from: truth.hours.map(\.total))
        #expect(heap.worst < 1, "\(name): heap \(heap)")
        #expect(total.worst < 2, "\(name): total \(total)")
        let later = truth.hours.count / 3
        let wal = percent(hours.dropFirst(later).reduce(0) { $0 + $1.wal }, truth.hours.dropFirst(later).reduce(0) { $0 + $1.wal })
        #expect(abs(wal) < 8, "\(name): WAL \(wal)")
    }

    @Test(
        "WAL with a checkpoint every 500 rows is what PostgreSQL wrote, within 10 %",
        arguments: [("base_bigint", 1291.7), ("base_uuid", 5663)])
    func pageImages(name: String, measured: Double) throws {
        var plan = try MeasuredCase(name).plan
        (plan.retention, plan.load.rowsPerHour, plan.hours) = (TableCase.Retention(standard: .forever), 1000, 170)
        var rules = TableRules(plan)
        rules.checkpoints = CheckpointSettings(everyHours: 0.5, walBytes: 0, rowsPerCommit: 40_000)
        var table = ReducedTable(
            TableCoefficients(layout: try TableLayout(columns: plan.columns, indexes: plan.indexes, sample: plan.sample)), rules)
        let hours = (0..<plan.hours).map { table.advance(inserted: plan.rows(inHour: $0)) }
        let found = try #require(hours.last).wal / plan.load.rowsPerHour
        #expect(abs(percent(found, measured)) < 10, "\(name): \(found)")
    }
}
