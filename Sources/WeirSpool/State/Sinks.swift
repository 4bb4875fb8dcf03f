internal import GRDB
internal import WeirRecords
internal import WeirSystem

/// Where a sink goes on.
package struct SinkStart: Equatable, Sendable {
    package var sink: String
    package var cursor: RecordNumber
    /// How far what was committed is counted for it.
    package var folded: RecordNumber
    /// Records that were released while it was not configured, and that it will never see.
    package var passedOver: Range<RecordNumber>?
}

/// Which sinks there are, and how that changes.
///
/// - A sink that is new begins at the oldest record kept; its ledger counts from there.
/// - A sink that has left the configuration keeps its cursor and its ledger, but no segment waits for it. What was committed
///   to it and not settled is taken back from its ledger: *committed* counts while it is configured only. What waited for it is
///   kept as abandoned, by number.
/// - One that comes back goes on at its cursor, or at the oldest record kept where its own are gone; what it missed is kept
///   as passed over, by name. What waited for it when it left, and is gone, is lost to it for good.
/// - One that stays goes on at its cursor, always: a record that is not there any more is unreadable to it.
extension StateStore {
    /// To be called at each start, and after a reload, before anything is read for a sink.
    ///
    /// - Parameters:
    ///   - oldest: the first record that is still kept.
    ///   - end: behind the last record that is durable; what is counted as committed where nobody knows more.
    package func configure(
        sinks names: [String], oldest: RecordNumber, end: RecordNumber = .first
    ) throws(StateError) -> [SinkStart] {
        try writing { db, index in
            let known = try SinkState.all(db)
            for sink in known.values where sink.isConfigured && !names.contains(sink.name) {
                try Self.abandon(sink.cursor..<max(sink.cursor, sink.folded, end), of: sink, db)
                try Self.retire(sink, on: index.day, db)
            }
            let starts = try names.map { name in
                guard let sink = known[name] else { return try Self.add(name, at: oldest, db) }
                return try Self.resume(sink, oldest: oldest, on: index.day, db)
            }
            index = try LedgerIndex(db)
            FaultPoint.sinksConfigured.pass()
            return starts
        }
    }

    /// The next record of a sink that is not settled.
    package func cursor(of sink: String) throws(StateError) -> RecordNumber {
        guard let cursor = try cursors()[sink] else { throw .unknownSink(sink) }
        return cursor
    }

    /// Of all configured sinks.
    package func cursors() throws(StateError) -> [String: RecordNumber] {
        try reading { db in try SinkState.all(db).filter(\.value.isConfigured).mapValues(\.cursor) }
    }

    /// How far what was committed is counted, for all configured sinks.
    func folded() throws(StateError) -> [String: RecordNumber] {
        try reading { db in try SinkState.all(db).filter(\.value.isConfigured).mapValues(\.folded) }
    }

    func recoveryBounds() throws(StateError) -> Recovery.Bounds {
        try reading { db in
            let sinks = try SinkState.all(db).values
            let known = sinks.map { max($0.cursor, $0.folded) }.max() ?? .first
            return Recovery.Bounds(known: known, released: sinks.filter(\.isConfigured).map(\.cursor).min() ?? .first)
        }
    }

    private static func add(_ name: String, at oldest: RecordNumber, _ db: Database) throws -> SinkStart {
        let number = Int64(bitPattern: oldest.value)
        try db.execute(sql: "INSERT INTO sink (name, configured, cursor, folded) VALUES (?, 1, ?, ?)", arguments: [name, number, number])
        return SinkStart(sink: name, cursor: oldest, folded: oldest)
    }

    private static func retire(_ sink: SinkState, on day: Int64, _ db: Database) throws {
        var sink = sink
        try takeBack(&sink, on: day, db)
        sink.isConfigured = false
        try sink.save(db)
    }

    private static func resume(_ sink: SinkState, oldest: RecordNumber, on day: Int64, _ db: Database) throws -> SinkStart {
        var sink = sink
        var start = SinkStart(sink: sink.name, cursor: sink.cursor, folded: sink.folded)
        // One that was there all along had everything kept for it: what is gone all the same is damage, and its reader says so.
        if sink.cursor < oldest, !sink.isConfigured {
            let missed = sink.cursor..<oldest
            try takeBack(&sink, on: day, db)
            (sink.cursor, sink.folded) = (oldest, oldest)
            try db.execute(
                sql: "INSERT OR REPLACE INTO passed_over (sink, first, end) VALUES (?, ?, ?)",
                arguments: [sink.id, Int64(bitPattern: missed.lowerBound.value), Int64(bitPattern: missed.upperBound.value)])
            start = SinkStart(sink: sink.name, cursor: oldest, folded: oldest, passedOver: missed)
        }
        if !sink.isConfigured { try settleAbandoned(of: sink, oldest: oldest, db) }
        sink.isConfigured = true
        try sink.save(db)
        return start
    }

    /// Makes committed what is settled, and nothing more: key by key, in the totals, and in the place to fold on from.
    private static func takeBack(_ sink: inout SinkState, on day: Int64, _ db: Database) throws {
        let unsettled = """
            SELECT key, minute FROM ledger WHERE sink = ? GROUP BY key, minute
            HAVING SUM(CASE outcome WHEN 0 THEN records ELSE -records END) <> 0
            """
        for row in try Row.fetchAll(db, sql: unsettled, arguments: [sink.id]) {
            let place = LedgerPlace(sink: sink.id, key: try row.integer("key"), minute: try row.integer("minute"), outcome: 0)
            try takeBack(place, on: day, db)
        }
        let total = """
            UPDATE total SET
                records = (SELECT COALESCE(SUM(records), 0) FROM total AS settled WHERE settled.sink = total.sink AND outcome <> 0),
                bytes = (SELECT COALESCE(SUM(bytes), 0) FROM total AS settled WHERE settled.sink = total.sink AND outcome <> 0)
            WHERE sink = ? AND outcome = 0
            """
        try db.execute(sql: total, arguments: [sink.id])
        sink.folded = sink.cursor
        // What was counted beyond it is taken back.
        let days = "UPDATE ledger_day SET folded = MIN(folded, ?) WHERE sink = ?"
        try db.execute(sql: days, arguments: [Int64(bitPattern: sink.cursor.value), sink.id])
    }

    private static func takeBack(_ place: LedgerPlace, on day: Int64, _ db: Database) throws {
        let sql = """
            SELECT records, bytes, digest_low, digest_high FROM ledger WHERE sink = ? AND key = ? AND minute = ? AND outcome <> 0
            """
        let settled = try Row.fetchAll(db, sql: sql, arguments: [place.sink, place.key, place.minute]).map { try MeterCount($0) }
        try place.set(settled.reduce(into: .zero) { $0.add($1) }, on: day, db)
    }
}
