internal import GRDB
package import WeirSystem

/// Puts right what ``StateInspection`` found, on a spool that no process has open: its lock must be held. Nothing is deleted: a file
/// that can't be saved is set aside under another name.
package enum StateRepair {
    package enum Action: Equatable, Sendable {
        /// The database's indexes were built anew, and it is sound since.
        case reindexed
        /// All rows were copied into a new database; the old one is kept in this file.
        case rebuilt(old: String)
        /// It can't be saved, and is kept in this file; the next start begins a new one.
        case setAside(String)
        /// What counts as committed for this sink was set to what is settled and what waits.
        case balanced(sink: String, from: UInt64, to: UInt64)
    }

    /// - Throws: where the file system fails: what was done until then is whole.
    package static func run(
        _ findings: [StateFinding], in directory: String, fileSystem: any FileSystem, clock: any SystemClock
    ) throws(StateError) -> [Action] {
        let path = FilePath.join(directory, StateStore.fileName)
        var actions: [Action] = []
        if findings.contains(where: \.isOfWhole) {
            actions.append(.setAside(try StateFile.moveAside(path, fileSystem, at: clock.wallMicroseconds())))
        } else if findings.contains(where: \.isOfIntegrity) {
            actions.append(try mend(path, fileSystem, clock))
        }
        for case .unbalanced(let books) in findings.map(\.kind) { actions.append(try balance(books, directory, fileSystem)) }
        return actions
    }

    private static func mend(_ path: String, _ fileSystem: any FileSystem, _ clock: any SystemClock) throws(StateError) -> Action {
        if isSound(path, after: "REINDEX") { return .reindexed }
        let copy = path + ".rebuilt"
        try prepare(copy, fileSystem)
        let isCopied = (try? DatabaseQueue(path: path).vacuum(into: copy)) != nil && isSound(copy, after: nil)
        let aside = try StateFile.moveAside(path, fileSystem, at: clock.wallMicroseconds())
        guard isCopied else {
            try translating { try fileSystem.remove(copy) }
            return .setAside(aside)
        }
        try StateFile.put(copy, inPlaceOf: path, fileSystem)
        return .rebuilt(old: aside)
    }

    /// An empty file of this user's alone, which SQLite then fills.
    private static func prepare(_ path: String, _ fileSystem: any FileSystem) throws(StateError) {
        try translating { if try fileSystem.status(of: path) != nil { try fileSystem.remove(path) } }
        try StateFile.prepare(path, fileSystem)
    }

    private static func isSound(_ path: String, after statement: String?) -> Bool {
        do {
            let database = try DatabaseQueue(path: path)
            if let statement { try database.writeWithoutTransaction { db in try db.execute(sql: statement) } }
            return try database.read { db in try String.fetchAll(db, sql: "PRAGMA integrity_check(1)") == ["ok"] }
        } catch {
            return false
        }
    }

    private static func balance(
        _ books: Conservation, _ directory: String, _ fileSystem: any FileSystem
    ) throws(StateError) -> Action {
        guard let state = try StateStore.beside(directory: directory, fileSystem: fileSystem) else { throw .unknownSink(books.sink) }
        let committed = books.accounted
        try state.setCommitted(committed, of: books.sink)
        return .balanced(sink: books.sink, from: books.committed, to: committed)
    }
}

extension StateFinding {
    /// Nothing of it can be relied on.
    fileprivate var isOfWhole: Bool {
        switch kind {
        case .noDatabase, .value: true
        default: false
        }
    }

    fileprivate var isOfIntegrity: Bool {
        guard case .integrity = kind else { return false }
        return true
    }
}

extension StateStore {
    fileprivate func setCommitted(_ records: UInt64, of sink: String) throws(StateError) {
        try writing { db, _ in
            guard let id = try SinkState.all(db)[sink]?.id else { throw StateError.unknownSink(sink) }
            try db.execute(
                sql: """
                    INSERT INTO total (sink, outcome, records, bytes) VALUES (?, ?, ?, 0)
                    ON CONFLICT DO UPDATE SET records = excluded.records
                    """,
                arguments: [id, LedgerOutcome.committed.rawValue, Int64(clamping: records)])
        }
    }
}
