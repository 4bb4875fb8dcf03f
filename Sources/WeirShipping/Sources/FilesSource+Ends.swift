internal import WeirRecords
internal import WeirSystem

/// Where a file's generation ends.
extension FilesSource {
    /// The file was truncated or written anew: what was read of it was another generation, of which a copy may go on.
    mutating func startOver(_ id: TailID) {
        guard var old = tails[id] else { return }
        notices.raise(.information, "a file was truncated or replaced; it is read from its beginning", ["source": name, "path": old.path])
        var young = FileTail(id: nextID(), generation: mintGeneration(), continuing: old)
        young.seenAt = old.seenAt
        young.followsTruncation = true
        young.handle = old.handle
        old.handle = nil
        old.phase = .lost(wasTruncated: true)
        old.state.cutOff()
        tails[id] = old
        tails[young.id] = young
        tracker.follow(young.id, young.state.identity, young.family)
        tracker.lose(id, old.family)
        let place = members[old.family]?.firstIndex(of: id)
        if let place { members[old.family]?.insert(young.id, at: place + 1) }
        needsScan = true
        suspended.insert(old.family)
        agenda.want(old.family)
    }

    /// A file that is at its end for good is not held open; where it has no name any more, it is over. Its writer may still go on for a while:
    /// as long as there is room for it, it is held that long.
    mutating func release(_ id: TailID, _ now: Timestamp) {
        guard var tail = tails[id] else { return }
        if mayGoOn(tail, now) {
            guard !tail.state.isFinished else { return }
            tails[id]?.state.isFinished = true
            if tail.descriptor != nil { unsaved.insert(id) }
            return
        }
        if let inflated = tail.handle as? InflatedFile, inflated.isBroken {
            lose(tail, .damaged, "a compressed file is damaged or not whole; what stood behind is lost")
        }
        drop(&tail)
        tail.isDue = false
        let isNew = !tail.state.isFinished
        tail.state.isFinished = true
        tails[id] = tail
        if tail.state.place == .gone { close(id) } else if isNew, tail.descriptor != nil { unsaved.insert(id) }
    }

    private func mayGoOn(_ tail: FileTail, _ now: Timestamp) -> Bool {
        guard !once, tail.state.place == .gone, !(tail.handle is InflatedFile), !descriptors.isScarce else { return false }
        return !tail.state.hasRested(for: settings.limits.goneTime, now)
    }

    mutating func close(_ id: TailID) {
        guard var tail = tails.removeValue(forKey: id) else { return }
        drop(&tail)
        tracker.forget(id)
        members[tail.family]?.removeAll { $0 == id }
        guard tail.descriptor != nil else { return }
        tail.phase = .closed
        tails[id] = tail
        unsaved.insert(id)
        keepTime(of: tail.family)
    }

    /// Up to when the directories are known goes with the positions that are left: a generation that was read to its end and compressed is not
    /// to be taken for one that nobody saw.
    private mutating func keepTime(of family: FileFamily) {
        guard let log = positioned(family) == nil ? agenda.families.first(where: { positioned($0) != nil }) : family else { return }
        if let id = positioned(log) { unsaved.insert(id) }
    }

    private func positioned(_ family: FileFamily) -> TailID? {
        members[family]?.last.flatMap { tails[$0] }.flatMap { $0.descriptor != nil && $0.phase == .followed ? $0.id : nil }
    }
}
