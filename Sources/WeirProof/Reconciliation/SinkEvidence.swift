package import WeirRecords

/// What is known of one sink when it is asked whether nothing else needs to keep its records.
package struct SinkEvidence: Equatable, Sendable {
    /// Which two ledgers were compared.
    package enum Comparison: String, CaseIterable, Sendable {
        /// What was made against what the shipper read.
        case generatedCommitted = "generated, committed"
        /// The shipper's own book.
        case committedDelivered = "committed, delivered"
        /// What the shipper read against what was counted back at the receiving end.
        case committedFound = "committed, found"
        case generatedFound = "generated, found"

        package var isCountBack: Bool { self == .committedFound || self == .generatedFound }
    }

    package var sink: String
    /// Whether the verdict of all depends on it.
    package var isRequired: Bool
    package var balance: SinkBalance
    /// Records delivered, by how far that is proven.
    package var delivered: [DeliveryGrade: UInt64]
    package var content: [Comparison: Reconciliation]
    /// Why its books or the comparison can't show everything, in words; empty where they can.
    package var obstacles: [String]

    package init(
        sink: String, isRequired: Bool = true, balance: SinkBalance, delivered: [DeliveryGrade: UInt64],
        content: [Comparison: Reconciliation], obstacles: [String] = []
    ) {
        self.sink = sink
        self.isRequired = isRequired
        self.balance = balance
        self.delivered = delivered
        self.content = content
        self.obstacles = obstacles
    }

    /// The weakest grade of any delivered record; `nil` where none was delivered. A count-back that matches shows all as found.
    package var grade: DeliveryGrade? {
        let countBacks = content.filter { $0.key.isCountBack }
        if !countBacks.isEmpty && countBacks.allSatisfy({ verdict(of: $0.value, $0.key) == .safe }) { return .found }
        return delivered.filter { $0.value > 0 }.keys.min()
    }

    /// Where the content of everything that was made was found, the steps between need to agree by number only.
    func verdict(of content: Reconciliation, _ comparison: Comparison) -> Verdict {
        let isStep = comparison == .generatedCommitted || comparison == .committedFound
        return content.verdict(
            numbersSuffice: isStep && self.content[.generatedFound]?.verdict == .safe,
            hasManifest: self.content[.generatedCommitted] != nil)
    }

    /// Records of which the verdict knows the number and not the content.
    package var comparedByNumber: UInt64 {
        content.filter { verdict(of: $0.value, $0.key) != .safe }.map(\.value.comparedByNumber).max() ?? 0
    }

    /// Of all comparisons, in their order, without those that waiting records explain.
    package var gaps: [Gap] { Comparison.allCases.flatMap { gaps(in: $0) } }

    /// None where no more records are missing than still wait in the spool: what waits is not lost.
    package func gaps(in comparison: Comparison) -> [Gap] {
        guard let content = content[comparison], !isExplained(content, of: comparison) else { return [] }
        return content.gaps
    }

    private func isExplained(_ content: Reconciliation, of comparison: Comparison) -> Bool {
        // What was never committed does not wait.
        guard comparison != .generatedCommitted, !content.gaps.isEmpty else { return false }
        return content.missing <= balance.waiting && content.gaps.allSatisfy { $0.kind == .missing }
    }
}
