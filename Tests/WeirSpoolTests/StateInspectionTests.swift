import GRDB
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Checking and repairing the state")
struct StateInspectionTests {
    private static let files = HostFileSystem()

    /// A state in a file, some of whose letters are there; changed from outside by some SQL.
    private static func state(_ directory: TemporaryDirectory, _ sql: String = "") throws -> StateStore {
        let store = try StateStore.open(
            directory: directory.path, fileSystem: files, clock: ManualClock(), random: SeededRandom(seed: 3))
        _ = try LetterBox(state: store, records: 20)
        if !sql.isEmpty { try database(directory).writeWithoutTransaction { db in try db.execute(sql: sql) } }
        return try #require(try StateStore.inspect(directory: directory.path, fileSystem: files))
    }

    private static func database(_ directory: TemporaryDirectory) throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.foreignKeysEnabled = false
        return try DatabaseQueue(path: directory.path + "/state.sqlite", configuration: configuration)
    }

    private static func kinds(_ state: StateStore, oldest: UInt64 = 0, end: UInt64 = 20) throws -> [StateFinding.Kind] {
        try StateInspection.check(state, oldest: RecordNumber(oldest), end: RecordNumber(end)).map(\.kind)
    }

    @Test("a sound state has no findings")
    func sound() throws {
        let directory = try TemporaryDirectory()
        #expect(try Self.kinds(Self.state(directory)) == [])
    }

    @Test("cursors past the end, or behind what is kept, are told with how many records")
    func cursors() throws {
        let directory = try TemporaryDirectory()
        let state = try Self.state(directory)
        #expect(try Self.kinds(state, end: 17) == [.cursorPastEnd(sink: "a", records: 3), .cursorPastEnd(sink: "b", records: 3)])
        #expect(
            try Self.kinds(state, oldest: 25, end: 25)
                == [.cursorBehindOldest(sink: "a", records: 5), .cursorBehindOldest(sink: "b", records: 5)])
    }

    @Test("records that wait, and that no segment holds, are a finding: where all segments are gone, and where the last is")
    func segmentsGone() throws {
        let directory = try TemporaryDirectory()
        let state = try Self.state(directory, "UPDATE sink SET cursor = 12 WHERE id = 1")
        func gone(_ oldest: UInt64?, end: UInt64) throws -> [StateFinding.Kind] {
            try StateInspection.check(state, oldest: oldest.map { RecordNumber($0) }, end: RecordNumber(end)).map(\.kind).filter {
                if case .segmentsGone = $0 { true } else { false }
            }
        }
        let (all, last) = (RecordNumber(12)..<RecordNumber(20), RecordNumber(15)..<RecordNumber(20))
        #expect(try gone(nil, end: 0) == [.segmentsGone(sink: "a", records: all)])
        #expect(try gone(0, end: 15) == [.segmentsGone(sink: "a", records: last)])
        #expect(try gone(0, end: 20) == [])
    }

    @Test("books that don't balance are told, and repaired by what is settled and what waits")
    func unbalanced() throws {
        let directory = try TemporaryDirectory()
        let state = try Self.state(directory, "UPDATE total SET records = records + 4 WHERE outcome = 0 AND sink = 1")
        let findings = try StateInspection.check(state, oldest: .first, end: RecordNumber(20))
        #expect(findings.map(\.code) == ["ledger_unbalanced"])
        let actions = try StateRepair.run(findings, in: directory.path, fileSystem: Self.files, clock: ManualClock())
        #expect(actions == [.balanced(sink: "a", from: 24, to: 20)])
        #expect(try Self.kinds(state) == [])
        #expect(try state.conservation().allSatisfy { $0.isConserved && $0.committed == 20 })
    }

    @Test("a letter that was altered is told by its number, and stays where it is")
    func alteredLetter() throws {
        let directory = try TemporaryDirectory()
        let state = try Self.state(directory, "UPDATE dead_letter SET bytes = CAST(x'00' || substr(bytes, 2) AS BLOB) WHERE id = 3")
        #expect(try Self.kinds(state) == [.letter(id: 3, sink: "a", "\(FrameError.checksum)")])
        #expect(try StateInspection.check(state, oldest: .first, end: RecordNumber(20)).allSatisfy { !$0.isRepairable })
    }

    @Test("a letter that was taken away behind the ledger's back is told")
    func lostLetter() throws {
        let directory = try TemporaryDirectory()
        let state = try Self.state(directory, "DELETE FROM dead_letter WHERE id = 2")
        #expect(try Self.kinds(state) == [.letterCount(sink: "a", counted: 7, found: 6)])
    }

    @Test("an index that does not fit its table is built anew, and everything else is as it was")
    func brokenIndex() throws {
        let directory = try TemporaryDirectory()
        let state = try Self.state(directory)
        let before = try state.letters(limit: 100)
        // The index is hidden while a row goes.
        let index = "type = 'index' AND name = 'dead_letter_by_sink'"
        try Self.database(directory).writeWithoutTransaction { db in
            let row = try #require(try Row.fetchOne(db, sql: "SELECT * FROM sqlite_schema WHERE \(index)"))
            try db.execute(sql: "PRAGMA writable_schema = ON")
            try db.execute(sql: "DELETE FROM sqlite_schema WHERE \(index)")
            try db.execute(sql: "PRAGMA writable_schema = RESET")
            try db.execute(sql: "UPDATE dead_letter SET id = 100 WHERE id = 1")
            try db.execute(sql: "PRAGMA writable_schema = ON")
            try db.execute(
                sql: "INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)",
                arguments: [row["type"], row["name"], row["tbl_name"], row["rootpage"], row["sql"]] as StatementArguments)
            try db.execute(sql: "PRAGMA writable_schema = RESET")
        }
        let broken = try #require(try StateStore.inspect(directory: directory.path, fileSystem: Self.files))
        let findings = try StateInspection.check(broken, oldest: .first, end: RecordNumber(20))
        #expect(!findings.isEmpty && findings.allSatisfy { $0.code == "state_integrity" && $0.isRepairable })
        let actions = try StateRepair.run(findings, in: directory.path, fileSystem: Self.files, clock: ManualClock())
        #expect(actions == [.reindexed])
        let mended = try #require(try StateStore.inspect(directory: directory.path, fileSystem: Self.files))
        #expect(try Self.kinds(mended) == [])
        #expect(try Set(mended.letters(limit: 100).map(\.letter.record)) == Set(before.map(\.letter.record)))
    }

    @Test("what is no database is set aside whole, and a new one can be begun")
    func noDatabase() throws {
        let directory = try TemporaryDirectory()
        _ = try Self.state(directory)
        let path = directory.path + "/state.sqlite"
        for suffix in ["-wal", "-shm"] { try? Self.files.remove(path + suffix) }
        let file = try Self.files.open(path, .write)
        try [UInt8](repeating: 9, count: 200).withUnsafeBytes { try file.write([$0], at: 0) }
        file.close()
        let error = #expect(throws: StateError.self) { _ = try StateStore.inspect(directory: directory.path, fileSystem: Self.files) }
        #expect(error?.code == .damaged)
        let actions = try StateRepair.run(
            [StateFinding(.noDatabase)], in: directory.path, fileSystem: Self.files, clock: ManualClock())
        guard case .setAside(let aside) = actions.first else {
            Issue.record("\(actions)")
            return
        }
        #expect(try Self.files.status(of: aside) != nil)
        #expect(try StateStore.inspect(directory: directory.path, fileSystem: Self.files) == nil)
    }

    @Test("a state whose pages are damaged is told, and what becomes of it loses no file", arguments: 0..<12)
    func damagedPages(seed: UInt64) throws {
        let directory = try TemporaryDirectory()
        _ = try Self.state(directory, "PRAGMA wal_checkpoint(TRUNCATE)")
        let path = directory.path + "/state.sqlite"
        for suffix in ["-wal", "-shm"] { try? Self.files.remove(path + suffix) }
        var random = SeededRandom(seed: seed)
        let size = try #require(try Self.files.status(of: path)).size
        let file = try Self.files.open(path, .write)
        let place = UInt64(random.number(in: 1..<Int(size / 4096))) * 4096
        try random.bytes(64).withUnsafeBytes { try file.write([$0], at: place) }
        file.close()
        var findings: [StateFinding] = []
        do throws(StateError) {
            let state = try StateStore.inspect(directory: directory.path, fileSystem: Self.files)
            if let state { findings = try StateInspection.check(state, oldest: .first, end: RecordNumber(20)) }
        } catch {
            #expect(error.code == .damaged, "\(error)")
            findings = [StateFinding(.noDatabase)]
        }
        // An unused page may be anything.
        guard !findings.isEmpty else { return }
        let actions = try StateRepair.run(findings, in: directory.path, fileSystem: Self.files, clock: ManualClock())
        let after = try StateStore.inspect(directory: directory.path, fileSystem: Self.files)
        if let after { #expect(try Self.kinds(after).allSatisfy { if case .integrity = $0 { false } else { true } }) }
        for case .setAside(let aside) in actions { #expect(try Self.files.status(of: aside)?.size == size) }
        for case .rebuilt(let aside) in actions { #expect(try Self.files.status(of: aside)?.size == size) }
    }
}
