import WeirRecords
import WeirSpool

// What a sink said.
extension Delivery {
    mutating func answered(
        _ records: Range<RecordNumber>, _ verdict: Verdict, _ tally: Tally, _ now: Circumstances
    ) -> [DeliveryAction] {
        guard let flight = plan.land(records) else { return [] }
        switch verdict {
        case .delivered(let grade):
            passed(grade)
            return delivered(flight, tally, now)
        case .written(let bytes): return written(flight, bytes, now)
        case .retry(let reason, let requested):
            plan.add(records)
            return failed(reason, requested, round: flight.round, now)
        case .hold(let reason):
            plan.add(records)
            return held(reason, round: flight.round, now)
        case .split(let reason), .reject(let reason):
            return records.isOne ? refused(flight, reason, now) : halve(flight)
        }
    }

    // MARK: - Well

    private mutating func delivered(_ flight: Flight, _ tally: Tally, _ now: Circumstances) -> [DeliveryAction] {
        let records = flight.records
        refusals.delivered(Int(clamping: records.recordCount))
        concurrency.answered(records.recordCount, after: now.now.elapsed(since: flight.sent), wasFull: flight.isFull, at: now.now)
        early.add(records, .delivered(tally))
        return inOrder(now) + resumed(flight) + reached(flight)
    }

    private mutating func written(_ flight: Flight, _ bytes: Int, _ now: Circumstances) -> [DeliveryAction] {
        let records = flight.records
        guard bytes > 0 || window?.isEmpty == false else { return delivered(flight, Tally(), now) }
        window?.wrote(records, bytes: bytes, at: now.now)
        if records.upperBound > furthest {
            furthest = records.upperBound
            ending?.progressed(at: now.now)
        }
        return resumed(flight)
    }

    /// Everything whose predecessors are all answered for.
    private mutating func inOrder(_ now: Circumstances) -> [DeliveryAction] {
        ending?.progressed(at: now.now)
        var actions: [DeliveryAction] = []
        while let (records, outcome) = early.take(at: cursor) {
            cursor = records.upperBound
            switch outcome {
            case .delivered(let tally): actions.append(.settle(records, tally))
            case .buried(let reason): actions.append(.bury(records.lowerBound, reason))
            }
        }
        return actions
    }

    /// The endpoint works, whatever it thinks of the records. What left before the last failure doesn't show that.
    mutating func reached(_ flight: Flight) -> [DeliveryAction] {
        flight.round == round ? reached() : []
    }

    mutating func reached() -> [DeliveryAction] {
        retry.succeeded()
        guard circuit.answered() else { return [] }
        return [.tell(Notice(.information, "the sink's endpoint answers again", ["sink": settings.sink]))]
    }

    // MARK: - Not now

    mutating func failed(_ reason: Reason, _ requested: Duration?, round: Int, _ now: Circumstances) -> [DeliveryAction] {
        guard round == self.round else { return alsoFailed(reason, requested, now) }
        self.round += 1
        concurrency.congested()
        if let hold {
            phase = .held(hold, probe: now.now + settings.probe)
            return rewound()
        }
        let drawn = retry.failed(requested: requested, chance: now.chance)
        let wait = requested == nil && ending?.isDrain == true ? min(drawn, Self.drainCap) : drawn
        phase = .backingOff(until: now.now + wait, isAsked: requested != nil)
        mustKnock = ending?.isDrain != true
        return rewound() + opened(reason) + putOff(requested, reason)
    }

    /// A long wait that was asked for is told, since nothing is tried in it.
    private func putOff(_ requested: Duration?, _ reason: Reason) -> [DeliveryAction] {
        guard let asked = requested.map({ min($0, RetryPolicy.longestHonoured) }), asked > RetryPolicy.longestUntold else { return [] }
        let details = ["sink": settings.sink, "reason": reason.description, "seconds": "\(asked.components.seconds)"]
        return [.tell(Notice(.warning, "the sink's endpoint asks for a wait: nothing is sent to it meanwhile", details))]
    }

    /// Of those that left together the first failure counts; a longer wait that another was asked for holds for all.
    private mutating func alsoFailed(_ reason: Reason, _ requested: Duration?, _ now: Circumstances) -> [DeliveryAction] {
        guard let requested, case .backingOff(let until, _) = phase else { return [] }
        let asked = now.now + min(requested, RetryPolicy.longestHonoured)
        guard asked > until else { return [] }
        phase = .backingOff(until: asked, isAsked: true)
        return putOff(requested, reason)
    }

    private mutating func opened(_ reason: Reason) -> [DeliveryAction] {
        guard circuit.failed(inARow: retry.failures) else { return [] }
        let message = "the sink's endpoint fails again and again: its records wait in the spool, and one batch at a time is tried"
        return [.tell(Notice(.warning, message, ["sink": settings.sink, "reason": reason.description]))]
    }

    /// What was written and not proven goes again, and so does what was read ahead of it.
    private mutating func rewound() -> [DeliveryAction] {
        guard window != nil else { return [] }
        window?.forget()
        plan.dropParts()
        return [.rewind(to: cursor)]
    }

    // MARK: - Not like this

    private mutating func halve(_ flight: Flight) -> [DeliveryAction] {
        let middle = flight.records.middle
        plan.add(flight.records.lowerBound..<middle)
        plan.add(middle..<flight.records.upperBound)
        return reached(flight)
    }

    private mutating func refused(_ flight: Flight, _ reason: Reason, _ now: Circumstances) -> [DeliveryAction] {
        guard !isOnProbation else { return doubted(flight, reason, now) }
        guard !refusals.isTripped(by: reason) else {
            plan.add(flight.records)
            return held(reason, round: flight.round, now)
        }
        refusals.refuse(reason)
        early.add(flight.records, .buried(reason))
        return inOrder(now) + resumed(flight) + reached(flight)
    }

    private mutating func held(_ reason: Reason, round: Int, _ now: Circumstances) -> [DeliveryAction] {
        guard round == self.round else { return [] }
        self.round += 1
        let isNew = hold?.code != reason.code
        hold = reason
        mustKnock = false
        phase = .held(reason, probe: now.now + settings.probe)
        guard isNew else { return rewound() }
        let details = ["sink": settings.sink, "reason": reason.description, "way_out": reason.wayOut(of: settings.probe)]
        return rewound() + [.tell(Notice(.alert, "the sink is on hold: its records wait in the spool", details))]
    }

    private mutating func resumed(_ flight: Flight) -> [DeliveryAction] {
        guard hold != nil, flight.round == round else { return [] }
        hold = nil
        refusals.reset()
        return [.tell(Notice(.information, "the sink takes records again", ["sink": settings.sink]))]
    }
}
