import Foundation
import TestSupport
import Testing

@Suite("weir plan with what was looked up")
struct PlanImportTests {
    private static let fixtures = Repository.path("Tests/WeirPlannerTests/Import/Fixtures")

    private func plan(_ arguments: String...) throws -> (status: Int32, text: String, errors: String) {
        let deployment = Repository.path("samples/deployments/small.yaml")
        let result = try WeirBinary.run(arguments: ["plan", deployment, "--draws", "50"] + arguments)
        // Lines are broken to the terminal's width.
        return (result.status, result.output.split { $0.isWhitespace }.joined(separator: " "), result.errors)
    }

    @Test("two snapshots take the prior's place and the plan says so")
    func snapshots() throws {
        let result = try plan("--snapshot", Self.fixtures + "/first.csv", "--snapshot", Self.fixtures + "/second-expanded.txt")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.text.contains("counted rows: 1,000 an hour (pg_stat_user_tables, 26 h apart), taken for the deployment's own"))
        #expect(!result.text.contains("a prior, not a measurement"))
    }

    @Test("a health warning shows both readings, and the one that is told")
    func health() throws {
        let path = Self.fixtures + "/health-warning.json"
        let open = try plan("--health", path)
        #expect(
            open.status == 0 && open.text.contains("has two readings: as a total")
                && open.text.contains("as an increase it is 37.5 GB a day"))
        let told = try plan("--health", path, "--health-reading", "increase", "--health-interval", "30m")
        #expect(told.status == 0 && told.text.contains("is read as an increase, as told: 18.8 GB a day"))
    }

    @Test("WAL positions come from files and from the command line")
    func wal() throws {
        let files = try plan("--wal", Self.fixtures + "/wal-first.txt", "--wal", Self.fixtures + "/wal-second.txt")
        #expect(files.status == 0 && files.text.contains("WAL: 13.1 MB a day is what the whole server writes"))
        let line = try plan("--wal", "16/B374D848@2026-11-20T10:00Z", "--wal", "16/F374D848@2026-11-21T10:00Z")
        #expect(line.status == 0 && line.text.contains("WAL: 1.1 GB a day is what the whole server writes"))
    }

    @Test("snapshots in the wrong order end with 65, the thing named and the way out")
    func wrongOrder() throws {
        let result = try plan("--snapshot", Self.fixtures + "/second.csv", "--snapshot", Self.fixtures + "/first.csv")
        #expect(result.status == 65 && result.errors.contains("before the first") && result.errors.contains("in the order of time"))
    }
}
