package import WeirRecords

/// What became of records on their way to one sink. The raw values are part of the state's format.
package enum LedgerOutcome: Hashable, Sendable {
    /// Durable in the spool, for this sink to deliver.
    case committed
    case delivered(DeliveryGrade)
    /// Kept from this sink by its own routing.
    case filtered
    case deadLettered
    /// Given up by an explicit policy.
    case dropped
    /// Committed, and unreadable when they were to be delivered.
    case quarantined

    package init?(rawValue: Int64) {
        switch rawValue {
        case 0: self = .committed
        case 1: self = .filtered
        case 2: self = .deadLettered
        case 3: self = .dropped
        case 4: self = .quarantined
        case Self.firstGrade...:
            guard let grade = UInt8(exactly: rawValue - Self.firstGrade).flatMap(DeliveryGrade.init(rawValue:)) else { return nil }
            self = .delivered(grade)
        default: return nil
        }
    }

    package var rawValue: Int64 {
        switch self {
        case .committed: 0
        case .filtered: 1
        case .deadLettered: 2
        case .dropped: 3
        case .quarantined: 4
        case .delivered(let grade): Self.firstGrade + Int64(grade.rawValue)
        }
    }

    private static let firstGrade: Int64 = 16
}

/// Under what the ledger counts.
package struct LedgerKey: Hashable, Sendable {
    /// What stands for hosts and applications beyond the limit.
    package static let other = "other"

    package var sink: String
    package var source: String
    package var host: String
    package var application: String
    package var category: Category
    package var level: Level
    /// Minutes since the epoch, of event time; ``LedgerLimits/overflowMinute`` for what is beyond the limit.
    package var minute: Int64
}

/// All outcomes of one key.
package struct LedgerCounts: Hashable, Sendable {
    package var committed = MeterCount.zero
    package var filtered = MeterCount.zero
    package var delivered: [DeliveryGrade: MeterCount] = [:]
    package var deadLettered = MeterCount.zero
    package var dropped = MeterCount.zero
    package var quarantined = MeterCount.zero

    package init() {}

    package mutating func add(_ count: MeterCount, as outcome: LedgerOutcome) {
        switch outcome {
        case .committed: committed.add(count)
        case .filtered: filtered.add(count)
        case .deadLettered: deadLettered.add(count)
        case .dropped: dropped.add(count)
        case .quarantined: quarantined.add(count)
        case .delivered(let grade): delivered[grade, default: .zero].add(count)
        }
    }

    /// Delivered at this grade or a better one.
    package func delivered(atLeast grade: DeliveryGrade) -> MeterCount {
        delivered.filter { $0.key >= grade }.values.reduce(into: .zero) { $0.add($1) }
    }
}

/// What the ledger may hold: senders choose hosts, applications and event times, so all three are bounded;
/// and so are the records that sinks refuse.
package struct LedgerLimits: Equatable, Sendable {
    /// Stands for every minute for which there is no more room: long before any log.
    package static let overflowMinute = Int64.min

    /// Distinct source, host, application, level and category; then host and application count under ``LedgerKey/other``.
    package var keys: Int
    /// Rows of what was committed, of all sinks, about 100 bytes each; then a new minute counts under ``overflowMinute``.
    package var rows: Int
    /// Dead letters of all sinks; a sink with more to give up is held until someone has looked.
    package var deadLetterBytes: ByteCount
    /// Rows of what sources lost; beyond them a row spans more minutes.
    package var losses: Int
    /// Days on which a shipper ran after which a row that did not change expires; records that wait never do.
    package var days: Int

    /// A month and some days: a month's review finds all of it.
    package static let defaultDays = 35

    package init(
        keys: Int = 10_000, rows: Int = 4_000_000, deadLetterBytes: ByteCount = .gibibytes(1), losses: Int = 10_000,
        days: Int = Self.defaultDays
    ) {
        self.keys = keys
        self.rows = rows
        self.deadLetterBytes = deadLetterBytes
        self.losses = losses
        self.days = days
    }
}
