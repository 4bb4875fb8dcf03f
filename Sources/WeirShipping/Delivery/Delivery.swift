import WeirRecords
package import WeirSpool

/// One sink's delivery as a value: an event in, actions out, no clock, no connection. Its receipts are contiguous: each
/// begins where the one before ended.
package struct Delivery: Equatable, Sendable {
    package struct Settings: Equatable, Sendable {
        package var sink: String
        package var retry = RetryPolicy()
        package var deadLetters = DeadLetterGuard.Limits()
        /// How often a held sink is tried with one record.
        package var probe = Duration.seconds(30)
        /// How long to wait at most where nothing stands behind the mark.
        package var linger = Duration.milliseconds(200)
        /// Nil where the sink answers for each batch.
        package var window: ReplayWindow.Settings?

        package init(sink: String) { self.sink = sink }
    }

    private enum Phase: Equatable {
        case ready
        case backingOff(until: Moment)
        case held(Reason, probe: Moment)
        case finished
    }

    package let settings: Settings
    /// Everything before it is settled or buried.
    package private(set) var cursor: RecordNumber
    /// Everything before it was written at least once.
    private var furthest: RecordNumber
    private var phase = Phase.ready
    /// What is to be sent of the present batch, the next part last.
    private var work: [Range<RecordNumber>] = []
    private var retry: Retry
    private var refusals: DeadLetterGuard
    private var window: ReplayWindow?
    private var hold: Reason?
    private var ending: Ending?

    package init(_ settings: Settings, from cursor: RecordNumber) {
        self.settings = settings
        self.cursor = cursor
        furthest = cursor
        retry = Retry(settings.retry)
        refusals = DeadLetterGuard(settings.deadLetters)
        window = settings.window.map { ReplayWindow($0) }
    }

    /// Why this sink is paused, where it is.
    package var heldReason: Reason? { hold }
    /// Failures in a row.
    package var failures: Int { retry.failures }

    package mutating func step(_ event: DeliveryEvent, _ now: Circumstances) -> [DeliveryAction] {
        guard phase != .finished else { return [] }
        var actions: [DeliveryAction] = []
        switch event {
        case .awake: break
        case .batch(let records): work = [records]
        case .gathering(let until): return settleOutlived(now) + [wait(until)]
        case .caughtUp: return settleOutlived(now) + caughtUp(now)
        case .answered(let verdict, let tally): actions = answered(verdict, tally, now)
        case .closed(let confirmed): actions = closed(confirmed: confirmed, now)
        case .drain(let end): ending = Ending(by: end, patience: nil)
        case .exhaust(let patience): ending = Ending(by: now.now + patience, patience: patience)
        case .stop(let end): stop(by: end)
        }
        return actions + settleOutlived(now) + [next(now)]
    }
}

/// When a delivery that is to end gives up.
private struct Ending: Equatable {
    var by: Moment
    /// What each delivery moves the end by.
    var patience: Duration?
    /// Nothing more is begun.
    var isStop = false

    mutating func progressed(at now: Moment) {
        if let patience { by = now + patience }
    }
}

// MARK: - What comes next

extension Delivery {
    private mutating func next(_ now: Circumstances) -> DeliveryAction {
        if let ending, ending.by <= now.now { return finish(isDone: false) }
        if ending?.isStop == true { return window?.isEmpty ?? true ? finish(isDone: false) : .close }
        switch phase {
        case .backingOff(let until) where now.now < until: return wait(until)
        case .held(_, let probe) where ending == nil && now.now < probe: return wait(probe)
        case .held where ending != nil: return finish(isDone: false)
        case .finished: return .finish(.delivered)
        case .ready, .backingOff, .held: break
        }
        phase = .ready
        guard let records = work.last else { return .fill }
        return .send(hold == nil ? records : probe(records))
    }

    /// A held sink is tried with one record only.
    private mutating func probe(_ records: Range<RecordNumber>) -> Range<RecordNumber> {
        let first = records.prefixOfOne
        guard first != records else { return records }
        work[work.count - 1] = first.upperBound..<records.upperBound
        work.append(first)
        return first
    }

    private func wait(_ until: Moment) -> DeliveryAction { .wait(until: ending.map { min($0.by, until) } ?? until) }

    private mutating func caughtUp(_ now: Circumstances) -> [DeliveryAction] {
        let isProven = window?.isEmpty ?? true
        if !isProven, ending != nil || now.isSpoolFull {
            return [.close]
        }
        guard ending == nil else { return [finish(isDone: true)] }
        return [wait(now.now + settings.linger)]
    }

    private mutating func stop(by end: Moment) {
        ending = Ending(by: end, isStop: true)
        work.removeAll()
    }

    private mutating func finish(isDone: Bool) -> DeliveryAction {
        phase = .finished
        if ending?.isStop == true { return .finish(.stopped) }
        if let hold { return .finish(.held(hold)) }
        return .finish(isDone ? .delivered : .undelivered)
    }
}

// MARK: - What a sink said

extension Delivery {
    private mutating func answered(_ verdict: Verdict, _ tally: Tally, _ now: Circumstances) -> [DeliveryAction] {
        guard let records = work.last else { return [] }
        switch verdict {
        case .delivered: return delivered(records, tally, now)
        case .written(let bytes): return written(records, bytes, now)
        case .retry(let reason, let requested): return failed(reason, requested, now)
        case .hold(let reason): return held(reason, now)
        case .split(let reason), .reject(let reason): return records.isOne ? refused(records, reason, now) : halve(records)
        }
    }

    private mutating func delivered(_ records: Range<RecordNumber>, _ tally: Tally, _ now: Circumstances) -> [DeliveryAction] {
        let resumed = resume()
        retry.succeeded()
        refusals.delivered(Int(clamping: records.recordCount))
        work.removeLast()
        return [settled(records, tally, now)] + resumed
    }

    private mutating func written(_ records: Range<RecordNumber>, _ bytes: Int, _ now: Circumstances) -> [DeliveryAction] {
        guard bytes > 0 || window?.isEmpty == false else { return delivered(records, Tally(), now) }
        let resumed = resume()
        work.removeLast()
        window?.wrote(records, bytes: bytes, at: now.now)
        if records.upperBound > furthest {
            furthest = records.upperBound
            ending?.progressed(at: now.now)
        }
        return resumed
    }

    private mutating func settled(_ records: Range<RecordNumber>, _ tally: Tally, _ now: Circumstances) -> DeliveryAction {
        cursor = records.upperBound
        ending?.progressed(at: now.now)
        return .settle(records, tally)
    }

    private mutating func failed(_ reason: Reason, _ requested: Duration?, _ now: Circumstances) -> [DeliveryAction] {
        if let hold {
            phase = .held(hold, probe: now.now + settings.probe)
        } else {
            phase = .backingOff(until: now.now + retry.failed(requested: requested, chance: now.chance))
        }
        return rewound()
    }

    /// What was written and not proven goes again, and so does what was read ahead of it.
    private mutating func rewound() -> [DeliveryAction] {
        guard window != nil else { return [] }
        window?.forget()
        work.removeAll()
        return [.rewind(to: cursor)]
    }

    private mutating func halve(_ records: Range<RecordNumber>) -> [DeliveryAction] {
        let middle = records.middle
        work[work.count - 1] = middle..<records.upperBound
        work.append(records.lowerBound..<middle)
        return []
    }

    private mutating func refused(_ records: Range<RecordNumber>, _ reason: Reason, _ now: Circumstances) -> [DeliveryAction] {
        guard !refusals.isTripped(by: reason) else { return held(reason, now) }
        let resumed = resume()
        refusals.refuse(reason)
        work.removeLast()
        cursor = records.upperBound
        ending?.progressed(at: now.now)
        return [.bury(records.lowerBound, reason)] + resumed
    }

    private mutating func held(_ reason: Reason, _ now: Circumstances) -> [DeliveryAction] {
        let isNew = hold?.code != reason.code
        hold = reason
        phase = .held(reason, probe: now.now + settings.probe)
        let message = "the sink is on hold: its records wait in the spool"
        let notice = Notice(.alert, message, ["sink": settings.sink, "reason": reason.description])
        return rewound() + (isNew ? [.tell(notice)] : [])
    }

    private mutating func resume() -> [DeliveryAction] {
        guard hold != nil else { return [] }
        hold = nil
        refusals.reset()
        return [.tell(Notice(.information, "the sink takes records again", ["sink": settings.sink]))]
    }
}

// MARK: - What a connection proves

extension Delivery {
    private mutating func settleOutlived(_ now: Circumstances) -> [DeliveryAction] {
        guard let part = window?.outlived(at: now.now, unsent: now.unsent) else { return [] }
        retry.succeeded()
        return [settled(part.records, Tally(), now)]
    }

    private mutating func closed(confirmed: Bool, _ now: Circumstances) -> [DeliveryAction] {
        guard confirmed else { return failed(Reason("close not confirmed"), nil, now) }
        guard let part = window?.confirmAll() else { return [] }
        retry.succeeded()
        return [settled(part.records, Tally(), now)]
    }
}
