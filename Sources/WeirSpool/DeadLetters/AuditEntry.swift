internal import GRDB
package import WeirRecords

/// What somebody did with dead letters.
package struct AuditEntry: Equatable, Sendable {
    package enum Action: String, Sendable {
        case replay
        case drop
    }

    /// Entries that are kept; the oldest go first.
    static let maximumEntries = 10_000

    package var time: Timestamp
    /// The user's number on this machine.
    package var user: UInt32
    package var action: Action
    /// Which letters were asked for.
    package var selection: String
    package var count = LetterCount()
}

extension AuditEntry {
    func with(_ count: LetterCount) -> AuditEntry {
        var entry = self
        entry.count = count
        return entry
    }

    func insert(_ db: Database) throws {
        try db.execute(
            sql: "INSERT INTO audit (time, user, action, selection, letters, bytes) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                time.microseconds, Int64(user), action.rawValue, selection, Int64(clamping: count.letters), count.bytes.bytes,
            ])
        try db.execute(
            sql: "DELETE FROM audit WHERE id <= (SELECT MAX(id) FROM audit) - ?", arguments: [Self.maximumEntries])
    }

    fileprivate init?(_ row: Row) throws {
        guard let action = Action(rawValue: try row.text("action")) else { return nil }
        self.init(
            time: try row.time("time"), user: UInt32(clamping: try row.integer("user")), action: action,
            selection: try row.text("selection"), count: LetterCount(letters: try row.count("letters"), bytes: try row.size("bytes")))
    }
}

extension StateStore {
    /// What people did with dead letters, newest first.
    package func auditTrail(limit: Int) throws(StateError) -> [AuditEntry] {
        try reading { db in
            try Row.fetchAll(db, sql: "SELECT * FROM audit ORDER BY id DESC LIMIT ?", arguments: [limit]).compactMap(AuditEntry.init)
        }
    }
}
