package import WeirRecords

/// What a comparison of two ledgers' content shows. It says nothing of how well the found records are kept: see ``Gate``.
package struct Reconciliation: Equatable, Sendable {
    package var expected: MeterCount
    package var found: MeterCount
    /// Hosts × applications × minutes that either side has.
    package var comparedKeys: Int
    /// Sorted by host, application and minute.
    package var gaps: [Gap]
    /// Records whose number agrees per host, but whose content could not be compared: see ``settled()``.
    package var comparedByCount: UInt64 = 0

    package init(expected: DigestLedger, found: DigestLedger) {
        self.expected = expected.total
        self.found = found.total
        let keys = Set(expected.counts.keys).union(found.counts.keys)
        comparedKeys = keys.count
        gaps =
            keys
            .compactMap { Gap(key: $0, expected: expected[$0], found: found[$0]) }
            .sorted { $0.key < $1.key }
    }

    package var matches: Bool { gaps.isEmpty }
    package var missing: UInt64 { gaps.reduce(0) { $0 + $1.missing } }
    package var surplus: UInt64 { gaps.reduce(0) { $0 + $1.surplus } }

    /// Gaps that show a loss or a change, whatever else was found.
    package var losses: [Gap] { gaps.filter { $0.kind != .surplus } }

    /// Whether what is expected was found.
    ///
    /// `.unknown` where nothing was expected, so that nothing was shown, and where the only difference is a surplus: it may
    /// hide a record that is missing in the same minute.
    package var verdict: Verdict {
        if !losses.isEmpty { return .unsafe(gaps) }
        if surplus > 0 { return .unknown(reason: "\(surplus) more records were found than expected, which can hide a missing one") }
        return expected.records > 0 ? .safe : .unknown(reason: "nothing was expected, so nothing was compared")
    }

    package static func compare(expected: DigestLedger, found: DigestLedger) -> Verdict {
        Reconciliation(expected: expected, found: found).verdict
    }
}

extension Reconciliation {
    /// The same comparison for two sides that disagree on lines without a time of their own.
    ///
    /// A shipper knows the line before such a line (of a stack trace, say) and counts it under that one's application and
    /// minute; who sees lines one by one counts it under none. So where all of a host's gaps are records that lack under their
    /// minutes and turn up under none, or the other way about, and the numbers are the same, these gaps are no difference.
    /// Their content was then not compared, which ``comparedByCount`` says.
    package func settled() -> Reconciliation {
        var settled = self
        settled.gaps = []
        for (_, gaps) in Dictionary(grouping: gaps, by: \.key.host).sorted(by: { $0.key < $1.key }) {
            if let records = Self.settle(gaps) { settled.comparedByCount += records } else { settled.gaps += gaps }
        }
        return settled
    }

    /// Records of a host's gaps where these settle each other; `nil` where they don't.
    private static func settle(_ gaps: [Gap]) -> UInt64? {
        let (timed, untimed) = (gaps.filter { $0.key.minute != nil }, gaps.filter { $0.key.minute == nil })
        guard !timed.isEmpty, !untimed.isEmpty else { return nil }
        let missing = (timed: timed.reduce(0) { $0 + $1.missing }, untimed: untimed.reduce(0) { $0 + $1.missing })
        let surplus = (timed: timed.reduce(0) { $0 + $1.surplus }, untimed: untimed.reduce(0) { $0 + $1.surplus })
        let wandersOff = timed.allSatisfy { $0.kind == .missing } && missing.timed == surplus.untimed && missing.untimed == 0
        let turnsUp = timed.allSatisfy { $0.kind == .surplus } && surplus.timed == missing.untimed && surplus.untimed == 0
        guard wandersOff || turnsUp, !untimed.contains(where: { $0.kind == .altered }) else { return nil }
        return gaps.reduce(0) { $0 + $1.expected.records }
    }
}
