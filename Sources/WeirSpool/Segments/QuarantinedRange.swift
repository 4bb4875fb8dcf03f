package import WeirRecords
package import WeirSystem

/// Records that were committed and can't be read: whoever reads them goes on behind them, and counts them.
package struct QuarantinedRange: Equatable, Sendable {
    package enum Reason: Equatable, Sendable {
        case corrupt(FrameError)
        case unreadable(SystemError)
        /// The segment is gone: it was released, or removed from outside.
        case missing
        /// They were given up by policy, and told then; what they weigh.
        case dropped(MeterBlock)
    }

    package var records: Range<RecordNumber>
    /// Path of the segment.
    package var segment: String
    package var reason: Reason

    package init(records: Range<RecordNumber>, segment: String, reason: Reason) {
        self.records = records
        self.segment = segment
        self.reason = reason
    }

    /// Given up by an explicit policy, not lost by accident.
    package var isDropped: Bool {
        guard case .dropped = reason else { return false }
        return true
    }

    /// What a ledger counts for them: exactly as many records as the range has. Of a part of what was dropped, as of damage, only
    /// how many they are can be told.
    package var rows: [LedgerRow] {
        guard !records.isEmpty else { return [] }
        let outcome: LedgerOutcome = isDropped ? .dropped : .quarantined
        if case .dropped(let meter) = reason, meter.recordCount == records.recordCount {
            return meter.rows.map { LedgerRow(key: meter.keys[Int($0.key)], minute: $0.minute, outcome: outcome, count: $0.count) }
        }
        let count = MeterCount(records: records.recordCount, bytes: 0, digest: .zero)
        return [LedgerRow(key: .unreadable, minute: LedgerLimits.overflowMinute, outcome: outcome, count: count)]
    }
}

extension QuarantinedRange.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .corrupt(let error): error.description
        case .unreadable(let error): error.description
        case .missing: "the segment is not there"
        case .dropped: "given up by the spool's policy"
        }
    }
}
