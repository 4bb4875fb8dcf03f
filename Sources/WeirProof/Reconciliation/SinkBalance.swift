/// The balance of one sink's books, in records.
package struct SinkBalance: Equatable, Sendable {
    package var committed: UInt64
    package var delivered: UInt64
    /// Kept from this sink by its own routing.
    package var filtered: UInt64
    package var deadLettered: UInt64
    package var dropped: UInt64
    /// Damaged in the spool before they could be delivered.
    package var quarantined: UInt64
    package var waiting: UInt64
    /// Released while it was out of the configuration, though they had waited for it: not counted as committed any more.
    package var abandoned: UInt64

    package init(
        committed: UInt64, delivered: UInt64, filtered: UInt64 = 0, deadLettered: UInt64 = 0, dropped: UInt64 = 0,
        quarantined: UInt64 = 0, waiting: UInt64 = 0, abandoned: UInt64 = 0
    ) {
        self.committed = committed
        self.delivered = delivered
        self.filtered = filtered
        self.deadLettered = deadLettered
        self.dropped = dropped
        self.quarantined = quarantined
        self.waiting = waiting
        self.abandoned = abandoned
    }

    /// Given up, one way or another, in words.
    package var losses: [String] {
        var losses: [String] = []
        if deadLettered > 0 {
            let are = deadLettered == 1 ? "it waits" : "they wait"
            losses.append("\(counted(deadLettered, "record")) refused for good: \(are) as dead letters, see weir spool dead list")
        }
        if dropped > 0 { losses.append("\(counted(dropped, "record")) dropped by policy or by hand") }
        if quarantined > 0 { losses.append("\(counted(quarantined, "record")) damaged in the spool") }
        if abandoned > 0 {
            losses.append("\(counted(abandoned, "record")) released undelivered when the sink was taken out of the configuration")
        }
        return losses
    }

    /// Committed = delivered + filtered + dead-lettered + dropped + quarantined + waiting, at every instant.
    package var isConserved: Bool { Self.sum([delivered, filtered, deadLettered, dropped, quarantined, waiting]) == committed }

    /// `nil` on overflow.
    private static func sum(_ parts: [UInt64]) -> UInt64? {
        parts.reduce(UInt64?(0)) { sum, part in
            let (next, overflow) = (sum ?? 0).addingReportingOverflow(part)
            return sum == nil || overflow ? nil : next
        }
    }
}
