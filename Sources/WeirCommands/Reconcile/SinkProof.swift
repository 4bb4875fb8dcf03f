import WeirConfiguration
import WeirProof
import WeirReceiver
import WeirRecords

/// One sink's part of the proof.
struct SinkProof {
    var name: String
    var kind: String
    var evidence: SinkEvidence
    /// What the receiving end reported.
    var received: ReceiverReport.Input?
    var generated: MeterCount?
    var classes: [RetentionClass: UInt64]
    /// Records settled by the rules that had changed them.
    var redacted: [String: UInt64]
    /// Records that the spool held while this sink was not there.
    var passedOver: UInt64

    init(_ plan: SinkPlan, books: SpoolBooks, received: ReceiverReport.Input?, copied: String? = nil, manifest: DigestLedger?) {
        name = plan.name
        kind = plan.kind.name
        self.received = received
        generated = manifest?.total
        let book = books.sinks[plan.name]
        classes = book?.classes ?? [:]
        redacted = book?.redacted ?? [:]
        passedOver = book?.passedOver ?? 0
        evidence = Self.evidence(plan, book, received, manifest)
        if let copied { evidence.obstacles.append(copied) }
    }

    var verdict: Verdict { Gate.verdict(of: evidence) }

    /// Every key once, whichever comparison shows it.
    var gapCount: Int { Set(evidence.gaps.map(\.key)).count }

    private static func evidence(
        _ plan: SinkPlan, _ book: SinkBook?, _ received: ReceiverReport.Input?, _ manifest: DigestLedger?
    ) -> SinkEvidence {
        guard let book else {
            return SinkEvidence(
                sink: plan.name, isRequired: plan.required, balance: SinkBalance(committed: 0, delivered: 0), delivered: [:], content: [:],
                obstacles: ["the spool knows no sink \(plan.name): it was added after the last run"])
        }
        return SinkEvidence(
            sink: plan.name, isRequired: plan.required, balance: book.balance, delivered: book.delivered,
            content: content(book, received, manifest), obstacles: book.obstacles + doubts(book, received))
    }

    private static func doubts(_ book: SinkBook, _ received: ReceiverReport.Input?) -> [String] {
        guard let received, let found = try? DigestLedger(received.digests, in: received.name) else { return [] }
        let withheld = book.balance.filtered.addingSaturated(book.passedOver)
        let expected = book.expectedContent.shifted(by: book.shifts)
        return ReportDoubts(received, withheld: withheld).sentences
            + [ReportDoubts.weights(expected: expected, found: found)].compactMap(\.self)
    }

    private static func content(
        _ book: SinkBook, _ received: ReceiverReport.Input?, _ manifest: DigestLedger?
    ) -> [SinkEvidence.Comparison: Reconciliation] {
        let expected = book.expectedContent
        var content = [SinkEvidence.Comparison.committedDelivered: Reconciliation(expected: expected, found: book.deliveredContent)]
        if let manifest { content[.generatedCommitted] = Reconciliation(expected: manifest, found: book.committedContent).settled() }
        // The rows were read before, so none is wrong here.
        guard let received, let found = try? DigestLedger(received.digests, in: received.name) else { return content }
        // What was found is what redaction left.
        content[.committedFound] = Reconciliation(expected: expected.shifted(by: book.shifts), found: found).settled()
        // What routing keeps from a sink was made, and is not meant to be found there.
        if let manifest, book.filteredContent.isEmpty {
            content[.generatedFound] = Reconciliation(expected: manifest.shifted(by: book.shifts), found: found)
        }
        return content
    }
}
