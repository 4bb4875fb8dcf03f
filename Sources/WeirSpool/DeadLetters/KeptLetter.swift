internal import Foundation
internal import GRDB
package import WeirRecords

/// A dead letter where it lies.
package struct KeptLetter: Equatable, Sendable {
    /// Rises with time; never given twice while a later letter is there.
    package var id: Int64
    package var sink: String
    package var letter: DeadLetter
    /// When it was asked to be sent again; `nil` where it was not.
    package var replayAsked: Timestamp?
}

/// Letters that one sink gave up for one reason.
package struct LetterGroup: Equatable, Sendable {
    package var sink: String
    package var reason: String
    package var letters: UInt64
    /// What they take in the store.
    package var bytes: ByteCount
    package var first: Timestamp
    package var last: Timestamp
    /// Of them, those that were asked to be sent again.
    package var toReplay: UInt64
}

/// How many letters, and what they take in the store.
package struct LetterCount: Equatable, Sendable {
    package var letters: UInt64 = 0
    package var bytes = ByteCount.zero

    package init(letters: UInt64 = 0, bytes: ByteCount = .zero) {
        self.letters = letters
        self.bytes = bytes
    }

    /// Of a query's columns `letters` and `size`.
    init(_ row: Row) throws { self.init(letters: try row.count("letters"), bytes: try row.size("size")) }

    static func + (left: LetterCount, right: LetterCount) -> LetterCount {
        LetterCount(letters: left.letters + right.letters, bytes: ByteCount(left.bytes.bytes + right.bytes.bytes))
    }
}

extension StateStore {
    /// What a letter takes, as ``LedgerLimits/deadLetterBytes`` counts it.
    static let letterBytes = "LENGTH(bytes) + COALESCE(LENGTH(envelope), 0)"
    static let letterTables = "dead_letter JOIN sink ON sink.id = dead_letter.sink"

    /// Oldest first.
    ///
    /// - Parameters:
    ///   - id: only those behind it: where the last page ended.
    ///   - limit: of letters.
    ///   - bytes: with the letter that reaches so many, the page is full.
    package func letters(
        _ selection: LetterSelection = .all, after id: Int64 = 0, limit: Int, bytes: ByteCount = ByteCount(.max)
    ) throws(StateError) -> [KeptLetter] {
        let (condition, arguments) = selection.condition
        let sql = """
            SELECT dead_letter.*, sink.name AS sink_name FROM \(Self.letterTables)
            WHERE \(condition) AND dead_letter.id > ? ORDER BY dead_letter.id LIMIT ?
            """
        return try reading { db in
            let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments + [id, limit])
            var (letters, room): ([KeptLetter], Int64) = ([], bytes.bytes)
            while room > 0, let row = try rows.next() {
                letters.append(try KeptLetter(row))
                room -= letters.last?.bytes.bytes ?? 0
            }
            return letters
        }
    }

    /// Their numbers alone.
    package func letterIDs(_ selection: LetterSelection) throws(StateError) -> [Int64] {
        let (condition, arguments) = selection.condition
        let sql = "SELECT dead_letter.id FROM \(Self.letterTables) WHERE \(condition) ORDER BY dead_letter.id"
        return try reading { db in try Int64.fetchAll(db, sql: sql, arguments: arguments) }
    }

    /// In the order of sinks; the reason that most share first.
    package func letterGroups(_ selection: LetterSelection = .all) throws(StateError) -> [LetterGroup] {
        let (condition, arguments) = selection.condition
        let sql = """
            SELECT sink.name AS sink_name, reason, COUNT(*) AS letters, SUM(\(Self.letterBytes)) AS size, MIN(time) AS first,
                MAX(time) AS last, COUNT(replay) AS replays
            FROM \(Self.letterTables) WHERE \(condition) GROUP BY sink.name, reason ORDER BY sink.name, letters DESC, reason
            """
        return try reading { db in try Row.fetchAll(db, sql: sql, arguments: arguments).map(LetterGroup.init) }
    }

    /// Sinks some of whose letters wait to be sent again.
    package func sinksToReplay() throws(StateError) -> [String] {
        let sql = "SELECT name FROM sink WHERE id IN (SELECT DISTINCT sink FROM dead_letter WHERE replay IS NOT NULL) ORDER BY name"
        return try reading { db in try Row.fetchAll(db, sql: sql).map { try $0.text("name") } }
    }

    package func letterCount(_ selection: LetterSelection = .all) throws(StateError) -> LetterCount {
        try reading { db in try Self.letterCount(selection, db) }
    }

    static func letterCount(_ selection: LetterSelection, _ db: Database) throws -> LetterCount {
        let (condition, arguments) = selection.condition
        let sql = "SELECT COUNT(*) AS letters, COALESCE(SUM(\(letterBytes)), 0) AS size FROM \(letterTables) WHERE \(condition)"
        let row = try Row.fetchOne(db, sql: sql, arguments: arguments)
        return try row.map { try LetterCount($0) } ?? LetterCount()
    }
}

extension KeptLetter {
    init(_ row: Row) throws {
        let id = try row.integer("id")
        guard let letter = try DeadLetter(row) else {
            throw StateError(
                .damaged, "the event id of dead letter \(id) can't be read", wayOut: "run `weir spool check`, which names every such letter"
            )
        }
        self.init(
            id: id, sink: try row.text("sink_name"), letter: letter,
            replayAsked: try row.integerIfThere("replay").map { Timestamp(microseconds: $0) })
    }

    /// What it takes in the store.
    package var bytes: ByteCount { ByteCount(Int64(letter.bytes.count + letter.envelope.count)) }
}

extension LetterGroup {
    fileprivate init(_ row: Row) throws {
        self.init(
            sink: try row.text("sink_name"), reason: try row.text("reason"), letters: try row.count("letters"), bytes: try row.size("size"),
            first: try row.time("first"), last: try row.time("last"), toReplay: try row.count("replays"))
    }
}
