package import WeirRecords
package import WeirRedaction

/// A source whose records lose what rules take out of them before anyone else sees them. Stepped by one thread at a time, hence
/// `@unchecked Sendable`.
package struct RedactingSource: ShippedSource, @unchecked Sendable {
    private var source: any ShippedSource
    private let redactor: Redactor
    private var costlyRules = CostlyRules()

    package init(_ source: any ShippedSource, _ rules: RedactionRules) {
        var source = source
        source.mask(continuations: ContinuationMask(rules))
        self.source = source
        redactor = Redactor(rules)
    }

    package var name: String { source.name }
    package var unreadBytes: UInt64 { source.unreadBytes }
    package var headroomBytes: UInt64? { source.headroomBytes }
    package var lostBytes: UInt64 { source.lostBytes }

    package mutating func step(into slab: Slab, now: Timestamp) -> SourceStep {
        let step = source.step(into: slab, now: now)
        redactor.redact(slab, lookback: source.lookback())
        costlyRules.add(redactor.takeUndecided(), at: now)
        return step
    }

    package mutating func mask(continuations mask: ContinuationMask) { source.mask(continuations: mask) }
    package mutating func takeNotices() -> [Notice] { source.takeNotices() + costlyRules.take(of: name) }
    package mutating func takeLosses() -> [Loss] { source.takeLosses() }
    package mutating func observe(now: Timestamp) { source.observe(now: now) }
    package mutating func finish(now: Timestamp) {
        source.finish(now: now)
        costlyRules.finish()
    }

    package func lookback() -> Redactor.Lookback { source.lookback() }
}
