import WeirProof
import WeirRecords
import WeirSpool

/// What a spool's state says of one sink.
struct SinkBook {
    private(set) var balance: SinkBalance
    /// Records by how far their delivery is proven.
    private(set) var delivered: [DeliveryGrade: UInt64]
    /// Committed, with what the sink's own routing keeps from it.
    private(set) var committedContent = DigestLedger()
    /// What its own routing keeps from it.
    private(set) var filteredContent = DigestLedger()
    private(set) var deliveredContent = DigestLedger()
    /// What redaction changed the content's digests by.
    var shifts: [DigestKey: Digest128] = [:]
    /// Records by the rules that had changed them.
    private(set) var redacted: [String: UInt64]
    /// Records committed, by class, for what they would weigh in a table.
    private(set) var classes: [RetentionClass: UInt64] = [:]
    /// Senders used more names than the ledger tells apart.
    private(set) var hasOverflowed = false
    /// Sources of which records were committed, as far as the ledger remembers.
    private(set) var sources: Set<String> = []
    /// Sources of which its own routing kept records from it.
    private(set) var filteredSources: Set<String> = []
    /// Records that the spool held before this sink was there, or while it was away: they were never given to it.
    private(set) var passedOver: UInt64
    /// Counted as committed for ever, beside what the ledger's rows still say.
    private let counted: UInt64
    private var ledgered: UInt64 = 0

    /// - Parameters:
    ///   - folded: the record behind the last that is counted as committed.
    ///   - uncounted: records in the spool that the state has not counted as committed yet; they wait.
    init(_ line: Conservation, delivered: [DeliveryGrade: UInt64], folded: RecordNumber, uncounted: UInt64) {
        balance = SinkBalance(
            committed: line.committed.addingSaturated(uncounted), delivered: line.delivered, filtered: line.filtered,
            deadLettered: line.deadLettered, dropped: line.dropped, quarantined: line.quarantined,
            waiting: line.waiting.addingSaturated(uncounted))
        self.delivered = delivered
        redacted = line.redacted
        counted = line.committed
        passedOver = folded.value - min(folded.value, line.committed)
    }

    mutating func add(_ counts: LedgerCounts, _ ledgerKey: LedgerKey) {
        let key = DigestKey(host: ledgerKey.host, application: ledgerKey.application, ledgerMinute: ledgerKey.minute)
        committedContent.add(counts.committed, to: key)
        filteredContent.add(counts.filtered, to: key)
        for count in counts.delivered.values { deliveredContent.add(count, to: key) }
        if counts.committed.records > 0 { sources.insert(ledgerKey.source) }
        if counts.filtered.records > 0 { filteredSources.insert(ledgerKey.source) }
        ledgered = ledgered.addingSaturated(counts.committed.records)
        classes[RetentionClass(of: ledgerKey.level), default: 0] &+= counts.committed.records
        if ledgerKey.host == LedgerKey.other && ledgerKey.application == LedgerKey.other { hasOverflowed = true }
    }

    /// Committed for this sink to deliver.
    var expectedContent: DigestLedger {
        var expected = committedContent
        for (key, count) in filteredContent.counts { expected.remove(count, from: key) }
        return expected
    }

    /// Records of which the ledger's rows say nothing, or too much, any more.
    var forgotten: UInt64 { max(counted, ledgered) - min(counted, ledgered) }

    /// Why these books can't show everything, in words.
    var obstacles: [String] {
        var obstacles: [String] = []
        if hasOverflowed { obstacles.append("the ledger counts some hosts and applications together: there are too many") }
        if forgotten > 0 {
            obstacles.append("the ledger no longer tells minute by minute what became of \(forgotten.counted("record"))")
        }
        return obstacles
    }
}

extension DigestKey {
    /// The minute as a ledger's row has it.
    init(host: String, application: String, ledgerMinute minute: Int64) {
        self.init(host: host, application: application, minute: minute == LedgerLimits.overflowMinute ? nil : minute)
    }
}
