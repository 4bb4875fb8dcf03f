internal import GRDB
internal import WeirRecords

/// Whether every record that was committed for a sink is somewhere.
package struct Conservation: Equatable, Sendable {
    package var sink: String
    package var committed: UInt64
    package var delivered: UInt64
    package var filtered: UInt64
    package var deadLettered: UInt64
    package var dropped: UInt64
    package var quarantined: UInt64
    /// From the cursor to what is counted as committed.
    package var waiting: UInt64
    /// Of those that are settled, how many each rule had changed.
    package var redacted: [String: UInt64] = [:]

    /// committed = delivered + filtered + dead-lettered + dropped + quarantined + waiting, in records. Sums stop at the largest number:
    /// a damaged state may say anything.
    package var isConserved: Bool { committed == accounted }
    /// What is settled and what waits.
    package var accounted: UInt64 { settled.addingSaturated(waiting) }
    /// Records that will not be delivered any more, or were.
    package var settled: UInt64 {
        [filtered, deadLettered, dropped, quarantined].reduce(delivered) { $0.addingSaturated($1) }
    }
}

extension StateStore {
    /// Of every configured sink, in the order of names.
    package func conservation() throws(StateError) -> [Conservation] {
        try reading { db in
            try SinkState.all(db).values.filter(\.isConfigured).sorted { $0.name < $1.name }.map { sink in
                let totals = try Self.totals(of: sink, db)
                return Conservation(
                    sink: sink.name, committed: totals.committed.records,
                    delivered: totals.delivered(atLeast: .sent).records, filtered: totals.filtered.records,
                    deadLettered: totals.deadLettered.records, dropped: totals.dropped.records,
                    quarantined: totals.quarantined.records, waiting: sink.folded.records(since: sink.cursor),
                    redacted: try Self.redactedRecords(of: sink.id, db))
            }
        }
    }

    /// Records and bytes of a sink since it was first configured, whatever has expired since; digests are not summed here.
    package func totals(of sink: String) throws(StateError) -> LedgerCounts {
        try reading { db in
            guard let found = try SinkState.all(db)[sink] else { throw StateError.unknownSink(sink) }
            return try Self.totals(of: found, db)
        }
    }

    private static func totals(of sink: SinkState, _ db: Database) throws -> LedgerCounts {
        var counts = LedgerCounts()
        let sql = "SELECT outcome, records, bytes FROM total WHERE sink = ?"
        for row in try Row.fetchAll(db, sql: sql, arguments: [sink.id]) {
            guard let outcome = LedgerOutcome(rawValue: try row.integer("outcome")) else { continue }
            let count = MeterCount(records: try row.count("records"), bytes: try row.count("bytes"), digest: .zero)
            counts.add(count, as: outcome)
        }
        return counts
    }
}
