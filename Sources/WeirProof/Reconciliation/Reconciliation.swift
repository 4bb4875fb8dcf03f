package import WeirRecords

/// What a comparison of two ledgers' content shows. It says nothing of how well the found records are kept: see ``Gate``.
package struct Reconciliation: Equatable, Sendable {
    package var expected: MeterCount
    package var found: MeterCount
    /// Hosts × applications × minutes that either side has.
    package var comparedKeys: Int
    /// Sorted by host, application and minute.
    package var gaps: [Gap]
    /// Differences that settle each other by number alone: see ``settled()``. Sorted as ``gaps`` are.
    package var byNumber: [Gap] = []
    /// Differences of content that records which still wait may explain: see ``whileRecordsWait()``.
    package var pending: [Gap] = []

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
    package var missing: UInt64 { gaps.reduce(0) { $0 &+ $1.missing } }
    package var surplus: UInt64 { gaps.reduce(0) { $0 &+ $1.surplus } }

    /// Gaps that show a loss or a change, whatever else was found.
    package var losses: [Gap] { gaps.filter { $0.kind != .surplus } }

    /// Records whose number agrees per host, but whose content could not be compared.
    package var comparedByNumber: UInt64 { byNumber.reduce(0) { $0 &+ $1.expected.records } }

    /// Whether what is expected was found, content and all.
    package var verdict: Verdict { verdict(numbersSuffice: false) }

    /// Whether what is expected was found.
    ///
    /// `.unknown` where nothing was expected, so that nothing was shown; where the only difference is a surplus, which may hide a
    /// record that is missing in the same minute; and where records agree by number alone, since then one may stand for another.
    ///
    /// - Parameter numbersSuffice: the content is shown elsewhere.
    /// - Parameter hasManifest: then a manifest is no advice.
    package func verdict(numbersSuffice: Bool, hasManifest: Bool = false) -> Verdict {
        if !losses.isEmpty { return .unsafe(gaps) }
        if surplus > 0 {
            let more = surplus == 1 ? "1 more record was" : "\(surplus) more records were"
            return .unknown(reason: "\(more) found than expected, which can hide a missing one")
        }
        if !pending.isEmpty {
            return .unknown(reason: "what was found is compared by its content once nothing waits: redaction may have changed what does")
        }
        if !byNumber.isEmpty, !numbersSuffice { return .unknown(reason: byNumberReason(hasManifest)) }
        return expected.records > 0 ? .safe : .unknown(reason: "nothing was expected, so nothing was compared")
    }

    private func byNumberReason(_ hasManifest: Bool) -> String {
        """
        \(counted(comparedByNumber, "record")) agree\(comparedByNumber == 1 ? "s" : "") by number alone, since lines without a time of their \
        own stand among them: their content was not compared; look the listed minutes up at the sink\
        \(hasManifest ? "" : ", or compare with a manifest")
        """
    }

    package static func compare(expected: DigestLedger, found: DigestLedger) -> Verdict {
        Reconciliation(expected: expected, found: found).verdict
    }
}

extension Reconciliation {
    /// The same comparison while records wait that may have been sent: what redaction changed in them is counted once they are settled, so
    /// as many records with another content show no change yet.
    package func whileRecordsWait() -> Reconciliation {
        var comparison = self
        comparison.pending = gaps.filter { $0.kind == .altered }
        comparison.gaps.removeAll { $0.kind == .altered }
        return comparison
    }

    /// The same comparison for two sides that disagree on lines without a time of their own.
    ///
    /// A shipper knows the line before such a line (of a stack trace, say) and counts it under that one's application and
    /// minute; who sees lines one by one counts it under none. So where all of a host's gaps are records that lack under their
    /// minutes and turn up under none, or the other way about, and the numbers are the same, these gaps are no shown loss.
    /// Nor are they a proof: their content was not compared, so ``verdict`` says unknown.
    package func settled() -> Reconciliation {
        var settled = self
        settled.gaps = []
        for (_, gaps) in Dictionary(grouping: gaps, by: \.key.host).sorted(by: { $0.key < $1.key }) {
            if Self.settleEachOther(gaps) { settled.byNumber += gaps } else { settled.gaps += gaps }
        }
        return settled
    }

    /// Whether a host's gaps are the same records counted under other minutes, as far as their numbers tell.
    private static func settleEachOther(_ gaps: [Gap]) -> Bool {
        let (timed, untimed) = (gaps.filter { $0.key.minute != nil }, gaps.filter { $0.key.minute == nil })
        guard !timed.isEmpty, !untimed.isEmpty, !untimed.contains(where: { $0.kind == .altered }) else { return false }
        let missing = (timed: timed.reduce(0) { $0 &+ $1.missing }, untimed: untimed.reduce(0) { $0 &+ $1.missing })
        let surplus = (timed: timed.reduce(0) { $0 &+ $1.surplus }, untimed: untimed.reduce(0) { $0 &+ $1.surplus })
        let wandersOff = timed.allSatisfy { $0.kind == .missing } && missing.timed == surplus.untimed && missing.untimed == 0
        let turnsUp = timed.allSatisfy { $0.kind == .surplus } && surplus.timed == missing.untimed && surplus.untimed == 0
        return wandersOff || turnsUp
    }
}
