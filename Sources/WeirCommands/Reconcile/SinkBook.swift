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
    /// Of all time: records that were never given to it, by routing or since it was not there.
    let withheld: UInt64
    /// Records of the days that the window touches, of which the ledger's rows are gone; of all days without a window.
    private(set) var forgotten: UInt64 = 0
    /// Committed, by source.
    private(set) var committedBySource: [String: UInt64] = [:]
    /// Records that the ledger counts without a minute: they may belong to any window.
    private var unplaced: UInt64 = 0
    /// Records that neither the ledger's rows nor what it forgot explain.
    private var unexplained: UInt64 = 0
    private var unsureAbandoned: UInt64 = 0
    private let uncounted: UInt64
    private var here = LedgerCounts()
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
        self.uncounted = uncounted
        passedOver = folded.value - min(folded.value, line.committed)
        withheld = line.filtered.addingSaturated(passedOver)
    }

    mutating func add(_ counts: LedgerCounts, _ ledgerKey: LedgerKey) {
        let key = DigestKey(host: ledgerKey.host, application: ledgerKey.application, ledgerMinute: ledgerKey.minute)
        committedContent.add(counts.committed, to: key)
        filteredContent.add(counts.filtered, to: key)
        for count in counts.delivered.values { deliveredContent.add(count, to: key) }
        if counts.committed.records > 0 { sources.insert(ledgerKey.source) }
        committedBySource[ledgerKey.source] = (committedBySource[ledgerKey.source] ?? 0).addingSaturated(counts.committed.records)
        here.add(counts)
        if counts.filtered.records > 0 { filteredSources.insert(ledgerKey.source) }
        ledgered = ledgered.addingSaturated(counts.committed.records)
        classes[RetentionClass(of: ledgerKey.level), default: 0] &+= counts.committed.records
        if ledgerKey.host == LedgerKey.other && ledgerKey.application == LedgerKey.other { hasOverflowed = true }
    }

    /// These waited for it when it was taken out of the configuration, and were gone when it came back.
    ///
    /// - Parameter isRouted: its own routing may have kept some of them from it.
    mutating func add(abandoned records: UInt64, isRouted: Bool) {
        guard isRouted else { return balance.abandoned = balance.abandoned.addingSaturated(records) }
        unsureAbandoned = unsureAbandoned.addingSaturated(records)
    }

    /// A policy gave these up, and the sink's cursor has not passed them: they look as if they waited.
    mutating func add(givenUp records: UInt64) {
        let number = min(records, balance.waiting)
        balance.waiting -= number
        balance.dropped = balance.dropped.addingSaturated(number)
    }

    /// Committed for this sink to deliver.
    var expectedContent: DigestLedger {
        var expected = committedContent
        for (key, count) in filteredContent.counts { expected.remove(count, from: key) }
        return expected
    }

    /// As it was sent: what redaction left of what was committed for it.
    var sentContent: DigestLedger { expectedContent.shifted(by: shifts) }

    /// What was to be found against what was found.
    func compared(_ expected: DigestLedger, with found: DigestLedger) -> Reconciliation {
        let comparison = Reconciliation(expected: expected, found: found)
        return balance.waiting > 0 ? comparison.whileRecordsWait() : comparison
    }

    /// All rows were added: what the ledger forgot is what they lack.
    mutating func close() { forgotten = max(counted, ledgered) - min(counted, ledgered) }

    /// The rows of a window were added: from here on the books speak of the window alone.
    ///
    /// - Parameters:
    ///   - ledger: of all rows. Only so it shows whether rows are missing that nothing explains.
    ///   - forgotten: records of days that the window touches.
    ///   - everywhere: records of all days.
    mutating func close(_ ledger: LedgerSum, forgotten: UInt64, everywhere: UInt64) {
        let explained = ledger.committed.addingSaturated(everywhere)
        self.forgotten = forgotten
        unplaced = ledger.unplaced
        unexplained = max(counted, explained) - min(counted, explained)
        let committed = here.committed.records
        delivered = here.delivered.mapValues(\.records)
        balance = SinkBalance(
            committed: committed.addingSaturated(uncounted), delivered: here.deliveredRecords, filtered: here.filtered.records,
            deadLettered: here.deadLettered.records, dropped: here.dropped.records, quarantined: here.quarantined.records,
            waiting: (committed - min(committed, here.settled)).addingSaturated(uncounted))
    }

    /// Of the window, a sink that was always there was given this: what this one has less was never given to it.
    mutating func compare(with complete: [String: UInt64]) {
        passedOver = complete.reduce(0) { sum, source in
            sum.addingSaturated(source.value - min(source.value, committedBySource[source.key] ?? 0))
        }
    }

    /// Of the window, by the rules that had changed them.
    mutating func replaceRedacted(_ records: [String: UInt64]) { redacted = records }

    /// Why these books can't show everything, in words.
    var obstacles: [String] {
        var obstacles: [String] = []
        if hasOverflowed { obstacles.append("the ledger counts some hosts and applications together: there are too many") }
        let lost = max(forgotten, unexplained)
        if lost > 0 { obstacles.append("the ledger no longer tells minute by minute what became of \(lost.counted("record"))") }
        if unsureAbandoned > 0 {
            obstacles.append(
                """
                \(unsureAbandoned.counted("record")) were released while the sink was out of the configuration: how many of them its \
                routing would have given it is not known
                """)
        }
        if unplaced > 0 {
            obstacles.append("the ledger counts \(unplaced.counted("record")) without a minute, which may belong to the window")
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

extension LedgerCounts {
    fileprivate var deliveredRecords: UInt64 { delivered.values.reduce(0) { $0.addingSaturated($1.records) } }

    /// Delivered, or given up one way or another.
    fileprivate var settled: UInt64 {
        [filtered, deadLettered, dropped, quarantined].reduce(deliveredRecords) { $0.addingSaturated($1.records) }
    }

    fileprivate mutating func add(_ other: LedgerCounts) {
        committed.add(other.committed)
        filtered.add(other.filtered)
        for (grade, count) in other.delivered { delivered[grade, default: .zero].add(count) }
        deadLettered.add(other.deadLettered)
        dropped.add(other.dropped)
        quarantined.add(other.quarantined)
    }
}
