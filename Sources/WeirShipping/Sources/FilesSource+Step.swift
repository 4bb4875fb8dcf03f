package import WeirRecords

/// One step: names, a scan where one is due, and a turn for each log that has one.
extension FilesSource {
    package mutating func step(into slab: Slab, now: Timestamp) -> SourceStep {
        steps += 1
        reader.beginStep()
        defer { stand(now) }
        giveBackDescriptors()
        takeEvents(now)
        if !meetNewcomers(now), isScanDue(now) { scan(now) }
        save(into: slab)
        fill(slab, now)
        if isScanAwaited, slab.isEmpty {
            scan(now)
            save(into: slab)
            fill(slab, now)
        }
        if slab.isEmpty { save(into: slab) }
        if !slab.isEmpty { return .filled }
        if isTired { return .idle(settings.limits.restTime) }
        if once, !needsScan || !agenda.areFew, tails.values.allSatisfy(\.reachedGoal) { return end(slab, now) }
        return .idle(min(settings.limits.pollInterval, settings.limits.scanInterval))
    }

    /// What was read meanwhile tells which files hold nothing but that.
    private mutating func end(_ slab: Slab, _ now: Timestamp) -> SourceStep {
        settleCopies(now)
        save(into: slab)
        return slab.isEmpty ? .exhausted : .filled
    }

    /// Looks at the directories without reading, for a time in which the spool is full: what is rotated meanwhile is held open
    /// as far as the limits go, and what is lost is told of.
    package mutating func observe(now: Timestamp) {
        takeEvents(now)
        if !meetNewcomers(now), isScanDue(now) { scan(now) }
    }

    /// Enough was looked at for one step.
    private var isTired: Bool { reader.examinedBytes >= settings.limits.stepBytes.bytes }

    /// With few files whatever asks for a scan gets it at once.
    private func isScanDue(_ now: Timestamp) -> Bool {
        guard let scannedAt, !needsScan || !agenda.areFew else { return true }
        let isWatched = watch != nil && isSettled && !agenda.areFew
        let interval = pace.interval(
            files: max(tails.count, folders.count), hasNews: needsScan, isWatched: isWatched, least: settings.limits.scanInterval)
        return now.hasPassed(interval, since: scannedAt)
    }

    /// With few files nothing is read before a scan that is due; with many the others go on.
    private var isScanAwaited: Bool { needsScan && agenda.areFew }

    /// Gives each log its turn until the slab is full or nothing is left.
    private mutating func fill(_ slab: Slab, _ now: Timestamp) {
        guard !isScanAwaited else { return }
        var active = agenda.round(now)
        while !active.isEmpty {
            var next: [FileFamily] = []
            for family in active {
                guard !slab.isFull else { return agenda.interrupted(at: family, isHeard: false) }
                switch turn(of: family, slab, now) {
                case .took, .passed:
                    slab.markCut()
                    agenda.took(family, now)
                    standing.hasChanged = true
                    next.append(family)
                case .needsRoom: return agenda.interrupted(at: family, isHeard: false)
                case .waiting where hasUnopened(family), .startedOver: break
                default: agenda.rested(family)
                }
                if isScanAwaited { return }
                if isTired { return agenda.interrupted(at: family, isHeard: true) }
            }
            active = next
        }
        agenda.ended()
    }

    /// Puts the states that changed without a record into the slab; closed streams end there, behind the others: a copy's position must be
    /// kept before its original is forgotten.
    private mutating func save(into slab: Slab) {
        guard !unsaved.isEmpty else { return }
        let closed = unsaved.filter { tails[$0]?.phase == .closed }
        let awaited = closed.isEmpty ? [] : awaitedOriginals()
        for id in unsaved.subtracting(closed).sorted() + closed.subtracting(awaited).sorted() {
            guard !slab.isFull else { return }
            unsaved.remove(id)
            guard var tail = tails.removeValue(forKey: id) else { continue }
            reader.note(&tail, in: slab, step: steps)
            if tail.phase != .closed { tails[id] = tail }
        }
    }
}
