internal import WeirRecords
internal import WeirSystem

/// Logs that were compressed before they were read to their ends.
extension FilesSource {
    /// Goes on in the compressed file that begins as this one did and holds what stood before its offset; so do the younger ones that were
    /// compressed meanwhile, from their beginnings.
    ///
    /// - Returns: false where there is none: what was not read is lost. Where as many files are open as may be, the next scan tries again.
    mutating func findCompressed(_ id: TailID) -> Bool {
        guard let tail = tails[id], !tail.state.isFinished, tail.state.fingerprint.length > 0 else { return false }
        let sightings = compressed(of: tail.family)
        guard !sightings.isEmpty else { return false }
        guard takeDescriptor() else {
            tails[id]?.isDue = false
            return true
        }
        for sighting in sightings {
            guard let file = openCompressed(sighting), let isSame = try? holds(file, tail.state), isSame else { continue }
            let wasNewest = tail.rank == .base
            read(id, sighting, file)
            notices.raise(
                .information, "a file was compressed before it was read to its end; the rest is read from there",
                ["source": name, "path": tail.path, "compressed": sighting.path, "offset": String(tail.state.offset)])
            if wasNewest { addYounger(than: sighting) }
            return true
        }
        descriptors.giveBack()
        return false
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

    private func holds(_ file: InflatedFile, _ state: TailState) throws(SystemError) -> Bool {
        let head = try FileHead.read(file, Fingerprint.maximumBytes)
        guard try FileHead.isSame(file, as: state, head: head) else { return false }
        guard state.offset > 0 else { return true }
        return try FileHead.read(file, 1, at: state.offset - 1).count == 1
    }

    /// The youngest first.
    private func compressed(of family: FileFamily) -> [FileSighting] {
        let sightings = (told.compressedOf[family] ?? []).compactMap { path -> FileSighting? in
            guard InflatedFile.suffixes.contains(where: path.hasSuffix) else { return nil }
            let name = FileFamily.name(in: path)
            guard let found = try? fileSystem.status(of: path, links: settings.links), found.kind == .file else { return nil }
            return FileSighting(family: family, rank: FileName(name).rank, name: name, status: found)
        }
        return sightings.sorted { ($1.rank, $0.name) < ($0.rank, $1.name) }
    }

    private func openCompressed(_ sighting: FileSighting) -> InflatedFile? {
        guard let file = try? fileSystem.open(sighting.path, links: settings.links) else { return nil }
        return InflatedFile(file, path: sighting.path)
    }

    /// It is read like a file that was held open when it was deleted. Its descriptor is counted already.
    private mutating func read(_ id: TailID, _ sighting: FileSighting, _ file: InflatedFile) {
        find(id, sighting)
        tails[id]?.handle = file
        tails[id]?.state.stand(.rotated)
        opened.use(id)
        agenda.want(sighting.family)
    }

    private mutating func addYounger(than found: FileSighting) {
        for sighting in compressed(of: found.family).reversed() where sighting.rank > found.rank && !isFollowed(sighting.identity) {
            // The few of one log are all read in their order, with room for them or without.
            if !descriptors.take(), !makeRoom() { descriptors.count() }
            guard let file = openCompressed(sighting) else {
                descriptors.giveBack()
                continue
            }
            let tail = FileTail(id: nextID(), generation: mintGeneration(), sighting: sighting)
            tails[tail.id] = tail
            read(tail.id, sighting, file)
        }
    }

    private func isFollowed(_ identity: FileIdentity) -> Bool { tracker.tail(of: identity).flatMap { tails[$0] }?.phase == .followed }
}
