import Testing
import WeirPlanner
import WeirRecords

@testable import WeirConfiguration

/// What a case says of the server, of how rows come, and of indexes other than plain ones.
@Suite struct TableCaseVocabularyTests {
    private func plan(_ part: String, _ replacement: String) throws -> TableCase {
        let loaded = World().table(Valid.table(part, replacement))
        #expect(loaded.report.problems == [], "\(loaded.report.lines)")
        return try loaded.get().plan
    }

    @Test("the server, its checkpoints and how the table is kept arrive")
    func server() throws {
        let text = "hours: 520\nserver: {version: 18, data_checksums: true, wal_compression: lz4}\ncheckpoints: {every: 5m}\ndisk: 20GiB"
        let plan = try plan("hours: 520", text + "\nstart: {rows: 1000000}")
        #expect(plan.server == .init(version: 18, dataChecksums: true, walCompression: .lz4))
        #expect(plan.checkpoints == .init(spacing: 1.0 / 12))
        #expect(plan.disk == ByteCount(20 << 30) && plan.startRows == 1_000_000)
    }

    @Test("how rows come arrives")
    func load() throws {
        let load = "rows_per_hour: 600, rows_per_commit: 10, inserters: 4, late_rows: 366, late: {share: 0.1, by: 6h}, "
        let plan = try plan("rows_per_hour: 600", load + "updates_per_row: {count: 1, columns: [message]}")
        #expect(plan.load.rowsPerCommit == 10 && plan.load.inserters == 4 && plan.load.lateRows == 366)
        #expect(plan.load.late == .init(share: 0.1, byHours: 6) && plan.load.updates == .init(count: 1, columns: ["message"]))
    }

    @Test("clean-ups of minutes, with a limit of rows", arguments: [("5m", 12), ("10m", 6), ("15m", 4), ("30m", 2), ("1h", 1)])
    func cleanups(every: String, perHour: Int) throws {
        let plan = try plan("standard: 168h", "standard: 168h, cleanup_every: \(every), cleanup_rows: 10000")
        #expect(plan.retention.cleanupsPerHour == perHour && plan.retention.cleanupEveryHours == 1)
        #expect(plan.retention.cleanupRows == 10_000)
    }

    @Test("events of autovacuum and TRUNCATE arrive")
    func events() throws {
        let events = "events: [{kind: autovacuum_off, from: 60h, to: 90h}, {kind: truncate, at: 24h, every: 24h}]"
        #expect(
            try plan("hours: 520", "hours: 520\n" + events).events
                == [.autovacuumOff(from: 60, to: 90), .truncate(at: 24, every: 24)])
    }

    @Test("an index descends, includes, holds some rows or is of block ranges")
    func indexes() throws {
        let more = "{columns: [{name: id, descending: true}], include: [message], where: {column: message, in: [a, b]}}"
        let plan = try plan("{columns: [id], primary: true}", "{columns: [id], primary: true}, \(more), {columns: [id], method: brin}")
        #expect(plan.indexes[1].descending == ["id"] && plan.indexes[1].included == ["message"])
        #expect(plan.indexes[1].condition == .init(column: "message", values: ["a", "b"]))
        #expect(plan.indexes[2].method == .brin)
    }

    @Test("an index that lengths can't size is refused with a way out", arguments: ["gin", "gist", "hash"])
    func unplanned(method: String) throws {
        let report = World().table(Valid.table("primary: true", "method: \(method)")).report
        let problem = try #require(report.only())
        #expect(problem.keyPath == "table.indexes[0].method" && problem.wayOut != nil)
    }

    @Test(
        "every type that a log table has is read",
        arguments: [
            "bigint", "integer", "smallint", "uuid", "uuidv7", "timestamp", "timestamptz", "date", "boolean", "real", "double precision",
            "enum",
        ])
    func types(name: String) throws {
        let plan = try plan("{name: id, type: bigint, nullable: false}", "{name: id, type: \(name), nullable: false}")
        #expect(plan.columns[0].type.rawValue == name && plan.columns[0].type.fixedBytes != nil)
    }
}
