internal import GRDB
internal import WeirRecords

extension LedgerIndex {
    /// Adds a row where its records themselves were counted, and to the sink's sums.
    mutating func add(_ row: RedactionRow, sink: Int64, limits: LedgerLimits, _ db: Database) throws {
        let key = try keyNumber(row.place.key, mayAdd: false, limits, db)
        let minute = try minute(of: row, key: key, sink: sink, db)
        redactions.add(row, sink: sink, key: key, minute: minute)
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

    /// A status is asked for often, and there may be a row for each minute of years.
    static let redactionTotalSchema = """
        -- sums over the rows of redaction
        CREATE TABLE redaction_total (
            sink INTEGER NOT NULL,
            rules TEXT NOT NULL,
            records INTEGER NOT NULL,
            PRIMARY KEY (sink, rules)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO redaction_total (sink, rules, records)
        SELECT sink, rules, SUM(records) FROM redaction GROUP BY sink, rules;
        """

    /// Of all sinks: what was taken out of the records of some minutes that are settled there.
    package func redactions(minutes: ClosedRange<Int64> = .all) throws(StateError) -> [(sink: String, row: RedactionRow)] {
        try reading { db in
            let sql = """
                SELECT sink.name AS sink, source, host, application, level, category, minute, rules, records, shift_low, shift_high
                FROM sink CROSS JOIN ledger_key
                CROSS JOIN redaction ON redaction.sink = sink.id AND redaction.key = ledger_key.id
                WHERE minute BETWEEN ? AND ? ORDER BY sink.name, redaction.key, minute, rules
                """
            return try Row.fetchAll(db, sql: sql, arguments: [minutes.lowerBound, minutes.upperBound]).map { row in
                let rules = try row.text("rules").split(separator: Self.ruleSeparator).map(String.init)
                let place = RedactionRow.Place(key: try MeterKey(row), minute: try row.integer("minute"), rules: rules)
                let shift = try row.digest("shift_low", "shift_high")
                return (sink: try row.text("sink"), row: RedactionRow(place, records: try row.count("records"), shift: shift))
            }
        }
    }

    /// Of one sink, by rule: records that it changed.
    static func redactedRecords(of sink: Int64, _ db: Database) throws -> [String: UInt64] {
        let sql = "SELECT rules, records FROM redaction_total WHERE sink = ?"
        return try Row.fetchAll(db, sql: sql, arguments: [sink]).reduce(into: [:]) { counts, row in
            for rule in try row.text("rules").split(separator: ruleSeparator) {
                counts[String(rule)] = (counts[String(rule)] ?? 0).addingSaturated(try row.count("records"))
            }
        }
    }
}
