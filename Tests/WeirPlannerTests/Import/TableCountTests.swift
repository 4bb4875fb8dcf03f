import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("a pasted count of the table")
struct TableCountTests {
    private static let aligned = """
          count  |          min           |          max           | pg_total_relation_size
        ---------+------------------------+------------------------+------------------------
         1680000 | 2026-11-14 10:00:00+00 | 2026-11-21 10:00:00+00 |             1500000000
        (1 row)

        """
    private static let commaSeparated = """
        count,min,max,pg_total_relation_size
        1680000,2026-11-14 10:00:00+00,2026-11-21 10:00:00+00,1500000000
        """

    @Test(arguments: [aligned, commaSeparated])
    func `psql's table and CSV are read alike`(text: String) throws {
        let count = try TableCount(Array(text.utf8), name: "count.txt")
        #expect(count.rows == 1_680_000 && count.size == 1.5e9)
        let even = RetentionPolicy(standard: .age(.seconds(7 * 86_400)), debug: .age(.seconds(7 * 86_400)))
        let found = count.observations(under: even)
        #expect(found.rowsPerHour?.value == 10_000 && found.rowsPerHour?.factor == 1.15)
        #expect(found.liveRows?.value == 1_680_000 && found.size?.value.total == 1.5e9)
    }

    @Test func `it is enough to replace the prior`() throws {
        let count = try TableCount(Array(Self.aligned.utf8), name: "count.txt")
        let deployment = Deployment.sample(debug: .off)
        let plan = try Plan.quick(deployment, observations: count.observations(under: deployment.retention), draws: 24)
        #expect(plan.estimate.origin == .measured)
        #expect(abs(percent(plan.present.liveRows.value.p50, 1_680_000)) < 10)
        #expect(plan.present.highWater.value.p10 >= 1.5e9)
    }

    @Test func `debug rows that go early stand for more rows than are there`() throws {
        let count = try TableCount(Array(Self.aligned.utf8), name: "count.txt")
        let found = count.observations(under: Deployment.sample().retention)
        #expect(try #require(found.rowsPerHour).value > 20_000 && found.notes.count == 1)
    }

    @Test(arguments: [
        ("count", "7 GB"), ("no count", "x,min\n1,2\n"), ("which is no count", commaSeparated.replacing("1500000000", with: "1431 MB")),
        ("which is no time", commaSeparated.replacing("2026-11-14", with: "14.11.")),
        ("counts no row", commaSeparated.replacing("1680000", with: "0")),
        ("no min", commaSeparated.replacing("2026-11-14 10:00:00+00", with: "")),
    ])
    func `what is no such result is refused with the query to ask`(part: String, text: String) {
        let error = #expect(throws: PlanError.self) { try TableCount(Array(text.utf8), name: "count.txt") }
        #expect(error?.message.contains(part) == true || error?.wayOut.contains(part) == true, "\(error?.message ?? "")")
    }
}
