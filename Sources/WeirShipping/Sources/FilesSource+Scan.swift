internal import WeirRecords
internal import WeirSystem

/// What was told of already and holds on.
struct Told: Sendable {
    var openFilesReached = false
    var knownFilesReached = false
    var scanIncomplete = false
    var compressed: Set<String> = []
    var errors: Set<String> = []
    var unread: Set<String> = []
}

extension FilesSource {
    /// Looks at the directories and brings the tails into line with what is there.
    mutating func scan(_ now: Timestamp) {
        let isFirst = scannedAt == nil
        scannedAt = now
        needsScan = false
        var walk = GlobWalk(
            fileSystem: fileSystem, include: settings.include, exclude: settings.exclude, maximumDirectories: settings.limits.directories)
        let result = walk.run()
        tell(of: result)
        let findings = tracker.observe(result.sightings, listed: result.listed, doubtful: result.doubtful, now: now)
        var appeared: [FileSighting] = []
        for finding in findings {
            switch finding {
            case .seen(let id, let sighting):
                if isAnother(id, sighting) {
                    vanish(id)
                    appeared.append(sighting)
                } else {
                    see(id, sighting)
                }
            case .appeared(let sighting): appeared.append(sighting)
            case .missing, .vanished, .windowPassed: break
            }
        }
        let sought = Set(tails.values.filter(\.isLost).map(\.id))
        // What is sought may be a file that can't be read now: nothing of its log is given up.
        let unread = take(appeared, doubtful: result.doubtful, isFirst: isFirst, now)
        findCompressed()
        for finding in findings {
            switch finding {
            case .vanished(let id) where !sought.contains(id) || tails[id]?.isLost == true:
                if !sought.contains(id) || !unread.contains(where: { $0 == tails[id]?.family }) { vanish(id) }
            case .windowPassed(let family)
            where !unread.contains(family) && !sought.contains { tails[$0].map { $0.family == family && !$0.isLost } ?? false }:
                tellOfPassedWindow(family)
            case .seen, .appeared, .missing, .vanished, .windowPassed: break
            }
        }
        settleCopies(now)
        giveUpTruncated()
        sortFamilies()
        if once, isFirst { setGoals() }
        holdOpen(now)
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

    private mutating func see(_ id: TailID, _ sighting: FileSighting) {
        guard var tail = tails[id] else { return }
        if tail.family != sighting.family { members[tail.family]?.removeAll { $0 == id } }
        tail.moved(to: sighting, now: scannedAt)
        if tail.state.calls(for: sighting.status) { tail.isDue = true }
        if tail.handle == nil { tail.state.sighted(size: sighting.status.size) }
        tails[id] = tail
    }

    /// A file that no name leads to any more is read to its end where it is held open, and lost otherwise.
    private mutating func vanish(_ id: TailID) {
        guard var tail = tails[id], tail.phase != .closed else { return }
        if tail.phase == .followed, tail.handle != nil {
            tail.state.stand(.gone)
            tails[id] = tail
        } else {
            let isRead = tail.phase == .followed || tail.phase == .lost(wasTruncated: false)
            if isRead, findCompressed(id) { return }
            if isRead { lose(tail, .rotatedAway, "a file is gone before it was read to its end") }
            close(id)
        }
    }

    /// Counts what is known to be lost. A finished file was read to its end; of another one what was written last may be lost too.
    mutating func lose(_ tail: FileTail, _ cause: Loss.Cause, _ message: String) {
        let bytes = tail.state.unreadBytes
        guard bytes > 0 || !tail.state.isFinished else { return }
        reader.counters.lostBytes += bytes
        reader.counters.lostFiles += 1
        raiseLoss(cause, of: tail.path, since: tail.seenSameAt, bytes: bytes > 0 ? bytes : nil)
        var details = ["source": name, "path": tail.path, "origin": tail.origin, "offset": String(tail.state.offset)]
        if bytes > 0 { details["lost_bytes_at_least"] = String(bytes) } else { details["lost_bytes"] = "unknown" }
        notices.raise(.alert, message, details)
    }

    /// A truncated file's copy is made before the truncation: what has none by now is lost.
    private mutating func giveUpTruncated() {
        for tail in tails.values where tail.phase == .lost(wasTruncated: true) {
            if tail.state.unreadBytes > 0 || !wasJustRead(tail) {
                if findCompressed(tail.id) { continue }
                lose(tail, .truncated, "a file was truncated or replaced before it was read to its end, and no copy was found")
            }
            close(tail.id)
        }
    }

    /// Whether it was seen to be read to its end a moment before. Otherwise nobody knows what was written to it since.
    private func wasJustRead(_ tail: FileTail) -> Bool {
        guard let seenAt = tail.seenSameAt, let scannedAt else { return false }
        return !scannedAt.hasPassed(settings.limits.scanInterval * 2, since: seenAt)
    }

    private mutating func setGoals() {
        for (id, tail) in tails { tails[id]?.goal = tail.state.size }
    }

    /// Orders each log's files by age and tells each where it stands.
    private mutating func sortFamilies() {
        var groups: [FileFamily: [FileTail]] = [:]
        for tail in tails.values where tail.phase != .closed && !tail.isLost { groups[tail.family, default: []].append(tail) }
        members = groups.mapValues { _ in [] }.merging(members.filter { groups[$0.key] != nil }) { _, known in known }
        for (family, group) in groups {
            let named = group.filter { $0.seenAt == scannedAt }.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
            for tail in named {
                let isNewest = tail.rank == .base || (tail.id == named.last?.id && tail.rank.isDated)
                tails[tail.id]?.state.stand(isNewest ? .newest : .rotated)
            }
            let unnamed = Set(group.filter { $0.seenAt != scannedAt }.map(\.id))
            members[family] = FamilyOrder.merge(members[family] ?? [], named: named.map(\.id), unnamed: unnamed)
        }
        families = members.keys.sorted { ($0.directory, $0.base) < ($1.directory, $1.base) }
    }
}

extension FilesSource {
    private mutating func tell(of result: ScanResult) {
        let errors = Set(result.errors.map { "\($0.operation) \($0.subject)" })
        for error in result.errors where !told.errors.contains("\(error.operation) \(error.subject)") {
            notices.raise(.warning, "a directory or a file can't be looked at", error.details(["source": name]))
        }
        told.errors = errors
        let compressed = Set(result.compressed)
        let fresh = compressed.subtracting(told.compressed)
        if let example = fresh.min() {
            notices.raise(
                scannedAt == nil ? .warning : .information,
                "compressed files that were there before are left out: unpack them to have them shipped",
                ["source": name, "files": String(fresh.count), "first": example])
        }
        told.compressed = compressed
        if result.isIncomplete, !told.scanIncomplete {
            notices.raise(
                .alert, "there are more directories than may be looked into; files in the others are not followed",
                ["source": name, "limit": String(settings.limits.directories)])
        }
        told.scanIncomplete = result.isIncomplete
    }

    private mutating func tellOfPassedWindow(_ family: FileFamily) {
        reader.counters.lostFiles += 1
        raiseLoss(.watchOverflow, of: family.path(of: family.base), since: nil, bytes: nil)
        notices.raise(
            .alert, "a log's whole rotation window went by between two looks; files may have come and gone unseen",
            ["source": name, "path": family.path(of: family.base)])
    }
}

extension FileRank {
    var isDated: Bool { if case .dated = self { true } else { false } }
}
