package import WeirRecords

/// Records of one key and minute that the same rules changed before they were committed.
package struct RedactionRow: Hashable, Sendable {
    package var key: MeterKey
    /// As the records' own rows have it.
    package var minute: Int64
    /// Names, in the order in which they were applied.
    package var rules: [String]
    package var records: UInt64
    /// Sum over the records of the digest now less the digest before, modulo 2¹²⁸: what makes a sum over what was read one over
    /// what was sent.
    package var shift: Digest128

    package init(key: MeterKey, minute: Int64, rules: [String], records: UInt64, shift: Digest128) {
        self.key = key
        self.minute = minute
        self.rules = rules
        self.records = records
        self.shift = shift
    }
}

extension Frame {
    /// What was taken out of some of the frame's records, a row for each record.
    package func redactions(of indices: Range<Int>) -> [RedactionRow] {
        redactions.records(in: indices).map { record in
            let entry = entries[Int(record.entry)]
            return RedactionRow(
                key: meter.keys[Int(entry.meterKey)], minute: entry.eventTime.minute, rules: redactions.names(of: record), records: 1,
                shift: record.digest &- entry.digest)
        }
    }
}
