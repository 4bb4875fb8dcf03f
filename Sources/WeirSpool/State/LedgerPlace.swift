internal import GRDB
internal import WeirRecords

/// One row of the ledger by its primary key.
struct LedgerPlace: Hashable, Comparable {
    var sink: Int64
    var key: Int64
    var minute: Int64
    var outcome: Int64

    var committed: LedgerPlace {
        LedgerPlace(sink: sink, key: key, minute: minute, outcome: LedgerOutcome.committed.rawValue)
    }

    /// A bare `?` would have SQLite plan each statement anew whenever the outcome differs from the last one's, since an index is of
    /// one outcome alone.
    private static let isOutcome = "outcome = +?"

    static func < (left: LedgerPlace, right: LedgerPlace) -> Bool {
        (left.sink, left.key, left.minute, left.outcome) < (right.sink, right.key, right.minute, right.outcome)
    }

    func count(_ db: Database) throws -> MeterCount? { try read(db)?.count }

    /// What is counted, and the day on which that last changed.
    func read(_ db: Database) throws -> (count: MeterCount, day: Int64)? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT records, bytes, digest_low, digest_high, day FROM ledger
                WHERE sink = ? AND key = ? AND minute = ? AND \(Self.isOutcome)
                """)
        return try Row.fetchOne(statement, arguments: [sink, key, minute, outcome]).map { (try MeterCount($0), try $0.integer("day")) }
    }

    func add(_ count: MeterCount, on day: Int64, _ db: Database) throws {
        var sum = try self.count(db) ?? .zero
        sum.add(count)
        try set(sum, on: day, db)
    }

    /// A row in which nothing is left is taken away.
    func subtract(_ count: MeterCount, on day: Int64, _ db: Database) throws {
        guard var left = try self.count(db) else { return }
        left.subtract(count)
        guard left.records == 0 else { return try set(left, on: day, db) }
        let statement = try db.cachedStatement(sql: "DELETE FROM ledger WHERE sink = ? AND key = ? AND minute = ? AND \(Self.isOutcome)")
        try statement.execute(arguments: [sink, key, minute, outcome])
    }

    /// Of a row that is there and changed on this day before: no index has to follow.
    func update(_ count: MeterCount, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE ledger SET records = ?, bytes = ?, digest_low = ?, digest_high = ?
                WHERE sink = ? AND key = ? AND minute = ? AND \(Self.isOutcome)
                """)
        try statement.execute(arguments: [
            Int64(clamping: count.records), Int64(clamping: count.bytes), Int64(bitPattern: count.digest.low),
            Int64(bitPattern: count.digest.high), sink, key, minute, outcome,
        ])
    }

    func set(_ count: MeterCount, on day: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO ledger (sink, key, minute, outcome, records, bytes, digest_low, digest_high, day)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            sink, key, minute, outcome, Int64(clamping: count.records), Int64(clamping: count.bytes),
            Int64(bitPattern: count.digest.low), Int64(bitPattern: count.digest.high), day,
        ])
    }
}

extension MeterCount {
    init(_ row: Row) throws {
        self.init(
            records: try row.count("records"), bytes: try row.count("bytes"), digest: try row.digest("digest_low", "digest_high"))
    }
}

extension MeterKey {
    init(_ row: Row) throws {
        guard let level = UInt8(exactly: try row.integer("level")).flatMap(Level.init(rawValue:)) else { throw row.unexpected("level") }
        guard let category = UInt8(exactly: try row.integer("category")).flatMap(Category.init(rawValue:)) else {
            throw row.unexpected("category")
        }
        self.init(
            source: try row.text("source"), host: try row.text("host"), application: try row.text("application"), level: level,
            category: category)
    }

    /// Whether names that found no room count here; what can't be read has none to begin with.
    var isShared: Bool { host == LedgerKey.other && application == LedgerKey.other && self != .unreadable }

    /// Host and application are the sender's choice.
    var withoutSenderNames: MeterKey {
        MeterKey(source: source, host: LedgerKey.other, application: LedgerKey.other, level: level, category: category)
    }
}
