import WeirProof
import WeirReceiver
import WeirRecords

/// The proof as JSON: a documented contract, version 1; keys are these names in snake_case.
struct ReconcileJSON: Encodable {
    struct Sink: Encodable {
        var name: String
        var kind: String
        /// Whether the verdict of all depends on it.
        var required: Bool
        var verdict: String
        /// Why it is unknown.
        var reason: String?
        /// What is known to be lost, in words.
        var losses: [String]
        /// The weakest grade, a count-back included.
        var grade: String?
        var generated: UInt64?
        var committed: UInt64
        /// Records by grade, as the shipper booked them.
        var delivered: [String: UInt64]
        var filtered: UInt64
        var deadLettered: UInt64
        var dropped: UInt64
        var quarantined: UInt64
        var waiting: UInt64
        /// Records that the spool held before this sink began, or while it was away.
        var passedOver: UInt64
        /// Records of the time in question of which the ledger's rows are gone.
        var forgotten: UInt64
        var isConserved: Bool
        /// Records by the rule that had changed them before they were committed.
        var redacted: [String: UInt64]
        var countedBack: UInt64?
        var duplicates: UInt64?
        var serialsMissing: UInt64?
        var payloadBytes: UInt64?
        var wireBytes: UInt64?
        var comparisons: [Comparison]
    }

    struct Comparison: Encodable {
        /// Such as `committed, found`.
        var sides: String
        var expected: UInt64
        var found: UInt64
        var missing: UInt64
        var surplus: UInt64
        /// Records of which only the number could be compared.
        var comparedByCount: UInt64
        var gaps: [Difference]
        /// Where these stand: differences that settle each other by number.
        var byNumber: [Difference]
    }

    struct Difference: Encodable {
        var host: String
        var application: String
        /// `2026-11-21T00:07:00Z`; left out for records without a time.
        var minute: String?
        var expected: UInt64
        var found: UInt64
        /// missing, altered or surplus.
        var kind: String
    }

    struct Window: Encodable {
        /// The first and the last minute, of event time; left out where the window is open.
        var first: String?
        var last: String?
    }

    struct Growth: Encodable {
        var rows: UInt64
        var bytes: Int64
        var bytesPerRow: Double
        var isAssumed: Bool
    }

    var version = 1
    var spool: String
    /// safe, unsafe or unknown.
    /// Of the required sinks together, and of what is known beside them.
    var verdict: String
    /// Why it is unknown.
    var reason: String?
    /// Known to be lost before it was committed, in words.
    var losses: [String]
    /// Left out where all time is meant.
    var window: Window?
    var sinks: [Sink]
    var databaseGrowthAvoided: Growth?

    init(_ proof: Proof) {
        spool = proof.spool
        verdict = proof.verdict.name
        reason = proof.verdict.reason
        losses = proof.host.losses
        window = proof.window.map { Window(first: $0.firstInJSON, last: $0.lastInJSON) }
        sinks = proof.sinks.map(Sink.init)
        databaseGrowthAvoided = proof.growth.map {
            Growth(rows: $0.rows, bytes: $0.bytes.bytes, bytesPerRow: $0.bytesPerRow, isAssumed: $0.isAssumed)
        }
    }
}

extension ReconcileJSON.Sink {
    init(_ sink: SinkProof) {
        let balance = sink.evidence.balance
        let comparisons = SinkEvidence.Comparison.allCases.compactMap { comparison in
            sink.evidence.content[comparison].map { ReconcileJSON.Comparison(comparison, $0) }
        }
        self.init(
            name: sink.name, kind: sink.kind, required: sink.evidence.isRequired, verdict: sink.verdict.name,
            reason: sink.verdict.reason, losses: balance.losses,
            grade: sink.evidence.grade.map { "\($0)" }, generated: sink.generated?.records, committed: balance.committed,
            delivered: Dictionary(uniqueKeysWithValues: sink.evidence.delivered.map { ("\($0.key)", $0.value) }),
            filtered: balance.filtered, deadLettered: balance.deadLettered, dropped: balance.dropped, quarantined: balance.quarantined,
            waiting: balance.waiting, passedOver: sink.passedOver, forgotten: sink.forgotten, isConserved: balance.isConserved,
            redacted: sink.redacted,
            countedBack: sink.countedBack,
            duplicates: sink.received?.duplicates, serialsMissing: sink.received?.serials.missing,
            payloadBytes: sink.received?.payloadBytes, wireBytes: sink.received?.wireBytes, comparisons: comparisons)
    }
}

extension ReconcileJSON.Comparison {
    fileprivate init(_ comparison: SinkEvidence.Comparison, _ content: Reconciliation) {
        self.init(
            sides: comparison.rawValue, expected: content.expected.records, found: content.found.records, missing: content.missing,
            surplus: content.surplus, comparedByCount: content.comparedByNumber,
            gaps: content.gaps.map(ReconcileJSON.Difference.init), byNumber: content.byNumber.map(ReconcileJSON.Difference.init))
    }
}

extension ReconcileJSON.Difference {
    fileprivate init(_ gap: Gap) {
        self.init(
            host: gap.key.host, application: gap.key.application, minute: gap.key.minuteInJSON,
            expected: gap.expected.records, found: gap.found.records, kind: gap.kind.rawValue)
    }
}

extension Verdict {
    var name: String {
        switch self {
        case .safe: "safe"
        case .unsafe: "unsafe"
        case .unknown: "unknown"
        }
    }

    var reason: String? {
        guard case .unknown(let reason) = self else { return nil }
        return reason
    }
}
