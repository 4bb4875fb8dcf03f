internal import GRDB
internal import WeirRecords

/// What of the ledger is kept in memory while it is written: the numbers of its keys, and how full it is.
struct LedgerIndex: Sendable {
    private var keys: [MeterKey: Int64] = [:]
    private var committedRows = 0
    /// The ledger's day, which its rows keep: see ``LedgerLife``.
    private(set) var day: Int64
    /// Records that were counted where they don't belong, for want of room, since this was last taken.
    private var overflow = LedgerOverflow()
    /// Whether some minute has already gone to the overflow: then every receipt must look where its records were committed.
    private var hasOverflowed = false
    private(set) var deadLetterBytes: Int64 = 0
    private var rows = LedgerRows()
    var redactions = RedactionSums()

    init(_ db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT id, source, host, application, level, category FROM ledger_key") {
            keys[try MeterKey(row)] = try row.integer("id")
        }
        committedRows = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM ledger WHERE outcome = 0") ?? 0
        let overflow = "SELECT EXISTS (SELECT 1 FROM ledger WHERE outcome = 0 AND minute = ?)"
        hasOverflowed = try Bool.fetchOne(db, sql: overflow, arguments: [LedgerLimits.overflowMinute]) ?? false
        deadLetterBytes = try Int64.fetchOne(db, sql: "SELECT COALESCE(SUM(\(StateStore.letterBytes)), 0) FROM dead_letter") ?? 0
        day = try LedgerLife(db).day
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

    /// Rows of what was committed were taken away.
    mutating func removed(rows: Int) { committedRows -= rows }

    mutating func began(day: Int64) { self.day = day }

    mutating func takeOverflow() -> LedgerOverflow {
        defer { overflow = LedgerOverflow() }
        return overflow
    }

    /// The row of the ledger in which such records of a sink were counted; `nil` where it is there no more.
    func place(of row: LedgerRow, sink: Int64, _ db: Database) throws -> LedgerPlace? {
        // Names may have got a key of their own since.
        for key in [keys[row.key], keys[row.key.withoutSenderNames]].compactMap(\.self) {
            for minute in [row.minute, LedgerLimits.overflowMinute] {
                let place = LedgerPlace(sink: sink, key: key, minute: minute, outcome: row.outcome.rawValue)
                if try place.count(db) != nil { return place }
            }
        }
        return nil
    }

    /// Adds rows to a sink's ledger and to its totals.
    ///
    /// What was committed decides where records count, within the limits; what became of them follows it there.
    mutating func add(_ added: [LedgerRow], sink: Int64, limits: LedgerLimits, _ db: Database) throws {
        var places: [(place: LedgerPlace, count: MeterCount)] = []
        places.reserveCapacity(added.count)
        var unknown: [LedgerRow] = []
        for row in added {
            guard let key = keys[row.key] else {
                unknown.append(row)
                continue
            }
            places.append((LedgerPlace(sink: sink, key: key, minute: row.minute, outcome: row.outcome.rawValue), row.count))
            note(row)
        }
        for row in joined(unknown.inOrder, limits).inOrder {
            let key = try keyNumber(row.key, mayAdd: row.outcome == .committed, limits, db)
            places.append((LedgerPlace(sink: sink, key: key, minute: row.minute, outcome: row.outcome.rawValue), row.count))
            note(row)
        }
        // So that the same ones get the last rows in every run.
        for (place, count) in places.sorted(by: { $0.place < $1.place }) { try add(count, at: place, limits, db) }
    }

    /// Rows may have been joined under the shared names before.
    private mutating func note(_ row: LedgerRow) {
        guard row.outcome == .committed, row.key.isShared || keys[row.key] == nil else { return }
        overflow.names = overflow.names.addingSaturated(row.count.records)
    }

    private mutating func add(_ count: MeterCount, at place: LedgerPlace, _ limits: LedgerLimits, _ db: Database) throws {
        var place = place
        if place.outcome != LedgerOutcome.committed.rawValue {
            if hasOverflowed, try !rows.isThere(place.committed, db) { place.minute = LedgerLimits.overflowMinute }
        } else if try !rows.isThere(place, db) {
            if committedRows < limits.rows {
                committedRows += 1
            } else {
                place.minute = LedgerLimits.overflowMinute
                hasOverflowed = true
                overflow.minutes = overflow.minutes.addingSaturated(count.records)
            }
        }
        try rows.add(count, at: place, db)
    }

    /// Where what became of a row's records counts: with the records themselves.
    mutating func minute(of row: RedactionRow, key: Int64, sink: Int64, _ db: Database) throws -> Int64 {
        let committed = LedgerPlace(sink: sink, key: key, minute: row.place.minute, outcome: LedgerOutcome.committed.rawValue)
        return try rows.isThere(committed, db) ? row.place.minute : LedgerLimits.overflowMinute
    }

    /// Writes what was added.
    mutating func write(_ db: Database) throws {
        try rows.write(on: day, db)
        try redactions.write(db)
    }

    /// To be called where the ledger is changed by other means.
    mutating func forgetRows() { rows = LedgerRows() }

    var withoutRows: LedgerIndex {
        var index = self
        index.forgetRows()
        index.redactions = RedactionSums()
        return index
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
        try statement.execute(arguments: [
            key.source, key.host.stored, key.application.stored, Int(key.level.rawValue), Int(key.category.rawValue),
        ])
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

/// Records that the ledger counted under ``LedgerKey/other`` or ``LedgerLimits/overflowMinute``, for want of room.
package struct LedgerOverflow: Equatable, Sendable {
    /// Without host and application.
    package var names: UInt64 = 0
    /// Without their minute.
    package var minutes: UInt64 = 0

    package init() {}

    package var isEmpty: Bool { names == 0 && minutes == 0 }

    package mutating func add(_ other: LedgerOverflow) {
        names = names.addingSaturated(other.names)
        minutes = minutes.addingSaturated(other.minutes)
    }
}
