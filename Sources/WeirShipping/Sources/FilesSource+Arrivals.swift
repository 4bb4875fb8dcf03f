internal import WeirRecords
internal import WeirSystem

extension FilesSource {
    /// Decides what each unknown file is: one that is sought, a copy of one that is followed, or a new one.
    ///
    /// What can't be read can't be told either: it would be read from its beginning, and what was shipped of it once more. It is
    /// left to the next scan.
    ///
    /// - Returns: the logs of which a file could not be read.
    mutating func take(_ appeared: [FileSighting], isFirst: Bool, _ now: Timestamp) -> Set<FileFamily> {
        var unread: Set<FileFamily> = []
        for (family, sightings) in Dictionary(grouping: appeared, by: \.family).sorted(by: { $0.key.base < $1.key.base }) {
            let relatives = tails.values.filter { $0.family == family }
            let looks = sightings.map { look(at: $0) }
            let heads = looks.map(\.head)
            let isSought = tails.values.contains(where: \.isLost)
            let adopted = adopt(sightings, heads, family)
            for (index, sighting) in sightings.enumerated() where !adopted.contains(index) {
                if heads[index] == nil, !once || isSought {
                    unread.insert(family)
                    tell(looks[index], of: sighting)
                    continue
                }
                let copied = heads[index].flatMap { original(of: sighting, $0.bytes, relatives) }
                add(sighting, heads[index], isFirst: isFirst, copyOf: copied, now)
            }
        }
        adoptCopies()
        return unread
    }

    /// What a file begins with, and how it was then.
    struct Head {
        var bytes: [UInt8]
        var status: FileStatus
    }

    enum Look {
        case head(Head)
        /// The name leads to another file by now.
        case another
        case unreadable(SystemError)

        var head: Head? { if case .head(let head) = self { head } else { nil } }
    }

    private mutating func tell(_ look: Look, of sighting: FileSighting) {
        guard case .unreadable(let error) = look, told.unread.insert(sighting.path).inserted else { return }
        let message = once ? "a file can't be read; it is left out" : "a file can't be read; it is tried again"
        notices.raise(once ? .alert : .warning, message, error.details(["source": name, "path": sighting.path]))
    }

    func look(at sighting: FileSighting) -> Look {
        do throws(SystemError) {
            let file = try fileSystem.open(sighting.path, .read)
            defer { file.close() }
            let status = try file.status()
            guard FileIdentity(of: status) == sighting.identity else { return .another }
            return .head(Head(bytes: try FileHead.read(file, Fingerprint.maximumBytes), status: status))
        } catch {
            return .unreadable(error)
        }
    }

    /// Gives the family's sought tails their files, and returns which of the sightings those are.
    private mutating func adopt(_ sightings: [FileSighting], _ heads: [Head?], _ family: FileFamily) -> Set<Int> {
        let indices = sightings.indices.filter { heads[$0] != nil }
        let candidates = indices.map {
            Adoption.Candidate(identity: sightings[$0].identity, size: sightings[$0].status.size, head: heads[$0]?.bytes ?? [])
        }
        let matches = Adoption.match(seekers(of: family, candidates), candidates)
        for (id, candidate) in matches { find(id, sightings[indices[candidate]]) }
        return Set(matches.values.map { indices[$0] })
    }

    /// What is sought in the family, and what was followed under another log's name and has a candidate's identity.
    private func seekers(of family: FileFamily, _ candidates: [Adoption.Candidate]) -> [Adoption.Seeker] {
        let identities = Set(candidates.map(\.identity))
        return tails.values.filter { $0.isLost && ($0.family == family || identities.contains($0.state.identity)) }.map {
            Adoption.Seeker(id: $0.id, identity: $0.state.identity, fingerprint: $0.state.fingerprint, offset: $0.state.offset)
        }
    }

    private mutating func find(_ id: TailID, _ sighting: FileSighting) {
        guard var tail = tails[id] else { return }
        let isElsewhere = tail.state.identity != sighting.identity
        tail.phase = .followed
        tail.state.identity = sighting.identity
        tail.state.sighted(size: sighting.status.size)
        tail.isDue = true
        tail.moved(to: sighting, now: scannedAt)
        tails[id] = tail
        tracker.follow(id, sighting.identity, sighting.family)
        if isElsewhere { unsaved.insert(id) }
    }

    /// The followed file of which a rotated newcomer is a copy, as copying before a truncation makes it.
    private func original(of sighting: FileSighting, _ head: [UInt8], _ relatives: [FileTail]) -> TailID? {
        guard sighting.rank != .base else { return nil }
        return relatives.first { tail in
            tail.phase == .followed && tail.state.fingerprint.isConvincing && head.withUnsafeBytes { tail.state.fingerprint.matches($0) }
        }?.id
    }

    /// The file's beginning is taken in at once, so that another one that gets its inode later is not taken for it.
    private mutating func add(_ sighting: FileSighting, _ head: Head?, isFirst: Bool, copyOf original: TailID?, _ now: Timestamp) {
        guard !once || isFirst else { return }
        guard tails.count < settings.limits.knownFiles else {
            if !told.knownFilesReached {
                notices.raise(
                    .alert, "more files match than may be followed; the others are not read",
                    ["source": name, "limit": String(settings.limits.knownFiles), "first": sighting.path])
            }
            told.knownFilesReached = true
            return
        }
        var tail = FileTail(id: nextID(), generation: mintGeneration(), sighting: sighting)
        tail.seenAt = scannedAt
        if let head { head.bytes.withUnsafeBytes { tail.state.matched(Fingerprint(of: $0), at: head.status) } }
        if let original { tail.phase = .copy(of: original, since: now) }
        if isFirst, isFirstRun, settings.from == .end { startAtEnd(&tail, sighting) }
        tails[tail.id] = tail
        tracker.follow(tail.id, sighting.identity, sighting.family)
    }

    /// Leaves out what the file holds; where its last line is half written, the rest of that as well.
    private mutating func startAtEnd(_ tail: inout FileTail, _ sighting: FileSighting) {
        guard sighting.status.size > 0 else { return }
        do throws(SystemError) {
            let file = try fileSystem.open(sighting.path, .read)
            defer { file.close() }
            let status = try file.status()
            guard FileIdentity(of: status) == sighting.identity, status.size > 0 else { return }
            let head = try FileHead.read(file, TailReader.formatHeadBytes)
            let last = try FileHead.read(file, 1, at: status.size - 1)
            head.withUnsafeBytes {
                tail.state.matched(Fingerprint(of: $0), at: status)
                reader.describe(&tail, as: settings.format ?? .detect($0))
            }
            tail.state.advance(by: Int(clamping: status.size), line: last == [TailReader.lineEnd] ? .start : .overLimit)
            unsaved.insert(tail.id)
        } catch {
            let details = error.details(["source": name, "path": sighting.path])
            notices.raise(.warning, "a file can't be read; it will be read from its beginning", details)
        }
    }
}

extension FilesSource {
    /// A truncated file goes on in the copy that was made of it.
    private mutating func adoptCopies() {
        for copy in tails.values.sorted(by: { $0.id < $1.id }) {
            guard case .copy(let id, _) = copy.phase, let original = tails[id], original.isLost else { continue }
            guard copy.state.size >= original.state.offset else { continue }
            tails[copy.id] = nil
            tracker.forget(copy.id)
            let status = FileStatus(
                kind: .file, device: copy.state.identity.device, inode: copy.state.identity.inode, size: copy.state.size, modified: 0)
            find(id, FileSighting(family: copy.family, rank: copy.rank, name: FileFamily.name(in: copy.path), status: status))
        }
    }

    /// A copy whose original stays as it is: left out where the beginning is as long as a fingerprint gets, otherwise read as a file of its own.
    mutating func settleCopies(_ now: Timestamp) {
        for tail in tails.values {
            guard case .copy(let id, let since) = tail.phase else { continue }
            guard let original = tails[id], original.phase == .followed else {
                tails[tail.id]?.phase = .followed
                continue
            }
            guard once || now.hasPassed(settings.limits.copyTime, since: since) else { continue }
            let isCertain = original.state.fingerprint.length == Fingerprint.maximumBytes
            tails[tail.id]?.phase = isCertain ? .ignored : .followed
            if isCertain {
                notices.raise(
                    .warning, "a file begins as another one does and is taken for its copy; it is not read",
                    ["source": name, "path": tail.path, "original": original.path])
            }
        }
    }
}

extension FileTail {
    var isLost: Bool { if case .lost = phase { true } else { false } }

    /// The generation that begins where another one's file was truncated.
    init(id: TailID, generation: Digest128, continuing other: FileTail) {
        let status = FileStatus(
            kind: .file, device: other.state.identity.device, inode: other.state.identity.inode, size: 0, modified: 0)
        let name = FileFamily.name(in: other.path)
        self.init(
            id: id, generation: generation, sighting: FileSighting(family: other.family, rank: other.rank, name: name, status: status))
        state.stand(other.state.place)
    }
}

extension FileFamily {
    static func name(in path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }
}
