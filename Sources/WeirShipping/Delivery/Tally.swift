package import WeirRecords
package import WeirSpool

/// What became of a number of records, by key, minute and outcome: what a receipt carries to the ledger.
package struct Tally: Hashable, Sendable {
    private struct Place: Hashable {
        var key: MeterKey
        var minute: Int64
        var outcome: LedgerOutcome
    }

    private var counts: [Place: MeterCount] = [:]
    private var redacted: [RedactionRow.Place: RedactionRow] = [:]

    package init() {}

    package var isEmpty: Bool { counts.isEmpty }
    /// Of all outcomes.
    package var total: MeterCount { counts.values.reduce(into: .zero) { $0.add($1) } }

    package var rows: [LedgerRow] {
        counts.map { LedgerRow(key: $0.key.key, minute: $0.key.minute, outcome: $0.key.outcome, count: $0.value) }
    }

    package var redactions: [RedactionRow] { Array(redacted.values) }

    package mutating func add(_ row: RedactionRow) {
        redacted[row.place, default: RedactionRow(row.place, records: 0, shift: .zero)].add(records: row.records, shift: row.shift)
    }

    package mutating func add(_ row: LedgerRow) {
        counts[Place(key: row.key, minute: row.minute, outcome: row.outcome), default: .zero].add(row.count)
    }

    package mutating func add(_ other: Tally) {
        counts.merge(other.counts) { mine, others in
            var sum = mine
            sum.add(others)
            return sum
        }
        for row in other.redactions { add(row) }
    }

    /// Adds what a meter counted: the records that a sink gets by one outcome, the others as filtered.
    ///
    /// - Parameter redactions: what had been taken out of them.
    package mutating func add(_ meter: MeterBlock, _ redactions: [RedactionRow] = [], on route: Route, as outcome: LedgerOutcome) {
        for row in meter.rows where Int(row.key) < meter.keys.count {
            let key = meter.keys[Int(row.key)]
            let became = route.includes(key.source) ? outcome : .filtered
            add(LedgerRow(key: key, minute: row.minute, outcome: became, count: row.count))
        }
        for row in redactions where route.includes(row.place.key.source) { add(row) }
    }

    /// Adds what can't be read any more: what would not have been sent anyway as filtered, as far as that is known.
    package mutating func add(_ lost: QuarantinedRange, on route: Route) {
        for var row in lost.rows {
            if row.outcome == .dropped, !route.includes(row.key.source), row.key != .unreadable { row.outcome = .filtered }
            add(row)
        }
    }
}
