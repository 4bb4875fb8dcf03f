internal import GRDB
internal import WeirRecords

extension LedgerIndex {
    /// Adds a row where its records themselves were counted.
    mutating func add(_ row: RedactionRow, sink: Int64, limits: LedgerLimits, _ db: Database) throws {
        let key = try keyNumber(row.key, mayAdd: false, limits, db)
        let committed = LedgerPlace(sink: sink, key: key, minute: row.minute, outcome: LedgerOutcome.committed.rawValue)
        let minute = try committed.count(db) == nil ? LedgerLimits.overflowMinute : row.minute
        let place: [(any DatabaseValueConvertible)?] = [sink, key, minute, row.rules.joined(separator: StateStore.ruleSeparator)]
        let known = try db.cachedStatement(
            sql: "SELECT records, shift_low, shift_high FROM redaction WHERE sink = ? AND key = ? AND minute = ? AND rules = ?")
        let before = try Row.fetchOne(known, arguments: StatementArguments(place))
        let shift = row.shift &+ (before.map(Digest128.init(shiftOf:)) ?? .zero)
        let records = row.records &+ (before.map { UInt64(bitPattern: $0["records"] as Int64) } ?? 0)
        let write = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO redaction (sink, key, minute, rules, records, shift_low, shift_high) VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        let numbers = [records, shift.low, shift.high].map { Int64(bitPattern: $0) }
        try write.execute(arguments: StatementArguments(place) + StatementArguments(numbers))
    }
}

extension StateStore {
    static let ruleSeparator = ","

    static let redactionSchema = """
        -- records that were changed before they were committed, of those that were settled
        CREATE TABLE redaction (
            sink INTEGER NOT NULL,
            key INTEGER NOT NULL,
            minute INTEGER NOT NULL,
            -- names, with commas between them
            rules TEXT NOT NULL,
            records INTEGER NOT NULL,
            shift_low INTEGER NOT NULL,
            shift_high INTEGER NOT NULL,
            PRIMARY KEY (sink, key, minute, rules)
        ) STRICT, WITHOUT ROWID;
        """

    /// Of all sinks: what was taken out of the records that are settled there.
    package func redactions() throws(StateError) -> [(sink: String, row: RedactionRow)] {
        try reading { db in
            let sql = """
                SELECT sink.name AS sink, source, host, application, level, category, minute, rules, records, shift_low, shift_high
                FROM redaction JOIN sink ON sink.id = redaction.sink JOIN ledger_key ON ledger_key.id = redaction.key
                ORDER BY sink.name, redaction.key, minute, rules
                """
            return try Row.fetchAll(db, sql: sql).compactMap { row in
                guard let key = MeterKey(row) else { return nil }
                let rules = (row["rules"] as String).split(separator: Self.ruleSeparator).map(String.init)
                let redaction = RedactionRow(
                    key: key, minute: row["minute"], rules: rules, records: UInt64(bitPattern: row["records"] as Int64),
                    shift: Digest128(shiftOf: row))
                return (sink: row["sink"], row: redaction)
            }
        }
    }

    /// Of one sink, by rule: records that it changed.
    static func redactedRecords(of sink: Int64, _ db: Database) throws -> [String: UInt64] {
        let sql = "SELECT rules, SUM(records) AS records FROM redaction WHERE sink = ? GROUP BY rules"
        return try Row.fetchAll(db, sql: sql, arguments: [sink]).reduce(into: [:]) { counts, row in
            for rule in (row["rules"] as String).split(separator: ruleSeparator) {
                counts[String(rule), default: 0] &+= UInt64(bitPattern: row["records"] as Int64)
            }
        }
    }
}

extension Digest128 {
    fileprivate init(shiftOf row: Row) {
        self.init(low: UInt64(bitPattern: row["shift_low"] as Int64), high: UInt64(bitPattern: row["shift_high"] as Int64))
    }
}
