internal import GRDB
internal import WeirRecords

extension StateStore {
    /// The ledger's rows of some minutes, all sinks.
    package func ledger(minutes: ClosedRange<Int64> = .all) throws(StateError) -> [LedgerKey: LedgerCounts] {
        var ledger: [LedgerKey: LedgerCounts] = [:]
        try forEachRow(of: minutes) { place, outcome, count in ledger[place, default: LedgerCounts()].add(count, as: outcome) }
        return ledger
    }

    /// Whether the ledger has rows of a source, or had some.
    package func knows(source: String) throws(StateError) -> Bool {
        try reading { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM ledger_key WHERE source = ?)", arguments: [source]) ?? false
        }
    }

    /// Tells the rows of some minutes one by one. Only these are read: sink and key come first in the table's order, then minutes.
    func forEachRow(
        of minutes: ClosedRange<Int64>, _ body: (LedgerKey, LedgerOutcome, MeterCount) throws -> Void
    ) throws(StateError) {
        try reading { db in
            let sql = """
                SELECT sink.name AS sink, source, host, application, level, category, minute, outcome, records, bytes, digest_low, digest_high
                FROM sink CROSS JOIN ledger_key CROSS JOIN ledger ON ledger.sink = sink.id AND ledger.key = ledger_key.id
                WHERE minute BETWEEN ? AND ?
                """
            let rows = try Row.fetchCursor(db, sql: sql, arguments: [minutes.lowerBound, minutes.upperBound])
            while let row = try rows.next() {
                let key = try MeterKey(row)
                guard let outcome = LedgerOutcome(rawValue: try row.integer("outcome")) else {
                    throw row.unexpected("outcome")
                }
                let place = LedgerKey(
                    sink: try row.text("sink"), source: key.source, host: key.host, application: key.application, category: key.category,
                    level: key.level, minute: try row.integer("minute"))
                try body(place, outcome, try MeterCount(row))
            }
        }
    }
}

/// A sink's rows of the ledger added up, whatever their minutes. Sums stop at the largest number.
package struct LedgerSum: Equatable, Sendable {
    package var committed: UInt64 = 0
    /// Counted without a minute.
    package var unplaced: UInt64 = 0

    package init(committed: UInt64 = 0, unplaced: UInt64 = 0) { (self.committed, self.unplaced) = (committed, unplaced) }
}

extension StateStore {
    /// Of every sink. Added up by the database: no row is kept.
    package func ledgerSums() throws(StateError) -> [String: LedgerSum] {
        try reading { db in
            // TOTAL is a floating point number, so that what a damaged row says is too large to be exact, and ends nothing.
            let sql = """
                SELECT name, TOTAL(CASE outcome WHEN 0 THEN records END) AS committed,
                    TOTAL(CASE WHEN minute = ? AND outcome = 0 THEN records END) AS unplaced,
                    TOTAL(CASE WHEN minute = ? AND outcome <> 0 THEN records END) AS settled_unplaced
                FROM sink JOIN ledger ON ledger.sink = sink.id GROUP BY name
                """
            let minute = LedgerLimits.overflowMinute
            return try Row.fetchAll(db, sql: sql, arguments: [minute, minute]).reduce(into: [:]) { sums, row in
                let unplaced = max(Self.sum(row["unplaced"]), Self.sum(row["settled_unplaced"]))
                sums[try row.text("name")] = LedgerSum(committed: Self.sum(row["committed"]), unplaced: unplaced)
            }
        }
    }

    private static func sum(_ total: Double?) -> UInt64 { total.map { UInt64(exactly: $0.rounded()) ?? .max } ?? 0 }
}

extension ClosedRange<Int64> {
    /// Every minute, and ``LedgerLimits/overflowMinute``.
    package static var all: ClosedRange<Int64> { Int64.min...Int64.max }
}
