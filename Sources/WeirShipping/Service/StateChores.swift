import WeirRecords
import WeirSpool

/// What the state does beside its receipts: a sign of life each minute, and now and then a pass over what has expired of the ledger,
/// in steps of one short transaction.
struct StateChores {
    private static let lifeInterval = Duration.seconds(60)
    /// Between two passes, and between two steps of one: 500 rows a second are more than the busiest host makes.
    private static let passInterval = Duration.seconds(3600)
    private static let stepInterval = Duration.seconds(1)
    /// Between two notices of the same kind.
    private static let noticeInterval = Duration.seconds(24 * 3600)

    private var livedAt: Moment?
    private var steppedAt: Moment?
    private var passedAt: Moment?
    private var overflowToldAt: Moment?
    private var overflow = LedgerOverflow()
    private var pass: ExpiryPass?

    /// One of them where it is due, and what to tell.
    mutating func step(_ store: StateStore, at now: Moment, _ time: Timestamp) throws(StateError) -> [Notice] {
        if Self.isDue(livedAt, Self.lifeInterval, now) {
            try store.live(in: time.minute)
            livedAt = now
            return notices(of: store.takeOverflow(), at: now)
        }
        guard Self.isDue(steppedAt, Self.stepInterval, now), pass != nil || Self.isDue(passedAt, Self.passInterval, now) else { return [] }
        steppedAt = now
        var current = pass ?? ExpiryPass()
        try store.expire(&current)
        pass = current.isDone ? nil : current
        guard current.isDone else { return [] }
        passedAt = now
        try store.shrink()
        return try store.takeForgotten(today: time.minute).map { [Self.notice(of: $0, days: store.expiryDays)] } ?? []
    }

    private static func isDue(_ last: Moment?, _ interval: Duration, _ now: Moment) -> Bool {
        last.map { now.elapsed(since: $0) >= interval } ?? true
    }

    private mutating func notices(of more: LedgerOverflow?, at now: Moment) -> [Notice] {
        if let more { overflow.add(more) }
        guard !overflow.isEmpty, Self.isDue(overflowToldAt, Self.noticeInterval, now) else { return [] }
        defer { (overflow, overflowToldAt) = (LedgerOverflow(), now) }
        return [
            Notice(
                .warning, "the ledger is full: records are counted, but not under their own minute or names, and can't be reconciled there",
                ["records_without_minute": "\(overflow.minutes)", "records_without_names": "\(overflow.names)"])
        ]
    }

    private static func notice(of forgetting: Forgetting, days: Int) -> Notice {
        Notice(
            .information, "the ledger forgot minutes that are older than it keeps: they can't be reconciled any more",
            ["before": "\(forgetting.before)", "records": "\(forgetting.records)", "ledger_days": "\(days)"])
    }
}
