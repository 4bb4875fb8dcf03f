import WeirRecords
import WeirSpool

/// Tells of records that a policy gave up: the first at once, then sums, so that a long loss is no flood of notices.
struct DropLog: Equatable, Sendable {
    static let interval = Duration.seconds(60)

    private let policy: SpoolSettings.WhenFull
    private(set) var total: UInt64 = 0
    private var untold: UInt64 = 0
    private var toldAt: Moment?

    init(_ policy: SpoolSettings.WhenFull) { self.policy = policy }

    mutating func add(_ records: UInt64) {
        total += records
        untold += records
    }

    /// The notice that is due; with `isLast`, whatever is left.
    mutating func notice(at now: Moment, isLast: Bool = false) -> Notice? {
        guard untold > 0 else { return nil }
        if !isLast, let toldAt, now.elapsed(since: toldAt) < Self.interval { return nil }
        defer { (untold, toldAt) = (0, now) }
        return Notice(
            .alert, "records were dropped: there was no room, and the policy says so",
            ["records": "\(untold)", "since_start": "\(total)", "when_full": policy.rawValue])
    }
}
