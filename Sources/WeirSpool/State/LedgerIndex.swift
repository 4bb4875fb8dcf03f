internal import GRDB
internal import WeirRecords

/// What of the ledger is kept in memory while it is written: the numbers of its keys, and how full it is.
struct LedgerIndex: Sendable {
    private var keys: [MeterKey: Int64] = [:]
    private var committedRows = 0
    /// Whether some minute has already gone to the overflow: then every receipt must look where its records were committed.
    private var hasOverflowed = false
    private(set) var deadLetterBytes: Int64 = 0

    init(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, source, host, application, level, category FROM ledger_key") {
            if let key = MeterKey(row) { keys[key] = row["id"] }
        }
        committedRows = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM ledger WHERE outcome = 0") ?? 0
        let overflow = "SELECT EXISTS (SELECT 1 FROM ledger WHERE minute = ?)"
        hasOverflowed = try Bool.fetchOne(db, sql: overflow, arguments: [LedgerLimits.overflowMinute]) ?? false
        deadLetterBytes = try Int64.fetchOne(db, sql: "SELECT COALESCE(SUM(\(StateStore.letterBytes)), 0) FROM dead_letter") ?? 0
    }

    /// - Throws: ``StateError/Code/deadLettersFull`` where there is no room.
    mutating func add(_ letter: DeadLetter, sink: Int64, limits: LedgerLimits, _ db: Database) throws {
        deadLetterBytes += Int64(letter.bytes.count + letter.envelope.count)
        guard deadLetterBytes <= limits.deadLetterBytes.bytes else {
            throw StateError(
                .deadLettersFull, "dead letters would take \(deadLetterBytes) bytes of \(limits.deadLetterBytes.bytes)",
                wayOut: "look at them with `weir spool dead list`, then replay or drop them")
        }
        try letter.insert(sink: sink, db)
    }

    var keyCount: Int { keys.count }
    func isKnown(_ key: MeterKey) -> Bool { keys[key] != nil }

    mutating func removed(letterBytes: Int64) { deadLetterBytes -= letterBytes }

    /// The row of the ledger in which such records of a sink were counted; `nil` where it is there no more.
    func place(of row: LedgerRow, sink: Int64, _ db: Database) throws -> LedgerPlace? {
        guard let key = keys[row.key] ?? keys[row.key.withoutSenderNames] else { return nil }
        let place = LedgerPlace(sink: sink, key: key, minute: row.minute, outcome: row.outcome.rawValue)
        if try place.count(db) != nil { return place }
        let overflow = LedgerPlace(sink: sink, key: key, minute: LedgerLimits.overflowMinute, outcome: row.outcome.rawValue)
        return try overflow.count(db) == nil ? nil : overflow
    }

    /// Adds a row to a sink's ledger and to its totals.
    ///
    /// What was committed decides where records count, within the limits; what became of them follows it there.
    mutating func add(_ row: LedgerRow, sink: Int64, limits: LedgerLimits, _ db: Database) throws {
        let outcome = row.outcome.rawValue
        let key = try keyNumber(row.key, mayAdd: row.outcome == .committed, limits, db)
        var place = LedgerPlace(sink: sink, key: key, minute: row.minute, outcome: outcome)
        if row.outcome != .committed, hasOverflowed, try place.committed.count(db) == nil { place.minute = LedgerLimits.overflowMinute }
        if try place.add(row.count, mayInsert: row.outcome != .committed || committedRows < limits.rows, db) {
            committedRows += row.outcome == .committed ? 1 : 0
        } else if try place.count(db) == nil {
            place.minute = LedgerLimits.overflowMinute
            hasOverflowed = true
            _ = try place.add(row.count, mayInsert: true, db)
        }
        try Self.addTotal(row.count, sink: sink, outcome: outcome, db)
    }

    mutating func keyNumber(_ key: MeterKey, mayAdd: Bool, _ limits: LedgerLimits, _ db: Database) throws -> Int64 {
        if let number = keys[key] { return number }
        if mayAdd, keys.count < limits.keys { return try insert(key, db) }
        let other = key.withoutSenderNames
        return try keys[other] ?? insert(other, db)
    }

    private mutating func insert(_ key: MeterKey, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO ledger_key (source, host, application, level, category) VALUES (?, ?, ?, ?, ?)")
        try statement.execute(arguments: [key.source, key.host, key.application, Int(key.level.rawValue), Int(key.category.rawValue)])
        keys[key] = db.lastInsertedRowID
        return db.lastInsertedRowID
    }

    static func addTotal(_ count: MeterCount, sink: Int64, outcome: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO total (sink, outcome, records, bytes) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET
                    records = MIN(\(Int64.max), records + excluded.records), bytes = MIN(\(Int64.max), bytes + excluded.bytes)
                """)
        try statement.execute(arguments: [sink, outcome, Int64(clamping: count.records), Int64(clamping: count.bytes)])
    }
}

extension LedgerIndex {
    static func subtractTotal(_ count: MeterCount, sink: Int64, outcome: Int64, _ db: Database) throws {
        let records = Int64(clamping: count.records)
        let statement = try db.cachedStatement(
            sql: """
                UPDATE total SET records = records - ?, bytes = MAX(0, bytes - ?) WHERE sink = ? AND outcome = ? AND records >= ?
                """)
        try statement.execute(arguments: [records, Int64(clamping: count.bytes), sink, outcome, records])
        guard db.changesCount == 1 else {
            throw StateError(
                .contradiction, "the ledger counts fewer than \(records) records where they are to be taken from",
                wayOut: "run `weir spool check`, which says what its sums should be")
        }
    }
}

/// One row of the ledger by its primary key.
struct LedgerPlace {
    var sink: Int64
    var key: Int64
    var minute: Int64
    var outcome: Int64

    var committed: LedgerPlace {
        LedgerPlace(sink: sink, key: key, minute: minute, outcome: LedgerOutcome.committed.rawValue)
    }

    func count(_ db: Database) throws -> MeterCount? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT records, bytes, digest_low, digest_high FROM ledger
                WHERE sink = ? AND key = ? AND minute = ? AND outcome = ?
                """)
        return try Row.fetchOne(statement, arguments: [sink, key, minute, outcome]).map { MeterCount($0) }
    }

    /// True where the row was not there before; nothing is done where it was not and may not be.
    ///
    /// Digests are summed modulo 2¹²⁸, which SQL can't.
    func add(_ count: MeterCount, mayInsert: Bool, _ db: Database) throws -> Bool {
        guard var sum = try self.count(db) else {
            if mayInsert { try set(count, db) }
            return mayInsert
        }
        sum.add(count)
        try set(sum, db)
        return false
    }

    /// A row in which nothing is left is taken away.
    func subtract(_ count: MeterCount, _ db: Database) throws {
        guard var left = try self.count(db) else { return }
        left.subtract(count)
        guard left.records == 0 else { return try set(left, db) }
        let statement = try db.cachedStatement(sql: "DELETE FROM ledger WHERE sink = ? AND key = ? AND minute = ? AND outcome = ?")
        try statement.execute(arguments: [sink, key, minute, outcome])
    }

    func set(_ count: MeterCount, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO ledger (sink, key, minute, outcome, records, bytes, digest_low, digest_high)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            sink, key, minute, outcome, Int64(bitPattern: count.records), Int64(bitPattern: count.bytes),
            Int64(bitPattern: count.digest.low), Int64(bitPattern: count.digest.high),
        ])
    }
}

extension MeterCount {
    init(_ row: Row) {
        let digest = Digest128(low: UInt64(bitPattern: row["digest_low"] as Int64), high: UInt64(bitPattern: row["digest_high"] as Int64))
        self.init(records: UInt64(bitPattern: row["records"] as Int64), bytes: UInt64(bitPattern: row["bytes"] as Int64), digest: digest)
    }
}

extension MeterKey {
    init?(_ row: Row) {
        guard let level = UInt8(exactly: row["level"] as Int).flatMap(Level.init(rawValue:)),
            let category = UInt8(exactly: row["category"] as Int).flatMap(Category.init(rawValue:))
        else { return nil }
        self.init(source: row["source"], host: row["host"], application: row["application"], level: level, category: category)
    }

    /// Host and application are the sender's choice.
    var withoutSenderNames: MeterKey {
        MeterKey(source: source, host: LedgerKey.other, application: LedgerKey.other, level: level, category: category)
    }
}
