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
    /// Found at the receiving end, of the window where there is one.
    var countedBack: UInt64?
    /// Records of the time in question of which the ledger's rows are gone.
    var forgotten: UInt64
    var classes: [RetentionClass: UInt64]
    /// Records settled by the rules that had changed them.
    var redacted: [String: UInt64]
    /// Records that the spool held while this sink was not there.
    var passedOver: UInt64

    init(
        _ plan: SinkPlan, books: SpoolBooks, received: ReceiverReport.Input?, copied: String? = nil, manifest: DigestLedger?,
        window: ReconcileWindow? = nil
    ) {
        // The rows were read before, so none is wrong here.
        let found = received.flatMap { input in try? DigestLedger(input.digests, in: input.name) }
        name = plan.name
        kind = plan.kind.name
        self.received = received
        generated = manifest?.total
        let book = books.sinks[plan.name]
        classes = book?.classes ?? [:]
        redacted = book?.redacted ?? [:]
        passedOver = book?.passedOver ?? 0
        forgotten = book?.forgotten ?? 0
        let obstacle = found?.obstacle(window, "report")
        let comparable = obstacle == nil ? found?.within(window) : nil
        countedBack = window == nil ? received?.distinct : comparable?.total.records
        evidence = Self.evidence(plan, book, comparable, manifest)
        evidence.obstacles += [obstacle, copied].compactMap(\.self)
        guard let book, let received else { return }
        evidence.obstacles += ReportDoubts(received, withheld: book.withheld, window: window).sentences
        evidence.obstacles += [
            comparable.flatMap { book.hasOverflowed ? nil : ReportDoubts.weights(expected: book.sentContent, found: $0) }
        ].compactMap(\.self)
    }

    var verdict: Verdict { Gate.verdict(of: evidence) }

    /// Every key once, whichever comparison shows it.
    var gapCount: Int { Set(evidence.gaps.map(\.key)).count }

    private static func evidence(
        _ plan: SinkPlan, _ book: SinkBook?, _ found: DigestLedger?, _ manifest: DigestLedger?
    ) -> SinkEvidence {
        guard let book else {
            return SinkEvidence(
                sink: plan.name, isRequired: plan.required, balance: SinkBalance(committed: 0, delivered: 0), delivered: [:], content: [:],
                obstacles: ["the spool knows no sink \(plan.name): it was added after the last run"])
        }
        return SinkEvidence(
            sink: plan.name, isRequired: plan.required, balance: book.balance, delivered: book.delivered,
            content: content(book, found, manifest), obstacles: book.obstacles)
    }

    private static func content(
        _ book: SinkBook, _ found: DigestLedger?, _ manifest: DigestLedger?
    ) -> [SinkEvidence.Comparison: Reconciliation] {
        // Where the ledger counted some names together, nobody else did: then only minutes can be compared.
        func comparable(_ ledger: DigestLedger) -> DigestLedger { book.hasOverflowed ? ledger.withoutNames() : ledger }
        let delivered = Reconciliation(expected: comparable(book.expectedContent), found: comparable(book.deliveredContent))
        var content = [SinkEvidence.Comparison.committedDelivered: delivered]
        if let manifest {
            content[.generatedCommitted] = Reconciliation(
                expected: comparable(manifest), found: comparable(book.committedContent)
            ).settled()
        }
        guard let found else { return content }
        // What was found is what redaction left.
        content[.committedFound] = book.compared(comparable(book.sentContent), with: comparable(found)).settled()
        // What routing keeps from a sink was made, and is not meant to be found there.
        if let manifest, book.filteredContent.isEmpty {
            content[.generatedFound] = book.compared(comparable(manifest.shifted(by: book.shifts)), with: comparable(found))
        }
        return content
    }
}
