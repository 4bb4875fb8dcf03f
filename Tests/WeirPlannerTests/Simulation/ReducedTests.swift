import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("reduced model")
struct ReducedTests {
    @Test("heap and total stay within 1 % of the page-level simulation on every measured case", arguments: MeasuredCase.names)
    func accuracy(name: String) throws {
        let plan = try MeasuredCase(name).plan
        let whole = try TableSimulation.run(plan, scale: 1)
        let reduced = try ReducedTable.run(plan)
        let heap = Deviation(reduced.map(\.heap), from: whole.map(\.heap))
        let total = Deviation(reduced.map(\.total), from: whole.map(\.total))
        #expect(heap.worst < 1, "\(name): heap \(heap)")
        #expect(total.worst < 1, "\(name): total \(total)")
    }

    @Test("more rows an hour never make a smaller table, at any hour")
    func monotone() throws {
        let sizes = try [10.0, 100, 1e4, 1e7, 1e9].map { rate in
            try ReducedTable.run(.sample(rows: rate, debugShare: 0.7, debug: .hours(4), hours: 400)).map(\.total)
        }
        for (less, more) in zip(sizes, sizes.dropFirst()) {
            for (one, other) in zip(less, more) { #expect(one <= other * 1.000001 && other.isFinite) }
        }
    }

    @Test("no load, no retention and retention beyond the run are like any others")
    func ends() throws {
        #expect(try ReducedTable.run(.sample(rows: 0)).allSatisfy { $0.heap == 0 && $0.wal == 0 })
        #expect(try ReducedTable.run(.sample(standard: .hours(0))).allSatisfy { $0.live.sum < 1 })
        #expect(try ReducedTable.run(.sample(standard: .forever)).allSatisfy { $0.deleted == 0 })
    }
}
