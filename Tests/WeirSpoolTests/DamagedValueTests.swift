import Foundation
import GRDB
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

/// A database may be damaged, or another's work: whatever a value is, it is an error or a number, and never the end of the process.
@Suite("Values that Weir never writes")
struct DamagedValueTests {
    private static let values = ["NULL", "-1", "9223372036854775807", "-9223372036854775808", "'text'", "x'00ff'", "1.5", "''"]

    /// A state with a row in each table, whose tables take anything.
    private static func lax(_ directory: TemporaryDirectory) throws {
        do {
            let store = try StateStore.open(
                directory: directory.path, fileSystem: HostFileSystem(), clock: ManualClock(), random: SeededRandom(seed: 3))
            _ = try LetterBox(state: store, records: 20)
            try store.record([Loss(source: "s", host: "h", since: 1, noticed: 2, cause: .damaged, subject: "/a", bytes: 3)])
            try store.record(undelivered: [
                Undelivered(sink: "a", records: RecordNumber(20)..<RecordNumber(30), time: Timestamp(microseconds: 1))
            ])
            _ = try store.askReplay(LetterSelection(sink: "a", reason: "HTTP 400"), by: 0, at: Timestamp(microseconds: 1))
            for day in Int64(0)..<60 { try store.live(in: day * 1440) }
            var pass = ExpiryPass()
            while !pass.isDone { try store.expire(&pass) }
        }
        let database = try Self.database(directory)
        try database.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA writable_schema = ON;
                    UPDATE sqlite_schema SET sql = REPLACE(REPLACE(sql, 'STRICT, ', ''), ' STRICT', '') WHERE type = 'table';
                    UPDATE sqlite_schema SET sql = REPLACE(sql, ' NOT NULL', '') WHERE type = 'table';
                    PRAGMA writable_schema = RESET;
                    """)
        }
    }

    private static func database(_ directory: TemporaryDirectory) throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = false
        return try DatabaseQueue(path: directory.path + "/state.sqlite", configuration: configuration)
    }

    private static func columns() throws -> [(table: String, column: String)] {
        let directory = try TemporaryDirectory()
        try lax(directory)
        return try database(directory).read { db in
            let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'grdb%'")
            return try tables.flatMap { table in try db.columns(in: table).map { (table, $0.name) } }
        }
    }

    private static func start(_ directory: TemporaryDirectory) throws -> StateStore {
        let store = try StateStore.open(
            directory: directory.path, fileSystem: HostFileSystem(), clock: ManualClock(), random: SeededRandom(seed: 3))
        let spool = try Spool.open(
            SpoolSettings(directory: "/spool", capacity: .mebibytes(8)), fileSystem: MemoryFileSystem(), clock: ManualClock(),
            random: SeededRandom(seed: 1), state: store)
        _ = try store.configure(sinks: ["a", "new"], oldest: .first)
        var keeper = try StateKeeper(store: store, spool: spool)
        _ = try (keeper.step(now: 0), store.undelivered())
        try store.live(in: 60 * 1440)
        return store
    }

    /// All that a status, a look and a repair read.
    private static func useAll(_ store: StateStore) throws {
        _ = (try store.conservation(), try store.ledger(), try store.redactions(), try store.totals(of: "a"), try store.undelivered())
        _ = (try store.standings(), try store.letters(limit: 100), try store.letterGroups(), try store.sinksToReplay())
        _ = (try store.deadLetters(of: "a", limit: 10), try store.auditTrail(limit: 10), try store.losses(), try store.lossSums())
        _ = (try store.forgotten(), try store.takeForgotten(today: 9))
        try store.record([Loss(source: "s", host: "h", since: 1, noticed: 2, cause: .damaged, subject: "/a", bytes: 3)])
        var pass = ExpiryPass()
        for _ in 0..<10 where !pass.isDone { try store.expire(&pass) }
        _ = try store.dropLetters(.all, by: 0, at: Timestamp(microseconds: 3))
        for line in try store.conservation() { _ = (line.isConserved, line.accounted) }
    }

    @Test("in any column pass a start, or a check finds them and its repair lets it start", arguments: values)
    func anything(value: String) throws {
        let template = try TemporaryDirectory()
        try Self.lax(template)
        for (table, column) in try Self.columns() {
            let directory = try TemporaryDirectory()
            for name in try FileManager.default.contentsOfDirectory(atPath: template.path) {
                try FileManager.default.copyItem(atPath: template.path + "/" + name, toPath: directory.path + "/" + name)
            }
            do {
                try Self.database(directory).writeWithoutTransaction { db in
                    try db.execute(sql: "UPDATE OR REPLACE \(table) SET \(column) = \(value)")
                }
            } catch { continue }
            let what = "\(table).\(column) = \(value)"
            let findings = Self.findings(directory)
            do {
                let store = try Self.start(directory)
                do { try Self.useAll(store) } catch { #expect(error is StateError, "\(what): \(error)") }
            } catch {
                #expect(error is StateError || error is SpoolError, "\(what): \(error)")
                #expect(findings.contains { $0.isRepairable }, "\(what) is refused by a start alone: \(error)")
                _ = try StateRepair.run(findings, in: directory.path, fileSystem: HostFileSystem(), clock: ManualClock())
                #expect(throws: Never.self, "\(what)") { _ = try Self.start(directory) }
            }
        }
    }

    /// As `weir spool check` finds them.
    private static func findings(_ directory: TemporaryDirectory) -> [StateFinding] {
        do throws(StateError) {
            guard let state = try StateStore.inspect(directory: directory.path, fileSystem: HostFileSystem()) else { return [] }
            return try StateInspection.check(state, oldest: .first, end: RecordNumber(20))
        } catch {
            return error.code == .damaged ? [StateFinding(.noDatabase)] : []
        }
    }

    @Test("a check names one, and a repair sets the state aside")
    func check() throws {
        let directory = try TemporaryDirectory()
        try Self.lax(directory)
        try Self.database(directory).writeWithoutTransaction { db in try db.execute(sql: "UPDATE total SET records = -5 WHERE outcome = 0")
        }
        let state = try #require(try StateStore.inspect(directory: directory.path, fileSystem: HostFileSystem()))
        let findings = try StateInspection.check(state, oldest: .first, end: RecordNumber(20))
        #expect(findings.map(\.code) == ["state_value"])
        let actions = try StateRepair.run(findings, in: directory.path, fileSystem: HostFileSystem(), clock: ManualClock())
        guard case .setAside = actions.first else {
            Issue.record("\(actions)")
            return
        }
    }
}
