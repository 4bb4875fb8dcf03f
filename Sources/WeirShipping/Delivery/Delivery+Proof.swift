import WeirSpool

// What a connection proves that answers nothing.
extension Delivery {
    mutating func settleOutlived(_ now: Circumstances) -> [DeliveryAction] {
        guard let part = window?.outlived(at: now.now, unsent: now.unsent) else { return [] }
        return proven(part, now)
    }

    mutating func closed(confirmed: Bool, _ now: Circumstances) -> [DeliveryAction] {
        guard confirmed else { return failed(Reason("close not confirmed"), nil, round: round, now) }
        guard let part = window?.confirmAll() else { return [] }
        return proven(part, now)
    }

    private mutating func proven(_ part: ReplayWindow.Part, _ now: Circumstances) -> [DeliveryAction] {
        cursor = part.records.upperBound
        ending?.progressed(at: now.now)
        return [.settle(part.records, Tally())] + reached()
    }
}
