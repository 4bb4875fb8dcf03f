import Foundation
import TestSupport
import Testing

@Suite("weir plan")
struct PlanTests {
    private let deployment = Repository.path("samples/deployments/400-sessions.yaml")

    @Test("a plan shows every setting side by side, the chart, and that it rests on a prior")
    func table() throws {
        let result = try WeirBinary.run("plan", deployment, environment: ["COLUMNS": "80"])
        #expect(result.status == 0)
        for part in ["from a prior", "debug off", "all off", "other unit", "WAL a day", "disk full after", "taken for granted", "░"] {
            #expect(result.output.contains(part), "\(part)")
        }
        #expect(!result.output.contains("\u{1B}"), "no colour where standard output is no terminal")
        let chart = result.output.split(separator: "\n").filter { $0.contains("│") || $0.contains("┤") }
        #expect(!chart.isEmpty && chart.allSatisfy { $0.count <= 80 })
    }

    @Test("COLUMNS widens the chart")
    func columns() throws {
        let result = try WeirBinary.run("plan", deployment, environment: ["COLUMNS": "120"])
        let widths = result.output.split(separator: "\n").filter { $0.contains("└") }.map(\.count)
        #expect(widths == [120])
    }

    @Test("every figure of the JSON carries formula, inputs and origin")
    func json() throws {
        struct Plan: Decodable {
            struct Figure: Decodable {
                struct Input: Decodable { var name: String, origin: String }
                var formula: String
                var inputs: [Input]
                var origin: String
                var unit: String
            }
            struct Scenario: Decodable {
                var name: String
                var plateau: Figure?
                var wal_per_day: Figure
                var rows_per_second: Figure
            }
            var version: Int
            var basis: String
            var scenarios: [Scenario]
        }
        let result = try WeirBinary.run("plan", deployment, "--format", "json")
        let plan = try JSONDecoder().decode(Plan.self, from: Data(result.output.utf8))
        #expect(plan.version == 1 && plan.basis == "assumed")
        #expect(plan.scenarios.map(\.name) == ["present", "debug_off", "all_off", "other_unit"])
        for scenario in plan.scenarios {
            for figure in [scenario.plateau, scenario.wal_per_day, scenario.rows_per_second].compactMap({ $0 }) {
                #expect(!figure.formula.isEmpty && !figure.inputs.isEmpty && !figure.origin.isEmpty && !figure.unit.isEmpty)
            }
        }
    }

    @Test("a deployment or a profile that is wrong ends with 78 and says where")
    func wrong() throws {
        let directory = try TemporaryDirectory()
        let profile = directory.path + "/profile.json"
        try Data("{\"version\": 1}".utf8).write(to: URL(filePath: profile))
        let wrong = try WeirBinary.run("plan", deployment, "--profile", profile)
        #expect(wrong.status == 78 && wrong.errors.contains(profile))
        let missing = try WeirBinary.run("plan", deployment, "--profile", directory.path + "/none.json")
        #expect(missing.status == 78 && missing.errors.contains("weir measure"))
        #expect(try WeirBinary.run("plan", directory.path + "/none.yaml").status == 78)
    }
}
