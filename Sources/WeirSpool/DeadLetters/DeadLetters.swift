internal import Foundation
internal import GRDB
internal import WeirRecords

extension DeadLetter {
    func insert(sink: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO dead_letter (sink, record, event_id, source, origin, bytes, reason, answer, time, envelope)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            sink, Int64(bitPattern: record.value), eventID.description, source, origin.stored, Data(bytes), reason.stored, answer.stored,
            time.microseconds, envelope.isEmpty ? nil : Data(envelope),
        ])
    }

    /// `nil` where its id is none.
    init?(_ row: Row) throws {
        guard let eventID = Digest128(try row.text("event_id")) else { return nil }
        self.init(
            record: try row.number("record"), eventID: eventID, source: try row.text("source"), origin: try row.text("origin"),
            bytes: try row.bytes("bytes"), reason: try row.text("reason"), answer: try row.text("answer"), time: try row.time("time"),
            envelope: try row.bytesIfThere("envelope") ?? [])
    }
}

extension StateStore {
    /// A sink's dead letters, oldest first.
    package func deadLetters(of sink: String, limit: Int) throws(StateError) -> [DeadLetter] {
        try reading { db in
            let sql = """
                SELECT dead_letter.* FROM dead_letter JOIN sink ON sink.id = dead_letter.sink
                WHERE sink.name = ? ORDER BY dead_letter.id LIMIT ?
                """
            return try Row.fetchAll(db, sql: sql, arguments: [sink, limit]).compactMap(DeadLetter.init)
        }
    }

    package func deadLetterCount(of sink: String) throws(StateError) -> Int {
        try reading { db in
            let sql = "SELECT COUNT(*) FROM dead_letter JOIN sink ON sink.id = dead_letter.sink WHERE sink.name = ?"
            return try Int.fetchOne(db, sql: sql, arguments: [sink]) ?? 0
        }
    }
}
