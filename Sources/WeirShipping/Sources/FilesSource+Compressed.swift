internal import WeirRecords
internal import WeirSystem

/// Logs that were compressed before they were read to their ends.
extension FilesSource {
    /// Goes on in the compressed file that begins as this one did and holds what stood before its offset; so do the younger ones that were
    /// compressed meanwhile, from their beginnings.
    ///
    /// - Returns: false where there is none: what was not read is lost. Where one can't be read just now, or as many files are open as may
    ///   be, the next scan tries again.
    mutating func findCompressed(_ id: TailID) -> Bool {
        guard let tail = tails[id], !tail.state.isFinished, tail.state.fingerprint.length > 0 else { return false }
        var (sightings, unread) = compressed(of: tail.family)
        guard !sightings.isEmpty else { return isAwaited(id, unread) }
        guard takeDescriptor() else {
            tails[id]?.isDue = false
            return true
        }
        for sighting in sightings where !isFollowed(sighting.identity) {
            do throws(SystemError) {
                guard let file = try openCompressed(sighting), try holds(file, tail.state) else { continue }
                let younger = tail.rank == .base ? try openYounger(than: sighting, of: id) : []
                read(id, sighting, file)
                notices.raise(
                    .information, "a file was compressed before it was read to its end; the rest is read from there",
                    ["source": name, "path": tail.path, "compressed": sighting.path, "offset": String(tail.state.offset)])
                younger.forEach { add($0.sighting, $0.file) }
                return true
            } catch {
                if error.isPassing { unread = unread ?? error }
            }
        }
        descriptors.giveBack()
        return isAwaited(id, unread)
    }

    /// Whether the next scan tries again, since what it goes on in may be what can't be read. That is not waited for without end.
    private mutating func isAwaited(_ id: TailID, _ unread: SystemError?) -> Bool {
        guard let unread else { return false }
        if unread.isOutOfDescriptors { descriptors.shrink() }
        if told.unread.insert(unread.subject).inserted {
            notices.raise(
                once ? .alert : .warning, "a compressed log can't be read, and may hold what was not read yet",
                unread.details(["source": name, "path": tails[id]?.path ?? ""]))
        }
        guard isPatient(with: id) else { return false }
        tails[id]?.soughtScans += 1
        tails[id]?.isDue = false
        return true
    }

    /// Taken before the file is opened. A run of `once` has no later scan.
    private mutating func takeDescriptor() -> Bool {
        if descriptors.take() || makeRoom() { return true }
        if once { descriptors.count() }
        return once
    }

    /// At once, so that what is younger is not read first.
    mutating func findCompressed() {
        guard !told.compressed.isEmpty else { return }
        let sought = tails.values.filter { $0.phase == .lost(wasTruncated: false) && told.compressedOf[$0.family] != nil }
        for id in sought.map(\.id).sorted() { _ = findCompressed(id) }
    }

    /// Of those in which a log is read on, and of those that a followed log became, there is nothing to say.
    mutating func tell(ofCompressed fresh: Set<String>, isFirst: Bool) {
        guard !fresh.isEmpty else { return }
        let read = Set(tails.values.lazy.filter { $0.handle is InflatedFile }.map(\.path))
        let left = fresh.subtracting(read).filter { path in
            isFirst || !FileFamily.ofCompressed(path).contains { !(members[$0] ?? []).isEmpty }
        }
        if let notice = Told.leftOut(compressed: left, settings, isFirst: isFirst) { notices.raise(notice) }
    }

    func holds(_ file: InflatedFile, _ state: TailState) throws(SystemError) -> Bool {
        let head = try FileHead.read(file, Fingerprint.maximumBytes)
        guard try FileHead.isSame(file, as: state, head: head) else { return false }
        guard state.offset > 0 else { return true }
        return try FileHead.read(file, 1, at: state.offset - 1).count == 1
    }

    /// The youngest first, and why one that is there can't be looked at.
    private func compressed(of family: FileFamily) -> (found: [FileSighting], unread: SystemError?) {
        var sightings: [FileSighting] = []
        var unread: SystemError?
        for path in told.compressedOf[family] ?? [] where InflatedFile.suffixes.contains(where: path.hasSuffix) {
            let name = FileFamily.name(in: path)
            do throws(SystemError) {
                guard let found = try fileSystem.status(of: path, links: settings.links), found.kind == .file else { continue }
                let rank = FileRank(ofCompressed: name, in: family) ?? FileName(name).rank
                sightings.append(FileSighting(family: family, rank: rank, name: name, status: found))
            } catch {
                if error.isPassing { unread = unread ?? error }
            }
        }
        return (sightings.sorted { ($1.rank, $0.name) < ($0.rank, $1.name) }, unread)
    }

    /// - Returns: `nil` where it can't be inflated.
    func openCompressed(_ sighting: FileSighting) throws(SystemError) -> InflatedFile? {
        InflatedFile(try fileSystem.open(sighting.path, links: settings.links), path: sighting.path)
    }

    /// It is read like a file that was held open when it was deleted. Its descriptor is counted already.
    mutating func read(_ id: TailID, _ sighting: FileSighting, _ file: InflatedFile) {
        find(id, sighting)
        tails[id]?.handle = file
        tails[id]?.state.stand(.rotated)
        opened.use(id)
        agenda.want(sighting.family)
    }

    /// Those of which nothing was read: what another tail was read of goes on there, and not from its beginning. Where one can't be read,
    /// the next scan tries again; otherwise that one is lost.
    private mutating func openYounger(
        than found: FileSighting, of id: TailID
    ) throws(SystemError) -> [(sighting: FileSighting, file: InflatedFile)] {
        let (sightings, unread) = compressed(of: found.family)
        let isPatient = isPatient(with: id)
        let others = tails.values.filter { $0.isLost && $0.family == found.family && $0.id != id && $0.state.fingerprint.length > 0 }
        if let unread, isPatient { throw unread }
        var younger: [(sighting: FileSighting, file: InflatedFile)] = []
        for sighting in sightings.reversed() where sighting.rank > found.rank && !isFollowed(sighting.identity) {
            do throws(SystemError) {
                guard let file = try openCompressed(sighting) else { continue }
                if try !isRead(file, asOneOf: others) { younger.append((sighting, file)) }
            } catch {
                guard error.isPassing else { continue }
                if isPatient { throw error }
                reader.counters.lostFiles += 1
                raiseLoss(.rotatedAway, of: sighting.path, since: scannedAt, bytes: nil)
                notices.raise(
                    .alert, "a compressed log of which nothing was read can't be read",
                    error.details(["source": name, "path": sighting.path]))
            }
        }
        return younger
    }

    private func isRead(_ file: InflatedFile, asOneOf tails: [FileTail]) throws(SystemError) -> Bool {
        for tail in tails where try holds(file, tail.state) { return true }
        return false
    }

    /// The few of one log are all read in their order, with room for them or without.
    private mutating func add(_ sighting: FileSighting, _ file: InflatedFile) {
        if !descriptors.take(), !makeRoom() { descriptors.count() }
        let tail = FileTail(id: nextID(), generation: mintGeneration(), sighting: sighting)
        tails[tail.id] = tail
        read(tail.id, sighting, file)
    }

    func isFollowed(_ identity: FileIdentity) -> Bool { tracker.tail(of: identity).flatMap { tails[$0] }?.phase == .followed }
}

extension SystemError {
    /// It is there, and may be read later. A stranger's link never is.
    fileprivate var isPassing: Bool { !isMissing && !isUntrustedLink }
}
