internal import WeirRecords
internal import WeirSystem

/// With many logs those at rest have turns, which come round in 16 s to minutes. Beside a watch each of them is awaited too: its next growth
/// is told of. From then on it is looked at in each round, until it has been quiet for a while and is awaited again.
extension FilesSource {
    /// To be called before it is looked at, so that nothing falls between the two. Where there can be no more watches it keeps its turns.
    mutating func awaitGrowth(of family: FileFamily, _ now: Timestamp) {
        guard let watch, !once, !agenda.hadSomething(family, now, within: Agenda.restlessTime) else { return }
        guard let id = members[family]?.last, let tail = tails[id], tail.phase == .followed else { return }
        if !tail.isAwaited {
            guard watch.awaitGrowth(of: tail.path, as: id.number) else { return }
            tails[id]?.isAwaited = true
        }
        agenda.cooled(family)
    }

    mutating func grew(_ id: TailID, _ now: Timestamp) {
        guard var tail = tails[id] else { return }
        tail.isAwaited = false
        // Of the youngest its turn finds out by itself.
        if tail.handle == nil, members[tail.family]?.last != id { tail.isDue = true }
        tails[id] = tail
        agenda.want(tail.family)
        agenda.took(tail.family, now)
    }

    /// Nobody knows which of the logs have grown.
    mutating func lookAtAll() {
        for id in tails.keys { tails[id]?.isAwaited = false }
        for family in agenda.families { agenda.want(family) }
    }
}
