import Testing
import WeirRecords
import WeirSystem

@testable import WeirPlanner

@Suite("importing a health warning")
struct HealthWarningTests {
    private func warning(_ text: String, reading: HealthWarning.Reading = .unknown) throws -> HealthWarning {
        try HealthWarning(Array(text.utf8), name: "warning.json", reading: reading)
    }

    private func fixture(_ reading: HealthWarning.Reading = .unknown) throws -> HealthWarning {
        try HealthWarning(ImportFixture.bytes("health-warning.json"), name: "health-warning.json", reading: reading)
    }

    @Test("sizes are PostgreSQL's, the log table is found")
    func reads() throws {
        let warning = try fixture()
        #expect(warning.logTable == HealthWarning.Table(name: "logs", bytes: 373 * 1_048_576) && warning.tables.count == 2)
        #expect(warning.databaseBytes == 408 * 1_048_576 && warning.deadRows == 86)
    }

    @Test("both readings are shown with what settles them, and neither is taken for the size")
    func ambiguity() throws {
        let observations = try fixture().observations
        let note = try #require(observations.notes.first)
        for part in ["391.1 MB has two readings", "as a total", "as an increase it is 37.5 GB a day", "speaks for totals"] {
            #expect(note.text.contains(part), "\(part) in \(note.text)")
        }
        #expect(note.lookUp.contains("pg_total_relation_size"))
        #expect(observations.size == nil && observations.rowsPerHour == nil)
        #expect(try fixture(.total).observations.size?.value.total == 373 * 1_048_576)
    }

    @Test("while both are open only the lesser rate bounds from below; settled, an increase bounds from both sides")
    func bounds() throws {
        let bytes = 373 * 1_048_576.0
        #expect(try fixture().bytesPerHour(windowHours: 200) == Bounds(atLeast: bytes / 200 / 2))
        #expect(try fixture().bytesPerHour(windowHours: nil) == nil)
        #expect(try fixture(.total).bytesPerHour(windowHours: 200) == Bounds(atLeast: bytes / 200 / 2))
        #expect(try fixture(.increase).bytesPerHour(windowHours: nil) == Bounds(atLeast: bytes * 4 / 2, atMost: bytes * 4 * 2))
    }

    @Test("it is found within other JSON, within text in JSON and in a line of a log")
    func embedded() throws {
        let inner = #"{"largest_tables":[{"size":"8192 bytes","table":"public.logs"}]}"#
        let quoted = inner.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
        for text in [inner, "{\"a\":[1,{\"warning\":\(inner)}]}", "{\"message\":\"\(quoted)\"}", "2026-11-21 [WARNING] health: \(inner) !"]
        {
            #expect(try warning(text).logTable.bytes == 8192, "\(text)")
        }
    }

    @Test(
        "what is none, or lacks the table or a size, is an error with the way out",
        arguments: [
            ("", "no health warning"), ("{\"size_mb\":1}", "no health warning"), ("{\"largest_tables\":[]}", "have no logs"),
            ("{\"largest_tables\":[{\"size\":\"1 MB\",\"table\":\"users\"}]}", "have no logs"),
            ("{\"largest_tables\":[{\"table\":\"logs\"}]}", "no \"size\""),
            ("{\"largest_tables\":[{\"size\":\"-1 MB\",\"table\":\"logs\"}]}", "-1 MB"),
            ("{\"largest_tables\":[{\"size\":373,\"table\":\"logs\"}]}", "\"373\""),
            ("{\"largest_tables\":[{\"size\":\"nan MB\",\"table\":\"logs\"}]}", "nan MB"),
        ])
    func errors(text: String, part: String) {
        let error = #expect(throws: PlanError.self) { try warning(text) }
        #expect(error?.message.contains(part) == true && error?.wayOut.isEmpty == false, "\(error?.message ?? "")")
    }

    @Test("cut off, garbled and deeply nested text never crashes")
    func hostile() throws {
        let bytes = try ImportFixture.bytes("health-warning.json")
        for count in 0..<bytes.count { _ = try? HealthWarning(Array(bytes.prefix(count)), name: "cut") }
        var random = SeededRandom(seed: 5)
        for _ in 0..<2000 {
            var garbled = bytes
            garbled[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            guard let warning = try? HealthWarning(garbled, name: "garbled") else { continue }
            #expect(warning.logTable.bytes.isFinite && warning.logTable.bytes >= 0)
        }
        _ = try? warning(String(repeating: "{\"a\":", count: 50_000))
        _ = try? warning("{\"largest_tables\":[{\"size\":\"\(String(repeating: "9", count: 300)) PB\",\"table\":\"logs\"}]}").observations
    }
}
