import WeirRecords
import WeirSpool

/// Tells of records that a sink refused: the first at once, then sums, so that a bad hour is no flood of notices.
struct LetterLog: Equatable, Sendable {
    static let interval = Duration.seconds(60)

    private let sink: String
    private var untold: UInt64 = 0
    /// The first that was not told of.
    private var example: [String: String] = [:]
    private var toldAt: Moment?

    init(sink: String) { self.sink = sink }

    /// Whether a notice is still to come.
    var hasUntold: Bool { untold > 0 }

    mutating func add(_ record: RecordNumber, _ reason: Reason) {
        if untold == 0 { example = ["record": "\(record)", "reason": "\(reason)"] }
        untold += 1
    }

    /// The notice that is due; with `isLast`, whatever is left.
    mutating func notice(at now: Moment, isLast: Bool = false) -> Notice? {
        guard untold > 0 else { return nil }
        if !isLast, let toldAt, now.elapsed(since: toldAt) < Self.interval { return nil }
        defer { (untold, toldAt) = (0, now) }
        guard untold > 1 else {
            return Notice(.warning, "a record went to the dead letters", example.merging(["sink": sink]) { $1 })
        }
        return Notice(
            .warning, "records went to the dead letters; `weir spool dead list` shows them",
            example.merging(["sink": sink, "records": "\(untold)"]) { $1 })
    }
}
