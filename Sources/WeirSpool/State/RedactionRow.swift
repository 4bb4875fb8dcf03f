package import WeirRecords

/// Records of one key and minute that the same rules changed before they were committed.
package struct RedactionRow: Hashable, Sendable {
    package struct Place: Hashable, Sendable {
        package var key: MeterKey
        /// As the records' own rows have it.
        package var minute: Int64
        /// Names, in the order in which they were applied.
        package var rules: [String]

        package init(key: MeterKey, minute: Int64, rules: [String]) {
            self.key = key
            self.minute = minute
            self.rules = rules
        }
    }

    package var place: Place
    package var records: UInt64
    /// Sum over the records of the digest now less the digest before, modulo 2¹²⁸: what makes a sum over what was read one over
    /// what was sent.
    package var shift: Digest128

    package init(_ place: Place, records: UInt64, shift: Digest128) {
        self.place = place
        self.records = records
        self.shift = shift
    }

    package mutating func add(records: UInt64, shift: Digest128) {
        self.records &+= records
        self.shift &+= shift
    }
}

extension Frame {
    /// What was taken out of some of the frame's records, in the order in which the rows' first records stand.
    package func redactions(of indices: Range<Int>) -> [RedactionRow] {
        struct Group: Hashable {
            var key: UInt16
            var minute: Int64
            var rules: UInt64
        }
        var rows: [RedactionRow] = []
        var rowOfGroup: [Group: Int] = [:]
        for record in redactions.records(in: indices) {
            let entry = entries[Int(record.entry)]
            let shift = record.digest &- entry.digest
            let group = Group(key: entry.meterKey, minute: entry.eventTime.minute, rules: record.rules)
            if let row = rowOfGroup[group] {
                rows[row].add(records: 1, shift: shift)
            } else {
                rowOfGroup[group] = rows.count
                let names = redactions.names(of: record.rules)
                let place = RedactionRow.Place(key: meter.keys[Int(group.key)], minute: group.minute, rules: names)
                rows.append(RedactionRow(place, records: 1, shift: shift))
            }
        }
        return rows
    }
}
