import Testing
import WeirRecords

@testable import WeirPlanner

/// The reduced model against the page-level simulation, and both against PostgreSQL 15, on the measured cases.
@Suite("reduced model against the simulation")
struct ReducedTruthTests {
    @Test("heap and total stay within 1 % of the simulation", arguments: MeasuredCase.names)
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
}
