internal import WeirRecords
internal import WeirSystem

/// One turn of a log, or of one of its files.
extension FilesSource {
    /// Whether something of the log is to be read, and is not open.
    func hasUnopened(_ family: FileFamily) -> Bool {
        (members[family] ?? []).contains { id in tails[id].map { $0.phase == .followed && $0.isDue && $0.handle == nil } ?? false }
    }

    mutating func turn(of family: FileFamily, _ slab: Slab, _ now: Timestamp) -> TailReader.Outcome {
        guard !suspended.contains(family) else { return .waiting }
        if !agenda.areFew {
            awaitGrowth(of: family, now)
            lookAtYoungest(of: family)
        }
        for id in members[family] ?? [] {
            let outcome = turn(of: id, slab, now)
            switch outcome {
            case .took, .passed, .needsRoom, .waiting, .startedOver: return outcome
            case .atEnd, .released, .refused: continue
            }
        }
        return .atEnd
    }

    /// A file that can't be read is passed over, so that the others go on.
    private mutating func turn(of id: TailID, _ slab: Slab, _ now: Timestamp) -> TailReader.Outcome {
        guard var tail = tails.removeValue(forKey: id) else { return .atEnd }
        guard isReadable(tail, now) else {
            tails[id] = tail
            return .atEnd
        }
        var outcome = TailReader.Outcome.waiting
        do throws(SystemError) {
            if let file = try open(&tail, now) {
                outcome = try reader.turn(of: &tail, file, into: slab, step: steps, now: now)
                tail.failedAt = nil
                if outcome == .atEnd { tail.isDue = false }
                if outcome != .startedOver { tail.seenSameAt = now }
                tell(of: &tail)
            }
        } catch {
            fail(&tail, error, now)
            outcome = .atEnd
        }
        if case .refused(let encoding) = outcome { refuse(&tail, encoding) }
        if outcome == .atEnd, tail.isOverUnnamed { finish(&tail) }
        tails[id] = tail
        if outcome == .startedOver { startOver(id) }
        if outcome == .released { release(id, now) }
        return outcome
    }

    /// It has no name any more and is at its end: that it is gone at the next start is no loss, as far as anybody can know.
    private mutating func finish(_ tail: inout FileTail) {
        tail.state.isFinished = true
        if tail.descriptor != nil { unsaved.insert(tail.id) }
    }

    private func isReadable(_ tail: FileTail, _ now: Timestamp) -> Bool {
        guard tail.phase == .followed, tail.handle != nil || tail.isDue else { return false }
        if once, tail.reachedGoal { return false }
        guard let failedAt = tail.failedAt else { return true }
        return now.hasPassed(settings.limits.scanInterval, since: failedAt)
    }
}

extension FileTail {
    /// Removed, and not just moved to where nobody looks: there its writer may go on, and the next start finds it.
    fileprivate var isOverUnnamed: Bool {
        guard state.place == .gone, !state.isFinished, state.unreadBytes == 0, let handle, !(handle is InflatedFile) else { return false }
        return (try? handle.status())?.links == 0
    }
}
