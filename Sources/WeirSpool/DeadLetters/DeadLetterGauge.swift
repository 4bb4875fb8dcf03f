package import WeirRecords

/// What dead letters take, and what they may take.
package struct DeadLetterUse: Equatable, Sendable {
    package var used: ByteCount
    package var limit: ByteCount

    package init(used: ByteCount = .zero, limit: ByteCount = .zero) {
        self.used = used
        self.limit = limit
    }
}

/// Warns before dead letters have no more room: once each time that they come over the mark.
package struct DeadLetterGauge: Equatable, Sendable {
    /// Share of the limit, in percent: what is left is some days of a sink that refuses one record in a thousand.
    package static let warningPercent = 80.0

    private var isOver = false

    package init() {}

    package mutating func update(_ use: DeadLetterUse) -> Notice? {
        let isOverNow = Double(use.used.bytes) * 100 >= Double(use.limit.bytes) * Self.warningPercent && use.used > .zero
        defer { isOver = isOverNow }
        guard isOverNow, !isOver else { return nil }
        return Notice(
            .alert, "dead letters have little room left: a sink without room holds; replay or drop some with `weir spool dead`",
            ["used_bytes": "\(use.used.bytes)", "limit_bytes": "\(use.limit.bytes)"])
    }
}
