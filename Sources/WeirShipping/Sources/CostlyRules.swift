internal import WeirRecords

/// Tells of rules of one's own that took too many steps on records, which were masked wholly then: nobody would know otherwise that a
/// line was hidden by what it looked like. The first of them at once, what follows once a minute.
struct CostlyRules: Sendable {
    private static let interval = Duration.seconds(60)

    /// Records that were not told of, by the rule.
    private var waiting: [String: UInt64] = [:]
    private var toldAt: [String: Timestamp] = [:]
    private var now: Timestamp?
    private var isEnding = false

    mutating func add(_ records: [String: UInt64], at now: Timestamp) {
        self.now = now
        waiting.merge(records) { $0 &+ $1 }
    }

    /// What follows is the last that is told.
    mutating func finish() { isEnding = true }

    mutating func take(of source: String) -> [Notice] {
        guard !waiting.isEmpty, let now else { return [] }
        let due = waiting.keys.filter { rule in isEnding || toldAt[rule].map { now.hasPassed(Self.interval, since: $0) } ?? true }
        return due.sorted().map { rule in
            toldAt[rule] = now
            return Notice(
                .warning, "a rule of redaction took too many steps: records were masked wholly, whether or not it matches them",
                [
                    "source": source, "rule": rule, "records": String(waiting.removeValue(forKey: rule) ?? 0),
                    "way_out": "write its pattern without a repetition in a repetition, or with possessive ones such as a++",
                ])
        }
    }
}
