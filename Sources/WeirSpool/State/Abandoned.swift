internal import GRDB
internal import WeirRecords

/// Records that waited for a sink when it was taken out of the configuration: no segment waits for it from then on.
package struct Abandoned: Hashable, Sendable {
    package var sink: String
    package var records: Range<RecordNumber>
    /// They were gone when it came back: it will never get them. Until then it may, if it comes back in time.
    package var isLost: Bool
    /// The last minute, since the epoch, in which a shipper ran before it was taken out: none of them was read later. `nil` where that is
    /// not known.
    package var minute: Int64?

    package init(sink: String, records: Range<RecordNumber>, isLost: Bool, minute: Int64?) {
        self.sink = sink
        self.records = records
        self.isLost = isLost
        self.minute = minute
    }
}

extension StateStore {
    static let abandonedSchema = """
        -- records that waited for a sink when it left the configuration
        CREATE TABLE abandoned (
            sink INTEGER NOT NULL REFERENCES sink (id),
            first INTEGER NOT NULL,
            end INTEGER NOT NULL,
            -- 1 once they were released before it came back
            lost INTEGER NOT NULL,
            -- since the epoch: the last one in which a shipper ran before
            minute INTEGER,
            PRIMARY KEY (sink, first)
        ) STRICT, WITHOUT ROWID;
        """

    /// Of every sink that ever was, in the order of names and records.
    package func abandoned() throws(StateError) -> [Abandoned] {
        try reading { db in
            let sql = """
                SELECT sink.name AS sink, first, end, lost, minute FROM abandoned JOIN sink ON sink.id = abandoned.sink
                ORDER BY sink.name, first
                """
            return try Row.fetchAll(db, sql: sql).map { row in
                let (first, end) = (try row.number("first"), try row.number("end"))
                guard first <= end else { throw row.unexpected("end") }
                return Abandoned(
                    sink: try row.text("sink"), records: first..<end, isLost: try row.integer("lost") != 0,
                    minute: try row.integerIfThere("minute"))
            }
        }
    }

    /// As a sink leaves.
    static func abandon(_ records: Range<RecordNumber>, of sink: SinkState, _ db: Database) throws {
        guard !records.isEmpty else { return }
        try db.execute(
            sql: "INSERT OR REPLACE INTO abandoned (sink, first, end, lost, minute) VALUES (?, ?, ?, 0, ?)",
            arguments: [sink.id] + bounds(records) + [try LedgerLife(db).minute])
    }

    /// As it comes back: what is kept, from the oldest record on, it gets after all; what is gone it lost.
    static func settleAbandoned(of sink: SinkState, oldest: RecordNumber, _ db: Database) throws {
        let open = try Row.fetchAll(db, sql: "SELECT first, end FROM abandoned WHERE sink = ? AND lost = 0", arguments: [sink.id])
        for row in open {
            let (first, end) = (try row.number("first"), min(try row.number("end"), oldest))
            let place: StatementArguments = [sink.id, Int64(bitPattern: first.value)]
            if first < end {
                let sql = "UPDATE abandoned SET end = ?, lost = 1 WHERE sink = ? AND first = ?"
                try db.execute(sql: sql, arguments: [Int64(bitPattern: end.value)] + place)
            } else {
                try db.execute(sql: "DELETE FROM abandoned WHERE sink = ? AND first = ?", arguments: place)
            }
        }
    }

    static func bounds(_ records: Range<RecordNumber>) -> StatementArguments {
        [Int64(bitPattern: records.lowerBound.value), Int64(bitPattern: records.upperBound.value)]
    }
}
