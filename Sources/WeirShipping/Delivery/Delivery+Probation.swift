import WeirRecords
import WeirSpool

// What an endpoint that has taken nothing yet refuses.
extension Delivery {
    /// Refusals are not taken at their word yet.
    package var isOnProbation: Bool { !probation.isOver && window == nil }

    /// An answer for records that need no endpoint, since none of them goes to it, proves nothing.
    mutating func passed(_ grade: DeliveryGrade) {
        guard isOnProbation, grade != .sent else { return }
        for record in probation.end() { plan.add(record) }
    }

    mutating func doubted(_ flight: Flight, _ reason: Reason, _ now: Circumstances) -> [DeliveryAction] {
        probation.refuse(flight.records)
        lastDoubt = reason
        guard hold != nil || probation.isExhausted else { return reached(flight) }
        return heldInDoubt(reason, now)
    }

    /// Nothing else is there to be tried: nil where nothing was refused either.
    mutating func triedAll(_ now: Circumstances) -> [DeliveryAction]? {
        guard plan.isEmpty, probation.hasRefused, let reason = lastDoubt else { return nil }
        // The next one of a hold, whose time has come.
        if hold != nil, ending == nil, retryDoubted() { return [next(now)] }
        return heldInDoubt(reason, now) + [next(now)]
    }

    /// Whether there was one to be tried again.
    mutating func retryDoubted() -> Bool {
        guard let record = probation.takeFirst() else { return false }
        plan.add(record)
        return true
    }

    private mutating func heldInDoubt(_ reason: Reason, _ now: Circumstances) -> [DeliveryAction] {
        let isNew = hold?.code != reason.code
        hold = reason
        mustKnock = false
        // Not for each of those that were under way together.
        if case .held = phase {} else { phase = .held(reason, probe: now.now + probation.nextPause(upTo: settings.probe)) }
        guard isNew else { return [] }
        let details = ["sink": settings.sink, "reason": reason.description, "way_out": reason.wayOutOfDoubt(settings.probe)]
        return [.tell(Notice(.alert, "the sink is on hold: its endpoint refuses every record and has taken none so far", details))]
    }
}
