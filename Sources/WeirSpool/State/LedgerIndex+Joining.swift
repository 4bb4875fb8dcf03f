internal import WeirRecords

extension LedgerIndex {
    /// The same rows, of which those that have no key of their own any more are joined: names that senders make up cost the database
    /// one write and not one each.
    ///
    /// - Parameter rows: in their order, so that the same ones get the last keys in every run.
    func joined(_ rows: [LedgerRow], _ limits: LedgerLimits) -> [LedgerRow] {
        guard keyCount + rows.count > limits.keys else { return rows }
        struct Place: Hashable {
            var key: MeterKey
            var minute: Int64
            var outcome: LedgerOutcome
        }
        var kept: [LedgerRow] = []
        var others: [Place: MeterCount] = [:]
        var added: Set<MeterKey> = []
        for row in rows {
            let mayAdd = row.outcome == .committed && (added.contains(row.key) || keyCount + added.count < limits.keys)
            if isKnown(row.key) {
                kept.append(row)
            } else if mayAdd {
                added.insert(row.key)
                kept.append(row)
            } else {
                others[Place(key: row.key.withoutSenderNames, minute: row.minute, outcome: row.outcome), default: .zero].add(row.count)
            }
        }
        return kept + others.map { LedgerRow(key: $0.key.key, minute: $0.key.minute, outcome: $0.key.outcome, count: $0.value) }
    }
}
