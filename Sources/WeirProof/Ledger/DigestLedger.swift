package import WeirRecords

/// How many records there are per host, application and minute, and the sum of their content digests.
///
/// Sums do not depend on order, and ledgers of parts merge into the ledger of the whole. A key that counts no record is not
/// kept, so two ledgers of the same records are equal.
package struct DigestLedger: Equatable, Sendable {
    package private(set) var counts: [DigestKey: MeterCount] = [:]

    package init() {}

    package init(_ rows: some Sequence<(key: DigestKey, count: MeterCount)>) {
        for row in rows { add(row.count, to: row.key) }
    }

    package subscript(key: DigestKey) -> MeterCount { counts[key] ?? .zero }

    package var isEmpty: Bool { counts.isEmpty }

    package mutating func add(_ count: MeterCount, to key: DigestKey) {
        guard count.records > 0 else { return }
        counts[key, default: .zero].add(count)
    }

    /// Takes records out again that were added; digests are sums modulo 2¹²⁸, so taking out is exact.
    package mutating func remove(_ count: MeterCount, from key: DigestKey) {
        guard count.records > 0, var rest = counts[key] else { return }
        rest.subtract(count)
        counts[key] = rest.records > 0 ? rest : nil
    }

    /// The same records after something of them was changed: sums over what is there now.
    ///
    /// - Parameter shifts: per key, the sum of the digests now less that of the digests before.
    package func shifted(by shifts: [DigestKey: Digest128]) -> DigestLedger {
        var shifted = self
        for (key, shift) in shifts { shifted.counts[key]?.digest &+= shift }
        return shifted
    }

    package mutating func merge(_ other: DigestLedger) {
        for (key, count) in other.counts { add(count, to: key) }
    }

    package func merged(with other: DigestLedger) -> DigestLedger {
        var whole = self
        whole.merge(other)
        return whole
    }
}

extension DigestLedger {
    /// Everything together.
    package var total: MeterCount {
        counts.values.reduce(into: .zero) { $0.add($1) }
    }

    /// The first and the last minute; `nil` where no minute is known.
    package var minutes: ClosedRange<Int64>? {
        let minutes = counts.keys.lazy.compactMap(\.minute)
        guard let first = minutes.min(), let last = minutes.max() else { return nil }
        return first...last
    }

    /// The part whose minutes lie in the range.
    package func within(_ range: Range<Int64>) -> DigestLedger {
        filter { key in key.minute.map(range.contains) ?? false }
    }

    /// Every minute's records together, whatever their host and application: for two sides of which one told fewer names apart.
    package func withoutNames() -> DigestLedger {
        counts.reduce(into: DigestLedger()) { $0.add($1.value, to: $1.key.withoutNames) }
    }

    package func filter(_ isIncluded: (DigestKey) -> Bool) -> DigestLedger {
        var part = DigestLedger()
        part.counts = counts.filter { isIncluded($0.key) }
        return part
    }
}
