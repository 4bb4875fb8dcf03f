internal import GRDB
package import WeirRecords

/// Records that waited for a sink when a shipper ended: what is gone with a host that vanishes then, spool and all.
package struct Undelivered: Equatable, Sendable {
    package var sink: String
    /// From the sink's cursor to what was durable; on a later look, what of it is still waiting.
    package var records: Range<RecordNumber>
    /// Of the end.
    package var time: Timestamp

    package init(sink: String, records: Range<RecordNumber>, time: Timestamp) {
        self.sink = sink
        self.records = records
        self.time = time
    }
}

extension StateStore {
    static let undeliveredSchema = """
        -- what waited for a sink at the last end of a shipper
        CREATE TABLE undelivered (
            sink INTEGER PRIMARY KEY REFERENCES sink (id),
            first INTEGER NOT NULL,
            end INTEGER NOT NULL,
            time INTEGER NOT NULL
        ) STRICT;
        """

    /// Keeps what waits at an end; the statement of an earlier end is replaced, since what waited then waits still or was
    /// delivered. On return it survives a loss of power.
    ///
    /// - Throws: ``StateError/Code/unknownSink`` where one was never configured.
    package func record(undelivered rows: [Undelivered]) throws(StateError) {
        try writing { db, _ in
            try db.execute(sql: "DELETE FROM undelivered")
            let known = try SinkState.all(db)
            for row in rows where !row.records.isEmpty {
                guard let sink = known[row.sink] else { throw StateError.unknownSink(row.sink) }
                try db.execute(
                    sql: "INSERT INTO undelivered (sink, first, end, time) VALUES (?, ?, ?, ?)",
                    arguments: [sink.id] + Self.bounds(row.records) + [row.time.microseconds])
            }
        }
    }

    /// What of the last end's statement is not delivered yet, in the order of names: it shrinks as cursors move, and is empty
    /// once they have passed it.
    package func undelivered() throws(StateError) -> [Undelivered] {
        try reading { db in
            let sql = """
                SELECT sink.name AS name, undelivered.first AS first, undelivered.end AS end, sink.cursor AS cursor, time
                FROM undelivered JOIN sink ON sink.id = undelivered.sink ORDER BY sink.name
                """
            return try Row.fetchAll(db, sql: sql).compactMap { row in
                let first = max(try row.number("first"), try row.number("cursor"))
                let end = try row.number("end")
                guard first < end else { return nil }
                return Undelivered(sink: try row.text("name"), records: first..<end, time: try row.time("time"))
            }
        }
    }
}
