import WeirRecords

/// Two sides that have as many records in each minute of each application and differ in their hosts alone: not a loss, but hosts that the
/// shipper was not told of.
package struct HostMismatch: Equatable, Sendable {
    package var expected: [String]
    package var found: [String]

    /// `nil` where anything else differs too.
    package init?(_ content: Reconciliation) {
        let missing = content.gaps.filter { $0.found.records == 0 }
        let surplus = content.gaps.filter { $0.expected.records == 0 }
        guard !missing.isEmpty, missing.count + surplus.count == content.gaps.count else { return nil }
        guard Self.counts(missing, \.expected) == Self.counts(surplus, \.found) else { return nil }
        expected = Set(missing.map(\.key.host)).sorted()
        found = Set(surplus.map(\.key.host)).sorted()
        guard Set(expected).isDisjoint(with: found) else { return nil }
    }

    private struct Place: Hashable {
        var application: String
        var minute: Int64?
    }

    private static func counts(_ gaps: [Gap], _ side: (Gap) -> MeterCount) -> [Place: UInt64] {
        gaps.reduce(into: [:]) { counts, gap in
            counts[Place(application: gap.key.application, minute: gap.key.minute), default: 0].addSaturated(side(gap).records)
        }
    }
}
