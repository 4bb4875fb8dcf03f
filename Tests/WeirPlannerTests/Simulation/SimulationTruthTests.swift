import Testing
import WeirRecords

@testable import WeirPlanner

/// The page-level simulation against PostgreSQL 15, on the measured cases: the first ones were measured by another lab than the
/// later ones (row counts, partitions, rewrites).
@Suite("simulation against PostgreSQL")
struct SimulationTruthTests {
    @Test(
        "heap within 1 %, total within 2 % and WAL within 5 % of what PostgreSQL measured",
        arguments: MeasuredCase.names + MeasuredCase.others)
    func measured(name: String) async throws {
        let truth = try MeasuredCase(name)
        let hours = try await truth.simulated()
        let heap = Deviation(hours.map(\.heap), from: truth.hours.map(\.heap))
        let total = Deviation(hours.map(\.total), from: truth.hours.map(\.total))
        #expect(heap.worst < 1, "\(name): heap \(heap)")
        #expect(total.worst < 2, "\(name): total \(total)")
        let later = truth.hours.count / 3
        let wal = percent(
            hours.dropFirst(later).reduce(0) { $0 + $1.walInsert + $1.walDelete + $1.walVacuum },
            truth.hours.dropFirst(later).reduce(0) { $0 + $1.wal })
        #expect(abs(wal) < 5, "\(name): WAL \(wal)")
    }

    @Test(
        "a run scaled down to a third of the rows stays within 1 % of the whole one",
        arguments: ["base_bigint", "base_uuid", "two_d80", "ckpt_uuid", "cut_bigint", "diurnal", "long_uuid_json", "rows_two", "sf01"])
    func scaled(name: String) async throws {
        let truth = try MeasuredCase(name)
        let whole = try await truth.simulated()
        let scaled = try TableSimulation.run(truth.plan, scale: 3)
        let total = Deviation(scaled.map(\.total), from: whole.map(\.total))
        #expect(total.worst < 1, "\(name): total \(total)")
    }
}
