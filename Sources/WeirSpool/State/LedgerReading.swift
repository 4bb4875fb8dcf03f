internal import GRDB
internal import WeirRecords

extension StateStore {
    /// The ledger's rows of some minutes, all sinks.
    package func ledger(minutes: ClosedRange<Int64> = .all) throws(StateError) -> [LedgerKey: LedgerCounts] {
        var ledger: [LedgerKey: LedgerCounts] = [:]
        try forEachRow(of: minutes) { place, outcome, count in ledger[place, default: LedgerCounts()].add(count, as: outcome) }
        return ledger
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
                    throw StateError.damaged("an outcome of the ledger is none")
                }
                let place = LedgerKey(
                    sink: try row.text("sink"), source: key.source, host: key.host, application: key.application, category: key.category,
                    level: key.level, minute: try row.integer("minute"))
                try body(place, outcome, try MeterCount(row))
            }
        }
    }
}

extension ClosedRange<Int64> {
    /// Every minute, and ``LedgerLimits/overflowMinute``.
    package static var all: ClosedRange<Int64> { Int64.min...Int64.max }
}
