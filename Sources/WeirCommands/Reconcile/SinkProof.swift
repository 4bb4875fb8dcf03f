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

    init(_ plan: SinkPlan, books: SpoolBooks, received: ReceiverReport.Input?, manifest: DigestLedger?) {
        name = plan.name
        kind = plan.kind.name
        self.received = received
        generated = manifest?.total
        let book = books.sinks[plan.name]
        classes = book?.classes ?? [:]
        redacted = book?.redacted ?? [:]
        evidence = Self.evidence(plan.name, book, received, manifest)
    }

    var verdict: Verdict { Gate.verdict(of: evidence) }

    /// Every key once, whichever comparison shows it.
    var gapCount: Int { Set(evidence.gaps.map(\.key)).count }

    private static func evidence(
        _ name: String, _ book: SpoolBooks.Sink?, _ received: ReceiverReport.Input?, _ manifest: DigestLedger?
    ) -> SinkEvidence {
        guard let book else {
            return SinkEvidence(
                sink: name, balance: SinkBalance(committed: 0, delivered: 0), delivered: [:], content: [:],
                obstacle: "the spool knows no sink \(name): it was added after the last run")
        }
        let obstacle = book.hasOverflowed ? "the ledger counts some hosts and applications together: there are too many" : nil
        return SinkEvidence(
            sink: name, balance: book.balance, delivered: book.delivered, content: content(book, received, manifest), obstacle: obstacle)
    }

    private static func content(
        _ book: SpoolBooks.Sink, _ received: ReceiverReport.Input?, _ manifest: DigestLedger?
    ) -> [SinkEvidence.Comparison: Reconciliation] {
        var content = [
            SinkEvidence.Comparison.committedDelivered: Reconciliation(expected: book.committedContent, found: book.deliveredContent)
        ]
        if let manifest { content[.generatedCommitted] = Reconciliation(expected: manifest, found: book.committedContent).settled() }
        // The rows were read before, so none is wrong here.
        guard let received, let found = try? DigestLedger(received.digests, in: received.name) else { return content }
        // What was found is what redaction left.
        content[.committedFound] = Reconciliation(expected: book.committedContent.shifted(by: book.shifts), found: found).settled()
        if let manifest { content[.generatedFound] = Reconciliation(expected: manifest.shifted(by: book.shifts), found: found) }
        return content
    }
}
