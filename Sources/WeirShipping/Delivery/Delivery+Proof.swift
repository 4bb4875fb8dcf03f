import WeirSpool

// What a connection proves that answers nothing.
extension Delivery {
    mutating func settleOutlived(_ now: Circumstances) -> [DeliveryAction] {
        guard let part = window?.outlived(at: now.now, unsent: now.unsent) else { return stood(now) }
        return proven(part, now)
    }

    /// A quiet host may never write enough to prove anything. Its endpoint is well all the same where the connection stands for so long.
    private mutating func stood(_ now: Circumstances) -> [DeliveryAction] {
        guard failures > 0, !now.isBroken, plan.flights.isEmpty, window?.hasStood(at: now.now) == true else { return [] }
        return reached()
    }

    /// A connection that broke while nothing is written to it would be noticed only at the next record, however long that takes. Nil
    /// where none broke, or where the event itself says what came of it.
    mutating func replayed(after event: DeliveryEvent, _ now: Circumstances) -> [DeliveryAction]? {
        guard now.isBroken, window?.isEmpty == false, plan.flights.isEmpty else { return nil }
        switch event {
        case .awake, .gathering, .caughtUp: break
        case .batch, .answered, .admitted, .deferred, .closed, .drain, .exhaust, .stop: return nil
        }
        return failed(Reason(.closedByPeer), nil, round: round, now)
    }

    mutating func closed(confirmed: Bool, _ now: Circumstances) -> [DeliveryAction] {
        guard confirmed else { return failed(Reason(.closeNotConfirmed), nil, round: round, now) }
        guard let part = window?.confirmAll() else { return [] }
        return proven(part, now)
    }

    private mutating func proven(_ part: ReplayWindow.Part, _ now: Circumstances) -> [DeliveryAction] {
        cursor = part.records.upperBound
        ending?.progressed(at: now.now)
        return [.settle(part.records, Tally())] + reached()
    }
}
