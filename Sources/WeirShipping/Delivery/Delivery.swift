import WeirRecords
package import WeirSpool

/// One sink's delivery as a value: an event in, actions out, no clock, no connection. Its receipts are contiguous: each
/// begins where the one before ended, in whatever order answers come.
package struct Delivery: Equatable, Sendable {
    package struct Settings: Equatable, Sendable {
        package var sink: String
        package var retry = RetryPolicy()
        package var deadLetters = DeadLetterGuard.Limits()
        /// How often a held sink is tried with one record.
        package var probe = Duration.seconds(30)
        /// How long to wait at most where nothing stands behind the mark and a connection may prove something meanwhile.
        package var linger = Duration.milliseconds(200)
        /// The same where there is nothing to prove: the mark wakes whoever waits for it.
        package var rest = Duration.seconds(5)
        /// Nil where the sink answers for each batch.
        package var window: ReplayWindow.Settings?
        /// Batches that may be unanswered at once, for a sink that answers for each: above 1 they arrive out of order where
        /// one is sent again.
        package var inFlight = 1

        package init(sink: String) { self.sink = sink }
    }

    enum Phase: Equatable {
        case ready
        /// `isAsked`: the peer said when.
        case backingOff(until: Moment, isAsked: Bool)
        case held(Reason, probe: Moment)
        case finished
    }

    /// Answers that wait for their predecessors', for each batch in flight; beyond it no new batch is begun. What a crash
    /// would send twice is bounded by it, and so is the memory.
    static let earlyPerFlight = 4
    /// How long to wait at most before a try while what waits must be gone soon.
    static let drainCap = Duration.seconds(1)

    package let settings: Settings
    /// Everything before it is settled or buried.
    package internal(set) var cursor: RecordNumber
    /// Everything before it was written at least once.
    var furthest: RecordNumber
    var phase = Phase.ready
    var plan = FlightPlan()
    var early = EarlyAnswers()
    /// Counts failures that said something new: see ``Flight/round``.
    var round = 0
    var retry: Retry
    var circuit = Circuit()
    var concurrency: Concurrency
    /// Before the next try the host's budget must be asked.
    var mustKnock = false
    var refusals: DeadLetterGuard
    var probation = Probation()
    /// Why the last record was refused on probation.
    var lastDoubt: Reason?
    var window: ReplayWindow?
    var hold: Reason?
    var ending: Ending?

    package init(_ settings: Settings, from cursor: RecordNumber) {
        self.settings = settings
        self.cursor = cursor
        furthest = cursor
        retry = Retry(settings.retry)
        concurrency = Concurrency(most: settings.window == nil ? settings.inFlight : 1)
        refusals = DeadLetterGuard(settings.deadLetters)
        window = settings.window.map { ReplayWindow($0) }
    }

    /// Why this sink is paused, where it is.
    package var heldReason: Reason? { hold }
    /// Failures in a row: the next one backs off accordingly.
    package var failures: Int { retry.failures }
    /// Of them, those that still say how the sink stands: none do once records were written to a new connection.
    package var standingFailures: Int { inWindow > 0 ? 0 : failures }
    /// The span of the records that were written to the connection that stands, and that it has not proven yet.
    package var inWindow: UInt64 { window?.recordCount ?? 0 }
    /// The span of the records that were written at least once and never proven, on this connection or an earlier one. Nil where the sink
    /// answers for each batch: what became of a request without an answer is not known.
    package var unproven: UInt64? { window == nil ? nil : furthest.records(since: cursor) }
    package var circuitState: Circuit.State { circuit.state }
    /// Batches, or parts of one, that are under way.
    package var inFlight: Int { plan.flights.count }
    /// Batches that may be under way now.
    package var allowed: Int { hold == nil ? circuit.allowed(of: concurrency.allowed) : 1 }
    /// Answers that wait for their predecessors'.
    package var earlyAnswers: Int { early.count }

    /// Whether any of the records may have to be sent, or sent again.
    package func needs(_ records: Range<RecordNumber>) -> Bool { plan.holds(records) || probation.holds(records) }

    package mutating func step(_ event: DeliveryEvent, _ now: Circumstances) -> [DeliveryAction] {
        guard phase != .finished else { return [] }
        if let actions = replayed(after: event, now) { return actions + [next(now)] }
        var actions: [DeliveryAction] = []
        switch event {
        case .awake: break
        case .batch(let records): plan.add(records)
        case .gathering(let until): return settleOutlived(now) + [wait(until)]
        case .caughtUp: return settleOutlived(now) + caughtUp(now)
        case .answered(let records, let verdict, let tally): actions = answered(records, verdict, tally, now)
        case .closed(let confirmed): actions = closed(confirmed: confirmed, now)
        case .admitted: mustKnock = false
        case .deferred(let until): phase = .backingOff(until: until, isAsked: false)
        case .drain(let bound): end(with: Ending(by: bound, patience: nil))
        case .exhaust(let patience): end(with: Ending(by: now.now + patience, patience: patience))
        case .stop(let end): stop(by: end)
        }
        return actions + settleOutlived(now) + [next(now)]
    }
}

/// When a delivery that is to end gives up.
struct Ending: Equatable {
    var by: Moment
    /// What each delivery moves the end by.
    var patience: Duration?
    /// Nothing more is begun.
    var isStop = false

    /// What waits must be gone by a fixed moment.
    var isDrain: Bool { patience == nil && !isStop }

    mutating func progressed(at now: Moment) {
        if let patience { by = now + patience }
    }
}
