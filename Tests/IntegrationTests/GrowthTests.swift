import Foundation
import TestSupport
import Testing
import WeirPlanner

/// What was foretold of a table, and what a real PostgreSQL then made of it.
@Suite("growth of a real table", .serialized)
struct GrowthTests {
    /// How far a prediction may be off, in percent of what was measured.
    private static let tolerance = 3.0

    @Test("rows kept by count, two classes, cleared every other hour")
    func byCount() throws { try holds(GrowthCases.byCount) }

    @Test("random keys, office hours, long texts, a cut of the retention and VACUUM FULL")
    func cut() throws { try holds(GrowthCases.cut) }

    @Test("PostgreSQL's own autovacuum, with its naptime and its cost limit")
    func live() throws { try holds(GrowthCases.live, unpacedHours: GrowthCases.liveUnpacedHours) }

    private func holds(_ plan: TableCase, unpacedHours: Int = 0) throws {
        let predicted = try TableSimulation.run(plan)
        let server = try PostgreSQLServer(settings: GrowthLab.settings(for: plan))
        let lab = try GrowthLab(plan, on: server, unpacedHours: unpacedHours)
        try compare(predicted, with: lab.run())
    }

    /// High-water mark and plateau (the mean of the last third) of heap and total.
    private func compare(_ predicted: [TableHour], with measured: [TableHour]) throws {
        try #require(measured.count == predicted.count)
        try #require(measured.map(\.live).max() ?? 0 > 10_000, "the server's table stayed too small to tell anything")
        let sizes: [(String, KeyPath<TableHour, Double>)] = [("heap", \.heap), ("total", \.total)]
        for (name, size) in sizes {
            let (expected, found) = (Marks(measured, size), Marks(predicted, size))
            #expect(found.isWithin(Self.tolerance, of: expected), "\(name): predicted \(found), measured \(expected)")
        }
    }
}

/// A size's high-water mark and its plateau, in bytes.
private struct Marks: CustomStringConvertible {
    var highWater: Double
    var plateau: Double

    init(_ hours: [TableHour], _ size: KeyPath<TableHour, Double>) {
        let sizes = hours.map { $0[keyPath: size] }
        let last = sizes.suffix(max(1, sizes.count / 3))
        highWater = sizes.max() ?? 0
        plateau = last.reduce(0, +) / Double(max(1, last.count))
    }

    func isWithin(_ percent: Double, of other: Marks) -> Bool {
        abs(highWater - other.highWater) <= percent / 100 * other.highWater && abs(plateau - other.plateau) <= percent / 100 * other.plateau
    }

    var description: String { "\(Int(highWater)) at most, \(Int(plateau)) in the end" }
}
