internal import GRDB
internal import WeirRecords

/// What one transaction adds to the rows of what was taken out of records: each is read and written once.
struct RedactionSums: Sendable {
    private struct Place: Hashable, Comparable {
        var sink: Int64
        var key: Int64
        var minute: Int64
        /// As the database has them.
        var rules: String

        static func < (left: Place, right: Place) -> Bool {
            (left.sink, left.key, left.minute, left.rules) < (right.sink, right.key, right.minute, right.rules)
        }

        var columns: StatementArguments { [sink, key, minute, rules] }
    }

    private struct Total: Hashable, Comparable {
        var sink: Int64
        var rules: String

        static func < (left: Total, right: Total) -> Bool { (left.sink, left.rules) < (right.sink, right.rules) }
    }

    private struct Sum {
        var records: UInt64 = 0
        /// Modulo 2¹²⁸, which SQL can't.
        var shift = Digest128.zero

        mutating func add(records: UInt64, shift: Digest128) {
            self.records = self.records.addingSaturated(records)
            self.shift &+= shift
        }
    }

    private var sums: [Place: Sum] = [:]

    mutating func add(_ row: RedactionRow, sink: Int64, key: Int64, minute: Int64) {
        let rules = row.place.rules.joined(separator: StateStore.ruleSeparator)
        sums[Place(sink: sink, key: key, minute: minute, rules: rules), default: Sum()].add(records: row.records, shift: row.shift)
    }

    mutating func write(_ db: Database) throws {
        var totals: [Total: UInt64] = [:]
        for (place, sum) in sums.sorted(by: { $0.key < $1.key }) {
            try Self.add(sum, at: place, db)
            let total = Total(sink: place.sink, rules: place.rules)
            totals[total] = (totals[total] ?? 0).addingSaturated(sum.records)
        }
        for (total, records) in totals.sorted(by: { $0.key < $1.key }) { try Self.add(records, to: total, db) }
        sums.removeAll(keepingCapacity: true)
    }

    private static func add(_ added: Sum, at place: Place, _ db: Database) throws {
        let known = try db.cachedStatement(
            sql: "SELECT records, shift_low, shift_high FROM redaction WHERE sink = ? AND key = ? AND minute = ? AND rules = ?")
        var sum = added
        if let before = try Row.fetchOne(known, arguments: place.columns) {
            sum.add(records: try before.count("records"), shift: try before.digest("shift_low", "shift_high"))
        }
        let write = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO redaction (sink, key, minute, rules, records, shift_low, shift_high) VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        let numbers = [Int64(clamping: sum.records)] + [sum.shift.low, sum.shift.high].map { Int64(bitPattern: $0) }
        try write.execute(arguments: place.columns + StatementArguments(numbers))
    }

    private static func add(_ records: UInt64, to total: Total, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO redaction_total (sink, rules, records) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET records = MIN(\(Int64.max), records + excluded.records)
                """)
        try statement.execute(arguments: [total.sink, total.rules, Int64(clamping: records)])
    }
}
