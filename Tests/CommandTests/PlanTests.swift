import Foundation
import TestSupport
import Testing

@Suite("weir plan")
struct PlanTests {
    private let deployment = Repository.path("samples/deployments/400-sessions.yaml")

    @Test("a plan shows every setting side by side, the chart, and that it rests on a prior")
    func table() throws {
        let result = try WeirBinary.run("plan", deployment, "--draws", "40", environment: ["COLUMNS": "80"])
        #expect(result.status == 0)
        for part in [
            "from a prior", "P50", "P90", "P95", "debug off", "all off", "other unit", "daily partitions", "not supported by the platform",
            "WAL a day", "disk full", "what fits this disk", "time to loss", "taken for granted", "░",
        ] {
            #expect(result.output.contains(part), "\(part)")
        }
        #expect(!result.output.contains("\u{1B}"), "no colour where standard output is no terminal")
        let chart = result.output.split(separator: "\n").filter { $0.contains("│") || $0.contains("┤") }
        #expect(!chart.isEmpty && chart.allSatisfy { $0.count <= 80 })
    }

    @Test("CSV has a line for each scenario and day, in whole bytes")
    func csv() throws {
        let result = try WeirBinary.run("plan", deployment, "--draws", "12", "--format", "csv")
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        #expect(lines.first == ["scenario", "day", "files_p10", "files_p50", "files_p90", "files_p95", "live_p50"])
        #expect(Set(lines.dropFirst().map { $0[0] }).isSuperset(of: ["present", "debug_off", "all_off", "three-days"]))
        #expect(lines.dropFirst().allSatisfy { $0.count == 7 && $0.dropFirst().allSatisfy { Double($0) != nil } })
        let present = lines.filter { $0[0] == "present" }
        #expect(present.count == 366)
        #expect(present.dropFirst(2).allSatisfy { (Int($0[2]) ?? 0) <= (Int($0[5]) ?? -1) })
    }

    @Test("COLUMNS widens the chart")
    func columns() throws {
        let result = try WeirBinary.run("plan", deployment, "--draws", "40", environment: ["COLUMNS": "120"])
        let widths = result.output.split(separator: "\n").filter { $0.contains("└") }.map(\.count)
        #expect(widths == [120])
    }

    @Test("every figure of the JSON carries percentiles, formula, inputs and origin")
    func json() throws {
        struct Plan: Decodable {
            struct Figure: Decodable {
                struct Input: Decodable { var name: String, origin: String }
                struct Value: Decodable { var p10: Double?, p50: Double?, p90: Double?, p95: Double? }
                var formula: String
                var inputs: [Input]
                var origin: String
                var unit: String
                var value: Value
            }
            struct Scenario: Decodable {
                var name: String
                var label: String?
                var figures: [String: Figure]
                var share_of_draws_that_fill: Double
            }
            var version: Int
            var basis: String
            var scenarios: [Scenario]
        }
        let result = try WeirBinary.run("plan", deployment, "--draws", "40", "--format", "json")
        let plan = try JSONDecoder().decode(Plan.self, from: Data(result.output.utf8))
        #expect(plan.version == 2 && plan.basis == "assumed")
        #expect(
            plan.scenarios.map(\.name) == [
                "present", "debug_off", "all_off", "buffer_24h", "tuned_autovacuum", "daily_partitions", "other_unit", "three-days",
            ])
        #expect(plan.scenarios[5].label?.contains("not supported") == true)
        for scenario in plan.scenarios {
            for name in ["plateau", "high_water", "wal_per_day", "rows_per_second"] {
                let figure = try #require(scenario.figures[name])
                #expect(!figure.formula.isEmpty && !figure.inputs.isEmpty && !figure.origin.isEmpty && !figure.unit.isEmpty)
                #expect(try #require(figure.value.p50) <= #require(figure.value.p95))
            }
        }
    }

    @Test("the same seed prints the same plan, another one another")
    func seeds() throws {
        let runs = try ["1", "1", "2"].map { try WeirBinary.run("plan", deployment, "--draws", "30", "--seed", $0).output }
        #expect(runs[0] == runs[1] && runs[0] != runs[2])
        #expect(try WeirBinary.run("plan", deployment, "--draws", "0").status == 64)
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

@Suite("weir plan --explain")
struct PlanExplainTests {
    private let deployment = Repository.path("samples/deployments/400-sessions.yaml")

    @Test("a figure is explained with the figures behind it, in text and in JSON")
    func known() throws {
        let text = try WeirBinary.run("plan", deployment, "--draws", "12", "--explain", "launch_delay")
        #expect(text.status == 0)
        for part in ["launch_delay: P10", "delay_per_query: P10", "rows_per_second: P10", "given", "assumed", "measured on two cores"] {
            #expect(text.output.contains(part), "\(part)")
        }
        struct Explained: Decodable {
            struct Figure: Decodable { var name: String, formula: String }
            var figure: Figure
            var follows: [Figure]
        }
        let json = try WeirBinary.run("plan", deployment, "--draws", "12", "--explain", "launch_delay", "--format", "json")
        let explained = try JSONDecoder().decode(Explained.self, from: Data(json.output.utf8))
        #expect(explained.figure.name == "launch_delay" && explained.follows.map(\.name).contains("delay_per_query"))
    }

    @Test("an unknown figure is answered with the nearest and with all that there are")
    func unknown() throws {
        let result = try WeirBinary.run("plan", deployment, "--draws", "12", "--explain", "platau")
        #expect(result.status == 64)
        #expect(result.errors.contains("did you mean plateau?") && result.errors.contains("high_water"))
    }
}
