import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("when the reduced model vacuums")
struct ReducedVacuumTests {
    /// Hours between vacuums that free rows, on the mean of those after the first rows are deleted.
    private func hoursBetween(
        _ rows: PerClass<Double>, standard: Double, debug: Double, vacuum: VacuumSettings = .postgresDefault
    ) throws -> Double? {
        let plan = TableCase.sample()
        let layout = try TableLayout(columns: plan.columns, indexes: plan.indexes, sample: plan.sample)
        let retention = TableCase.Retention(standard: .hours(standard), debug: .hours(debug))
        var table = ReducedTable(TableCoefficients(layout: layout), TableRules(retention: retention, vacuum: vacuum))
        var (freed, hours) = (table.files.freed, [Int]())
        for hour in 0..<1000 {
            _ = table.advance(inserted: rows)
            if table.files.freed != freed, hour > 300 { hours.append(hour) }
            freed = table.files.freed
        }
        guard let first = hours.first, let last = hours.last, hours.count > 1 else { return nil }
        return Double(last - first) / Double(hours.count - 1)
    }

    @Test("about 34 clean-ups pass between two vacuums of a week's table, 8 where most rows are short-lived debug")
    func cycles() throws {
        let week = try #require(try hoursBetween(PerClass(standard: 300, debug: 300), standard: 168, debug: 168))
        #expect(abs(week - 34) < 1.5, "\(week)")
        let debug = try #require(try hoursBetween(PerClass(standard: 200, debug: 800), standard: 168, debug: 4))
        #expect(abs(debug - 8) < 1, "\(debug)")
        let off = try hoursBetween(
            PerClass(standard: 300, debug: 300), standard: 168, debug: 168, vacuum: VacuumSettings(isEnabled: false))
        #expect(off == nil)
    }

    @Test("eager vacuums leave the rows' room alone until one page in fifty holds dead rows")
    func bypass() throws {
        let eager = try #require(
            try hoursBetween(PerClass(standard: 300, debug: 300), standard: 168, debug: 168, vacuum: VacuumSettings(deadScale: 0.01)))
        #expect(abs(eager - 4) < 0.5, "\(eager)")
    }
}
