import WeirRecords
import WeirSpool

// What comes next.
extension Delivery {
    mutating func next(_ now: Circumstances) -> DeliveryAction {
        if let ending, ending.by <= now.now { return finish(isDone: false) }
        if ending?.isStop == true { return nextOfStop() }
        switch phase {
        case .backingOff(let until, _) where now.now < until: return wait(until)
        case .held(_, let probe) where ending == nil && now.now < probe: return wait(probe)
        case .held where ending != nil: return plan.flights.isEmpty ? finish(isDone: false) : wait(.never)
        case .finished: return .finish(.delivered)
        case .ready, .backingOff, .held: phase = .ready
        }
        guard plan.flights.count < allowed else { return wait(.never) }
        if hold != nil, probation.retries { _ = retryDoubted() }
        guard let part = plan.next else { return mayBegin ? .fill : wait(.never) }
        return mustKnock ? .knock : send(part, now)
    }

    private var mayBegin: Bool { early.count < Self.earlyPerFlight * concurrency.most }

    /// A held sink is tried with one record only.
    private mutating func send(_ part: Range<RecordNumber>, _ now: Circumstances) -> DeliveryAction {
        let goesFar = probation.goesFar && (hold == nil || !probation.retries)
        let records = goesFar ? plan.farthest ?? part.prefixOfOne : hold == nil ? part : part.prefixOfOne
        plan.send(records, round: round, at: now.now, allowed: allowed)
        circuit.sent()
        return .send(records)
    }

    func wait(_ until: Moment) -> DeliveryAction { .wait(until: ending.map { min($0.by, until) } ?? until) }

    mutating func caughtUp(_ now: Circumstances) -> [DeliveryAction] {
        if let actions = triedAll(now) { return actions }
        let isProven = window?.isEmpty ?? true
        if !isProven, ending != nil || now.isSpoolFull {
            return [.close]
        }
        guard ending == nil else { return [plan.isEmpty ? finish(isDone: true) : wait(.never)] }
        return [wait(now.now + (isProven ? settings.rest : settings.linger))]
    }

    // MARK: - Ends

    /// What is about to vanish doesn't sit out a wait of its own making: the peer may be well by now.
    mutating func end(with ending: Ending) {
        self.ending = ending
        guard ending.isDrain else { return }
        mustKnock = false
        if case .backingOff(_, isAsked: false) = phase { phase = .ready }
    }

    mutating func stop(by end: Moment) {
        ending = Ending(by: end, isStop: true)
        plan.dropParts()
    }

    private mutating func nextOfStop() -> DeliveryAction {
        guard plan.flights.isEmpty else { return wait(.never) }
        plan.dropParts()
        return window?.isEmpty ?? true ? finish(isDone: false) : .close
    }

    private mutating func finish(isDone: Bool) -> DeliveryAction {
        phase = .finished
        if ending?.isStop == true { return .finish(.stopped) }
        if let hold { return .finish(.held(hold)) }
        return .finish(isDone ? .delivered : .undelivered)
    }
}
