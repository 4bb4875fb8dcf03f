import Foundation
import Testing
import WeirRecords

@testable import WeirPlanner

/// The closed form against what PostgreSQL 15.18 did: `Truth/cases.csv` holds each case's high-water mark and plateau (the
/// mean of the last third of its hours), `rows_*.csv` the samples that its rows were drawn from.
@Suite("closed form against PostgreSQL")
struct TruthTests {
    /// What the closed form promises of the total, in percent.
    static let promised = 5.0

    @Test("the total stays within 5 % of what PostgreSQL measured", arguments: try TruthCase.all())
    func total(truth: TruthCase) throws {
        let (size, wal) = try truth.predicted()
        #expect(abs(percent(size.total, truth.total.highWater)) < Self.promised, "\(truth.line(size, wal))")
        // Without vacuum there is no plateau: the run ends while the table grows.
        if truth.vacuums { #expect(abs(percent(size.total, truth.total.plateau)) < Self.promised, "\(truth.line(size, wal))") }
    }

    @Test("the heap stays within 1.5 %", arguments: try TruthCase.all())
    func heap(truth: TruthCase) throws {
        let (size, wal) = try truth.predicted()
        #expect(abs(percent(size.heap, truth.heap.highWater)) < 1.5, "\(truth.line(size, wal))")
    }

    @Test("TOAST stays within 3 %")
    func toast() throws {
        let truth = try #require(TruthCase.all().first { $0.name == "long_uuid_json" })
        let size = try truth.predicted().size
        #expect(abs(percent(size.toast + size.toastIndex, truth.toast.highWater)) < 3)
    }

    @Test("WAL stays within 7 %, and within 5 % where checkpoints come as in life", arguments: try TruthCase.all())
    func wal(truth: TruthCase) throws {
        let (size, wal) = try truth.predicted()
        #expect(abs(percent(wal.total, truth.walPerRow)) < (truth.checkpointRows.isFinite ? 5 : 7), "\(truth.line(size, wal))")
    }
}

func percent(_ found: Double, _ expected: Double) -> Double { 100 * (found / expected - 1) }
