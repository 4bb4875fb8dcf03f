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
            sink, Int64(bitPattern: record.value), eventID.description, source, origin, Data(bytes), reason, answer, time.microseconds,
            envelope.isEmpty ? nil : Data(envelope),
        ])
    }

    /// `nil` where its id is none.
    init?(_ row: Row) {
        guard let eventID = Digest128(row["event_id"] as String) else { return nil }
        self.init(
            record: RecordNumber(UInt64(bitPattern: row["record"] as Int64)), eventID: eventID, source: row["source"],
            origin: row["origin"],
            bytes: [UInt8](row["bytes"] as Data), reason: row["reason"], answer: row["answer"], time: Timestamp(microseconds: row["time"]),
            envelope: (row["envelope"] as Data?).map { [UInt8]($0) } ?? [])
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
