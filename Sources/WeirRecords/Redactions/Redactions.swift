/// A record out of which something was taken before it was committed.
package struct RedactedRecord: Equatable, Sendable, BitwiseCopyable {
    /// Index of the record's entry.
    package var entry: UInt32
    /// Rules that changed it: bit n stands for the n-th name of its ``Redactions``.
    package var rules: UInt64
    /// Content digest of the record as it is now; its entry has that of what was read.
    package var digest: Digest128

    package init(entry: UInt32, rules: UInt64, digest: Digest128) {
        self.entry = entry
        self.rules = rules
        self.digest = digest
    }
}

/// What was taken out of the records of one slab or frame.
package struct Redactions: Equatable, Sendable {
    /// A record's rules are the bits of one number.
    package static let maximumRules = UInt64.bitWidth

    /// Names of rules; only where there are records.
    package var rules: [String] = []
    /// In the order of their entries, each once.
    package var records: [RedactedRecord] = []

    package init(rules: [String] = [], records: [RedactedRecord] = []) {
        self.rules = rules
        self.records = records
    }

    package var isEmpty: Bool { records.isEmpty }

    package mutating func removeAll() {
        rules.removeAll()
        records.removeAll(keepingCapacity: true)
    }

    /// - Parameter mask: rules by bit.
    package func names(of mask: UInt64) -> [String] {
        rules.indices.filter { mask & (1 << UInt64($0)) != 0 }.map { rules[$0] }
    }

    /// How many records each rule changed.
    package var recordsPerRule: [String: UInt64] {
        let counts = rules.indices.map { rule in UInt64(records.count { $0.rules & (1 << UInt64(rule)) != 0 }) }
        return Dictionary(zip(rules, counts)) { $0 &+ $1 }.filter { $0.value > 0 }
    }

    /// Those whose entries are in the range.
    package func records(in entries: Range<Int>) -> ArraySlice<RedactedRecord> {
        guard !records.isEmpty else { return [] }
        let start = records.firstIndex { $0.entry >= entries.lowerBound } ?? records.endIndex
        let end = records[start...].firstIndex { $0.entry >= entries.upperBound } ?? records.endIndex
        return records[start..<end]
    }
}
