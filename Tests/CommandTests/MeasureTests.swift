import Foundation
import TestSupport
import Testing

/// `weir measure` on lines whose number and length are known.
@Suite("weir measure")
struct MeasureTests {
    private struct Report: Decodable {
        struct Weight: Decodable {
            var name: String
            var records: Int
            var bytes: Int
            var messageBytes: Int
        }

        struct Lines: Decodable {
            var withoutTime: Int
            var unknownFormat: Int
            var invalidUtf8: Int
            var cut: Int
        }

        struct Shape: Decodable {
            var shape: String
            var records: Int
            var share: Double
        }

        struct Spread: Decodable {
            var low: Double
            var middle: Double
            var high: Double
        }

        struct Days: Decodable {
            var low: Double?
            var middle: Double?
            var high: Double?
        }

        struct Retention: Decodable {
            var retention: String
            var plateauBytes: Spread?
            var daysUntilFull: Days?
        }

        var records: Int
        var bytes: Int
        var spanSeconds: Double
        var bytesPerDay: Double?
        var roles: [Weight]
        var levels: [Weight]
        var hours: [Weight]
        var lines: Lines
        var retentions: [Retention]
        var daysUntilFullWithoutCleanup: Days?
        var costliestMessages: [Shape]
        var notes: [String]
        var failures: [String]
    }

    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func write(_ text: String, to name: String) throws {
        let url = URL(filePath: directory.path).appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func measure(_ arguments: String..., status: Int32 = 0) throws -> Report {
        let result = try WeirBinary.run(arguments: ["measure", directory.path, "--format", "json"] + arguments)
        try #require(result.status == status, "\(result.errors)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Report.self, from: Data(result.output.utf8))
    }

    private func agentLine(_ index: Int, level: String, message: String) -> String {
        let seconds = index % 60
        let minutes = index / 60 % 60
        let hour = index / 3600 % 24
        func two(_ number: Int) -> String { String(format: "%02d", number) }
        return
            "{\"asctime\": \"2026-03-01 \(two(hour)):\(two(minutes)):\(two(seconds)),000\", \"name\": \"agent\","
            + " \"levelname\": \"\(level)\","
            + " \"message\": \"\(message)\", \"timestamp\": \"2026-03-01T\(two(hour)):\(two(minutes)):\(two(seconds)).000000+00:00\"}\n"
    }

    /// One record in four is INFO, 7,200 of them are two hours.
    private func agentLines(_ range: Range<Int>) -> String {
        range.map { agentLine($0, level: $0.isMultiple(of: 4) ? "INFO" : "DEBUG", message: "Sending Heartbeat \($0)") }.joined()
    }

    @Test("records, bytes, levels and hours are what was written, over rotated files")
    func counts() throws {
        let lines = agentLines(0..<7200)
        let half = lines.split(separator: "\n", omittingEmptySubsequences: true)
        try write(half[..<3600].joined(separator: "\n") + "\n", to: "agent-1/log/agent_json.log.1")
        // No line end at the end of the live file: the line counts all the same.
        try write(half[3600...].joined(separator: "\n"), to: "agent-1/log/agent_json.log")
        let report = try measure()
        #expect(report.records == 7200)
        #expect(report.bytes == lines.utf8.count - 7200)
        #expect(report.roles.map(\.name) == ["agent"])
        #expect(report.levels.map(\.name) == ["info", "debug"])
        #expect(report.levels.map(\.records) == [1800, 5400])
        #expect(report.hours.map(\.records) == [3600, 3600] + Array(repeating: 0, count: 22))
        #expect(report.spanSeconds == 7199)
        #expect(report.costliestMessages.first?.shape == "Sending Heartbeat <n>")
        #expect(report.costliestMessages.first?.records == 7200)
        #expect(abs(try #require(report.bytesPerDay) / (Double(report.bytes) / 7200 * 86_400) - 1) < 1e-9)
        #expect(report.lines.withoutTime == 0 && report.lines.unknownFormat == 0)
        #expect(report.notes.contains { $0.contains("extrapolated") })
    }

    @Test("a text log whose records are in a JSON log beside it is left out, and that is said")
    func twins() throws {
        try write(agentLines(0..<100), to: "agent-1/log/agent_json.log")
        try write("2026-03-01 00:00:00,000 [INFO] __main__.handler: Sending Heartbeat 0\n", to: "agent-1/log/agent.log")
        let report = try measure()
        #expect(report.records == 100)
        #expect(report.notes.contains { $0.hasPrefix("left out: 1 text log ") })
    }

    @Test("compressed files are measured as the files they were")
    func compressed() throws {
        let lines = agentLines(0..<20_000)
        try write(lines, to: "agent-1/log/agent_json.log.2")
        let gzip = try ChildProcess("/bin/gzip", [directory.path + "/agent-1/log/agent_json.log.2"]).wait()
        try #require(gzip.status == 0)
        let report = try measure()
        #expect(report.records == 20_000)
        #expect(report.bytes == lines.utf8.count - 20_000)
    }

    @Test("lines that can't be parsed are counted and said, and weigh nothing into the rate")
    func unparsed() throws {
        try write(agentLines(0..<100), to: "agent-1/log/agent_json.log")
        try write("no time here\nnor here\n", to: "web-app-1/log/strange.log")
        let report = try measure()
        #expect(report.records == 102)
        #expect(report.lines.unknownFormat == 2 && report.lines.withoutTime == 2)
        #expect(report.spanSeconds == 99)
        #expect(report.notes.contains { $0.hasPrefix("2 records are in no format that is known") })
    }

    @Test("a line over the limit is cut and counted, and what follows it is read on")
    func overlong() throws {
        let long = agentLine(1, level: "INFO", message: String(repeating: "x", count: 3 << 20))
        try write(agentLines(0..<10) + long + agentLines(10..<20), to: "agent-1/log/agent_json.log")
        let report = try measure()
        #expect(report.records == 21)
        #expect(report.lines.cut == 1)
    }

    @Test("a torn compressed file is named, what was read before it counts, and the exit code is 1")
    func torn() throws {
        try write(agentLines(0..<100), to: "agent-1/log/agent_json.log")
        try write("\u{1F}\u{8B}no gzip", to: "agent-2/log/agent_json.log.1.gz")
        let report = try measure(status: 1)
        #expect(report.records == 100)
        #expect(report.failures.count == 1)
    }

    @Test("the disk's day comes sooner with a smaller disk, and without clean-up the table fills any")
    func disk() throws {
        try write(agentLines(0..<86_400), to: "agent-1/log/agent_json.log")
        let report = try measure("--disk", "40MB")
        let byAge = try #require(report.retentions.first)
        #expect(try #require(byAge.daysUntilFull?.middle) < 7)
        #expect(try #require(report.daysUntilFullWithoutCleanup?.middle) < 7)
        let roomy = try measure("--disk", "1TB")
        #expect(roomy.retentions.first?.daysUntilFull?.middle == nil)
        #expect(report.retentions.map(\.retention) == ["standard 7.0 d, debug 4.0 h", "standard 400,000 rows, debug 300,000 rows"])
        // 21,600 standard rows a day for seven days, and debug's four hours, with a fifth more: near 70 to 100 MB.
        let plateau = try #require(byAge.plateauBytes)
        #expect(plateau.middle > 50e6 && plateau.middle < 150e6)
    }

    @Test("the profile that measure writes is what plan takes, and narrows its range")
    func profile() throws {
        try write(agentLines(0..<86_400), to: "agent-1/log/agent_json.log")
        let profile = directory.path + "/measured.json"
        _ = try measure("--profile", profile, "--sessions", "15")
        let deployment = Repository.path("samples/deployments/small.yaml")
        let prior = try plateau(of: WeirBinary.run("plan", deployment, "--draws", "40", "--format", "json"))
        let measured = try plateau(of: WeirBinary.run("plan", deployment, "--draws", "40", "--profile", profile, "--format", "json"))
        #expect(measured.p95 / measured.p10 < prior.p95 / prior.p10 / 3)
    }

    private struct Percentiles: Decodable { var p10: Double, p95: Double }

    private func plateau(of result: ChildProcess.Result) throws -> Percentiles {
        struct Plan: Decodable {
            struct Figure: Decodable { var value: Percentiles }
            struct Scenario: Decodable { var figures: [String: Figure] }
            var scenarios: [Scenario]
        }
        try #require(result.status == 0, "\(result.errors)")
        return try #require(JSONDecoder().decode(Plan.self, from: Data(result.output.utf8)).scenarios.first?.figures["plateau"]).value
    }

    @Test("nothing to measure is said, with the exit code for bad data")
    func nothing() throws {
        let missing = try WeirBinary.run("measure", directory.path + "/none")
        #expect(missing.status == 65 && missing.errors.contains("there is no"))
        let empty = try WeirBinary.run("measure", directory.path)
        #expect(empty.status == 65 && empty.errors.contains("no record"))
        #expect(try WeirBinary.run("measure").status == 64)
        #expect(try WeirBinary.run("measure", directory.path, "--disk", "much").status == 64)
    }

    @Test("a table for people: no line of a message steers the terminal")
    func table() throws {
        try write(agentLines(0..<10) + agentLine(11, level: "ERROR", message: "\\u001b[2J\\u0007 gone"), to: "agent-1/log/agent_json.log")
        let text = try WeirBinary.run("measure", directory.path, "--disk", "10GiB")
        #expect(text.status == 0)
        #expect(text.output.contains("costliest messages"))
        #expect(!text.output.contains("\u{1B}") && !text.output.contains("\u{7}"))
    }
}
