import WeirProof
import WeirRecords
import WeirSpool
import WeirSystem

/// What a spool's state holds of every sink.
struct SpoolBooks {
    struct Sink {
        var balance: SinkBalance
        /// Records by how far their delivery is proven.
        var delivered: [DeliveryGrade: UInt64]
        /// Committed for this sink, without what its own routing keeps from it.
        var committedContent: DigestLedger
        var deliveredContent: DigestLedger
        /// What redaction changed the content's digests by.
        var shifts: [DigestKey: Digest128] = [:]
        /// Records by the rules that had changed them.
        var redacted: [String: UInt64]
        /// Records committed, by class, for what they would weigh in a table.
        var classes: [RetentionClass: UInt64]
        /// Senders used more names than the ledger tells apart.
        var hasOverflowed: Bool
    }

    var sinks: [String: Sink]

    /// What sources lost, and what the ledger has forgotten, of these minutes.
    var losses: [Loss]
    var forgotten: [Forgotten]

    /// - Parameter minutes: of event time; only their rows are read.
    static func read(
        _ directory: String, _ fileSystem: some FileSystem, minutes: ClosedRange<Int64> = .all
    ) throws(CommandFailure) -> SpoolBooks {
        do {
            guard let state = try StateStore.inspect(directory: directory, fileSystem: fileSystem) else {
                throw CommandFailure(.unknown, "there is no spool in \(directory): nothing was shipped yet", wayOut: "run weir ship first")
            }
            return try SpoolBooks(state, minutes, uncounted: SpoolInspection.uncounted(in: directory, fileSystem: fileSystem, state: state))
        } catch let error as StateError {
            throw CommandFailure(.inputOutput, error.message, wayOut: error.wayOut)
        } catch let error as SpoolError {
            throw CommandFailure(.inputOutput, error.message, wayOut: error.wayOut)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.inputOutput, "the spool in \(directory) can't be read: \(error)")
        }
    }

    private init(_ state: StateStore, _ minutes: ClosedRange<Int64>, uncounted: [String: UInt64]) throws {
        losses = try state.losses(minutes: minutes)
        forgotten = try state.forgotten(minutes: minutes)
        sinks = [:]
        for line in try state.conservation() {
            sinks[line.sink] = Sink(
                balance: SinkBalance(line, uncounted: uncounted[line.sink] ?? 0),
                delivered: try state.totals(of: line.sink).delivered.mapValues(\.records), committedContent: DigestLedger(),
                deliveredContent: DigestLedger(), redacted: line.redacted, classes: [:], hasOverflowed: false)
        }
        for (key, counts) in try state.ledger(minutes: minutes) { sinks[key.sink]?.add(counts, key) }
        for (sink, row) in try state.redactions(minutes: minutes) {
            let key = DigestKey(host: row.place.key.host, application: row.place.key.application, ledgerMinute: row.place.minute)
            sinks[sink]?.shifts[key, default: .zero] &+= row.shift
        }
    }
}

extension SpoolBooks.Sink {
    fileprivate mutating func add(_ counts: LedgerCounts, _ ledgerKey: LedgerKey) {
        let key = DigestKey(host: ledgerKey.host, application: ledgerKey.application, ledgerMinute: ledgerKey.minute)
        committedContent.add(counts.committed, to: key)
        committedContent.remove(counts.filtered, from: key)
        for count in counts.delivered.values { deliveredContent.add(count, to: key) }
        classes[RetentionClass(of: ledgerKey.level), default: 0] += counts.committed.records
        if ledgerKey.host == LedgerKey.other && ledgerKey.application == LedgerKey.other { hasOverflowed = true }
    }
}

extension DigestKey {
    fileprivate init(host: String, application: String, ledgerMinute minute: Int64) {
        self.init(host: host, application: application, minute: minute == LedgerLimits.overflowMinute ? nil : minute)
    }
}

extension SinkBalance {
    /// - Parameter uncounted: records in the spool that the state has not counted as committed yet; they wait.
    fileprivate init(_ line: Conservation, uncounted: UInt64) {
        self.init(
            committed: line.committed.saturating(adding: uncounted), delivered: line.delivered, filtered: line.filtered,
            deadLettered: line.deadLettered,
            dropped: line.dropped, quarantined: line.quarantined, waiting: line.waiting.saturating(adding: uncounted))
    }
}
