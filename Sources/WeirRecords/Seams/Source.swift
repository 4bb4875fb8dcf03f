/// Where records come from. A source is driven by one thread, which gives it an empty slab at each step; it never waits.
package protocol Source {
    /// Name in the configuration.
    var name: String { get }

    /// Puts what is there into the slab: payload, entries, meter, and the state of every stream it read from.
    ///
    /// What a returned slab holds counts as read; it is committed together with its streams' positions.
    mutating func step(into slab: Slab, now: Timestamp) -> SourceStep
}

package enum SourceStep: Equatable, Sendable {
    /// The slab holds something; more may be there at once.
    case filled
    /// Nothing now; ask again after this time at the latest.
    case idle(Duration)
    /// Nothing now and nothing to come: what was there when a run of `--once` began was read.
    case exhausted
}

/// Something that an operator should know of, raised by a stage instead of being written to a log by it.
package struct Notice: Hashable, Sendable {
    package enum Severity: String, Sendable { case information, warning, alert }

    package var severity: Severity
    /// A constant text; what differs is in `details`.
    package var message: String
    package var details: [String: String]

    package init(_ severity: Severity, _ message: String, _ details: [String: String] = [:]) {
        self.severity = severity
        self.message = message
        self.details = details
    }
}
