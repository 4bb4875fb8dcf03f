internal import WeirRecords
internal import WeirSystem

extension FilesSource {
    /// Looks at the directories and brings the tails into line with what is there.
    mutating func scan(_ now: Timestamp) {
        let before = scannedAt
        let isFirst = before == nil
        scannedAt = now
        needsScan = false
        newNames = []
        (unopened, inodes) = ([:], [:])
        reader.knownAt = now
        suspended = []
        standing.hasChanged = true
        var walk = GlobWalk(settings, fileSystem: fileSystem)
        walk.watch = watch
        let result = walk.run()
        watch?.keep(result.listed)
        folders.found(result.listed)
        if let error = result.unwatched { tellOfNoWatch(error) }
        for notice in told.news(of: result, settings, isFirst: isFirst) { notices.raise(notice) }
        let compressed = told.note(compressed: result)
        let findings = tracker.observe(
            result.sightings + goneArrivals(result.sightings), listed: result.listed, doubtful: result.doubtful, now: now)
        var appeared: [FileSighting] = []
        for finding in findings {
            switch finding {
            case .seen(let id, let sighting):
                if isAnother(id, sighting) {
                    displace(id)
                    appeared.append(sighting)
                } else {
                    see(id, sighting)
                }
            case .appeared(let sighting): appeared.append(sighting)
            case .missing(let id): leaveRemoved(id)
            case .vanished, .windowPassed: break
            }
        }
        let sought = Set(tails.values.filter(\.isLost).map(\.id))
        // What is sought may be a file that can't be read now: nothing of its log is given up.
        let unread = take(appeared, doubtful: result.doubtful, unseen: result.unseen, isFirst: isFirst, now)
        if isFirst { settleLeftOut() }
        findCompressed()
        if isFirst { readUnseen(beside: result.sightings) }
        for finding in findings {
            switch finding {
            // Truncated files are given up below.
            case .vanished(let id) where tails[id]?.phase != .lost(wasTruncated: true) && !doubted.contains(id):
                guard sought.contains(id) else { vanish(id); continue }
                if let tail = tails[id], tail.isLost, !unread.contains(tail.family) { vanish(id) }
            case .windowPassed(let family)
            where !unread.contains(family) && !sought.contains { tails[$0].map { $0.family == family && !$0.isLost } ?? false }:
                tellOfPassedWindow(family)
            case .seen, .appeared, .missing, .vanished, .windowPassed: break
            }
        }
        settleCopies(now)
        giveUpTruncated()
        settleArrivals()
        settleUnread(result, since: before, now)
        sortFamilies()
        tell(ofCompressed: compressed, isFirst: isFirst)
        if once, isFirst { setGoals() }
        let isCertain = result.unwatched == nil && result.doubtful.isEmpty
        isSettled = isCertain && copies.isEmpty && findings.allSatisfy { isExpected($0) } && !tails.values.contains(where: \.isLost)
        holdOpen(now)
    }

    /// Whether a scan that follows would hardly find anything else.
    private func isExpected(_ finding: RotationTracker.Finding) -> Bool {
        if case .vanished(let id) = finding, let tail = tails[id] { return tail.state.place == .gone && tail.handle != nil }
        return finding.isSeen
    }

    /// Whether the file is gone and its inode in use by another. Rotation makes no file younger, takes none to another log, and what it took
    /// away hardly changes any more. Where that seems to be the case and the file is not held open, its beginning tells.
    private func isAnother(_ id: TailID, _ sighting: FileSighting) -> Bool {
        guard let tail = tails[id], tail.handle == nil else { return false }
        let hasMoved = tail.family != sighting.family || sighting.rank > tail.rank
        guard hasMoved || sighting.rank != .base && tail.state.calls(for: sighting.status) else { return false }
        guard tail.state.fingerprint != .empty else { return hasMoved }
        switch look(at: sighting, as: tail.state) {
        case .head(let head): return !head.isSame
        case .another: return hasMoved
        // Its turn to be read tells which file it is.
        case .unreadable: return false
        }
    }

    /// Another file has its inode, or its file was truncated and went on under another name. What was read of it may go on in a copy, which
    /// may be among what this scan finds.
    private mutating func displace(_ id: TailID) {
        guard let tail = tails[id] else { return }
        guard tail.phase == .followed, tail.state.offset > 0 else { return vanish(id) }
        leaveFile(tail)
    }

    private mutating func see(_ id: TailID, _ sighting: FileSighting) {
        guard var tail = tails[id] else { return }
        if tail.family != sighting.family { leave(tail.family, id) }
        tail.moved(to: sighting, now: scannedAt)
        if tail.state.calls(for: sighting.status) { tail.isDue = true }
        if tail.isDue { agenda.want(tail.family) }
        if tail.handle == nil { tail.state.sighted(size: sighting.status.size) }
        tails[id] = tail
    }

    /// One that was removed while it was held open has no name anywhere: no later scan would find one.
    private mutating func leaveRemoved(_ id: TailID) {
        guard let tail = tails[id], tail.phase == .followed, let handle = tail.handle, !(handle is InflatedFile) else { return }
        if (try? handle.status())?.links == 0 { vanish(id) }
    }

    /// A file that no name leads to any more is read to its end where it is held open, and lost otherwise.
    private mutating func vanish(_ id: TailID) {
        guard var tail = tails[id], tail.phase != .closed else { return }
        if tail.phase == .followed, tail.handle != nil {
            tail.state.stand(.gone)
            tails[id] = tail
            agenda.want(tail.family)
        } else {
            let isRead = tail.phase == .followed || tail.phase == .lost(wasTruncated: false)
            if isRead, findCompressed(id) || findMoved(id) || findCopy(id) { return }
            if tail.state.offset == 0 {
                if isRead, awaitHeirs(of: id) { return }
                distrustComparisons(with: id)
            }
            if isRead { lose(tail, .rotatedAway, "a file is gone before it was read to its end") }
            close(id)
        }
    }

    /// Goes on in a copy of it that is known already; where that can't be read now, the next scan tries again.
    private mutating func findCopy(_ id: TailID) -> Bool {
        guard let tail = tails[id], tail.state.offset > 0, !tail.state.isFinished else { return false }
        if goOnInCopy(id) { return true }
        guard doubted.contains(id), isPatient(with: id) else { return false }
        tails[id]?.soughtScans += 1
        tails[id]?.isDue = false
        return true
    }

    /// Counts what is known to be lost. A finished file was read to its end; of another one what was written last may be lost too.
    mutating func lose(_ tail: FileTail, _ cause: Loss.Cause, _ message: String, _ severity: Notice.Severity = .alert) {
        let bytes = tail.state.unreadBytes
        guard bytes > 0 || !tail.state.isFinished else { return }
        reader.counters.lostBytes += bytes
        reader.counters.lostFiles += 1
        raiseLoss(cause, of: tail.path, since: tail.seenSameAt, bytes: bytes > 0 ? bytes : nil)
        unread.wasLost(tail.state.identity)
        var details = ["source": name, "path": tail.path, "origin": tail.origin, "offset": String(tail.state.offset)]
        if bytes > 0 { details["lost_bytes_at_least"] = String(bytes) } else { details["lost_bytes"] = "unknown" }
        notices.raise(severity, message, details)
    }

    /// A truncated file's copy is made before the truncation: what has none by now is lost.
    private mutating func giveUpTruncated() {
        for tail in tails.values where tail.phase == .lost(wasTruncated: true) {
            // What can't be looked at may be its copy: given up now, it would be read from its beginning later, and come twice.
            if isDoubted(tail) || mayHaveHeir(tail) {
                tails[tail.id]?.soughtScans += 1
                suspended.insert(tail.family)
                continue
            }
            if !hasHeir(tail) {
                if findCompressed(tail.id) { continue }
                tellOfTruncated(tail)
            }
            close(tail.id)
        }
    }

    private mutating func tellOfTruncated(_ tail: FileTail) {
        if tail.state.place == .gone {
            lose(tail, .rotatedAway, "a file is gone before it was read to its end, and no copy was found")
        } else if tail.state.unreadBytes == 0, wasJustRead(tail) {
            lose(
                tail, .truncated, "a file was truncated; what was written to it since it was last looked at, if anything, is not known",
                .warning)
        } else {
            lose(tail, .truncated, "a file was truncated or replaced before it was read to its end, and no copy was found")
        }
    }

    /// Whether it was seen to be read to its end a moment before. What was written to it since is not known.
    private func wasJustRead(_ tail: FileTail) -> Bool {
        guard let seenAt = tail.seenSameAt, let scannedAt else { return false }
        return !scannedAt.hasPassed(settings.limits.scanInterval * 2, since: seenAt)
    }

    /// Files that a watch opened and that have no name any more. The scan makes out which of the names are there.
    private mutating func goneArrivals(_ sightings: [FileSighting]) -> [FileSighting] {
        guard watch != nil else { return [] }
        names.found(sightings.lazy.map { WatchedName(directory: $0.family.directory, name: $0.name) })
        guard !arrivals.isEmpty else { return [] }
        let found = Set(sightings.map(\.identity))
        return arrivals.values.sorted { $0.number < $1.number }.map(\.sighting).filter { !found.contains($0.identity) }
    }

    /// One log's files by age; each is told where it stands.
    mutating func order(_ ids: [TailID], before: [TailID]) -> [TailID] {
        let group = ids.compactMap { id in tails[id].map { (id: id, rank: $0.rank, isNamed: $0.seenAt == scannedAt) } }
        let named = group.filter(\.isNamed).sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
        for tail in named {
            let isNewest = tail.rank == .base || (tail.id == named.last?.id && tail.rank.isDated)
            tails[tail.id]?.state.stand(isNewest ? .newest : .rotated)
        }
        guard group.count > 1 else { return group.map(\.id) }
        return FamilyOrder.merge(before, named: named.map(\.id), unnamed: Set(group.lazy.filter { !$0.isNamed }.map(\.id)))
    }

    /// A log without files is none.
    mutating func leave(_ family: FileFamily, _ id: TailID) {
        members[family]?.removeAll { $0 == id }
    }

    private mutating func setGoals() {
        for (id, tail) in tails { tails[id]?.goal = tail.state.size }
    }

    /// Orders each log's files by age and tells each where it stands.
    private mutating func sortFamilies() {
        var groups: [FileFamily: [TailID]] = [:]
        for tail in tails.values where tail.phase != .closed && !tail.isLost && tail.phase != .leftOut {
            groups[tail.family, default: []].append(tail.id)
        }
        var sorted: [FileFamily: [TailID]] = [:]
        sorted.reserveCapacity(groups.count)
        for (family, ids) in groups { sorted[family] = order(ids, before: members[family] ?? []) }
        members = sorted
        if !agenda.holds(exactly: members.keys) {
            agenda.replace(members.keys.sorted { ($0.directory, $0.base) < ($1.directory, $1.base) })
        }
    }
}

extension FilesSource {
    private mutating func tellOfPassedWindow(_ family: FileFamily) {
        reader.counters.lostFiles += 1
        raiseLoss(.watchOverflow, of: family.path(of: family.base), since: nil, bytes: nil)
        notices.raise(
            .alert, "a log's whole rotation window went by between two looks; files may have come and gone unseen",
            ["source": name, "path": family.path(of: family.base)])
    }
}

extension RotationTracker.Finding {
    fileprivate var isSeen: Bool { if case .seen = self { true } else { false } }
}

extension FileRank {
    var isDated: Bool { if case .dated = self { true } else { false } }
}
