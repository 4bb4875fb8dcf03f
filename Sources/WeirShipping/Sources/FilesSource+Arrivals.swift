internal import WeirRecords
internal import WeirSystem

extension FilesSource {
    /// Decides what each unknown file is: one that is sought, a copy of one that is followed, or a new one.
    ///
    /// What can't be read can't be told either: it would be read from its beginning, and what was shipped of it once more. It is
    /// left to the next scan.
    ///
    /// - Parameters:
    ///   - doubtful: directories in which something could not be looked at.
    ///   - unseen: the logs of which that was a file.
    /// - Returns: the logs of which a file could not be read.
    mutating func take(
        _ appeared: [FileSighting], doubtful: Set<String>, unseen: Set<FileFamily>, isFirst: Bool, _ now: Timestamp
    ) -> Set<FileFamily> {
        var unread: Set<FileFamily> = []
        doubted = []
        // The log goes before its copies.
        let sightings = appeared.sorted { ($0.family.base, $0.family.directory, $1.rank) < ($1.family.base, $1.family.directory, $0.rank) }
        if !isFirst { noticeTruncations(beside: sightings) }
        let looks = sightings.map { look(at: $0) }
        let isSought = tails.values.contains(where: \.isLost)
        var unsure = Set(zip(sightings, looks).filter { $1.head == nil }.map(\.0.family.directory)).union(doubtful)
        unsure = patient(with: unsure)
        let (adopted, unheld) = adopt(sightings, looks.map(\.head), unsure)
        unsure.formUnion(unheld.values)
        doubted.formUnion(unheld.keys)
        unread.formUnion(unheld.keys.compactMap { tails[$0]?.family })
        let unreadable = largestUnreadable(sightings, looks, unseen)
        let sought = SoughtContents(tails.values.lazy.filter(\.isLost))
        let cutOff = Set(tails.values.lazy.filter(\.isLost).map(\.state.identity))
        var originals = appeared.isEmpty ? Originals() : originals()
        for (index, sighting) in sightings.enumerated() where !adopted.contains(index) {
            let head = looks[index].head
            if head == nil, !once || isSought {
                unread.insert(sighting.family)
                noteUnopened(sighting)
                tell(looks[index], of: sighting)
                continue
            }
            // It may be the copy of a file that just can't be looked at, if it begins as that one did or is called so.
            if let head {
                let seekers = sought.logs(of: sighting, head.bytes, unsure: unsure)
                let isUnsure = unsure.contains(sighting.family.directory)
                if !seekers.isEmpty || isUnsure && mayBeCopy(sighting, head, ofOneOf: unreadable) {
                    unread.formUnion(seekers)
                    unread.insert(sighting.family)
                    continue
                }
            }
            if let head { warn(of: sighting, head, originals) }
            let watch = head.flatMap { original(of: sighting, $0, originals, isFirst: isFirst, now) }
            add(sighting, head, isFirst: isFirst, isCutOff: cutOff.contains(sighting.identity), watch, now)
            if let tail = tails[TailID(lastID)], tail.path == sighting.path { originals.add(tail) }
        }
        adoptCopies()
        return unread
    }

    /// Sizes of newcomers that can't be read just now, of each log the largest; one that was not even seen may be of any size. What may not
    /// be read is not waited for.
    private func largestUnreadable(
        _ sightings: [FileSighting], _ looks: [Look], _ unseen: Set<FileFamily>
    ) -> [FileFamily: UInt64] {
        var sizes = Dictionary(uniqueKeysWithValues: unseen.map { ($0, UInt64.max) })
        for (sighting, look) in zip(sightings, looks) where look.isPassing {
            sizes[sighting.family] = max(sizes[sighting.family] ?? 0, sighting.status.size)
        }
        return sizes
    }

    /// Directories in which something can't be looked at, for some scans: what is there for good is not waited for.
    private mutating func patient(with directories: Set<String>) -> Set<String> {
        unsureScans = unsureScans.filter { directories.contains($0.key) }
        for directory in directories { unsureScans[directory, default: 0] += 1 }
        return once ? [] : directories.filter { unsureScans[$0, default: 0] <= Self.patientScans }
    }

    static let patientScans = 60

    /// Something in the directory can't be looked at, and not for so long that it is taken to stay so.
    func isUnsure(_ directory: String) -> Bool { !once && unsureScans[directory].map { $0 <= Self.patientScans } ?? false }

    /// What a file begins with, and how it was then.
    struct Head {
        var bytes: [UInt8]
        var status: FileStatus
        /// Whether it is the file that it was held against.
        var isSame = true
    }

    enum Look {
        case head(Head)
        /// The name leads to another file by now.
        case another
        case unreadable(SystemError)

        var head: Head? { if case .head(let head) = self { head } else { nil } }

        /// Why it can't be read may be over in a moment.
        var isPassing: Bool {
            switch self {
            case .head: false
            case .another: true
            case .unreadable(let error): error.code != SystemError.denied
            }
        }
    }

    private mutating func tell(_ look: Look, of sighting: FileSighting) {
        guard case .unreadable(let error) = look, told.unread.insert(sighting.path).inserted else { return }
        let message = once ? "a file can't be read; it is left out" : "a file can't be read; it is tried again"
        notices.raise(once ? .alert : .warning, message, error.details(["source": name, "path": sighting.path]))
    }

    /// - Parameter state: what is known of the file that it may be.
    func look(at sighting: FileSighting, as state: TailState? = nil) -> Look {
        do throws(SystemError) {
            let arrived = arrivals[sighting.identity]?.file
            let file = if let arrived { arrived } else { try fileSystem.open(sighting.path, links: settings.links) }
            defer { if arrived == nil { file.close() } }
            let status = try file.status()
            guard FileIdentity(of: status) == sighting.identity else { return .another }
            let bytes = try FileHead.read(file, Fingerprint.maximumBytes)
            var head = Head(bytes: bytes, status: status)
            if let state { head.isSame = try FileHead.isSame(file, as: state, head: bytes) }
            return .head(head)
        } catch {
            return .unreadable(error)
        }
    }

    /// Gives the sought tails their files, and returns which of the sightings those are, and tails whose files could not be compared, with the
    /// directories of those.
    private mutating func adopt(
        _ sightings: [FileSighting], _ heads: [Head?], _ unsure: Set<String>
    ) -> (adopted: Set<Int>, unheld: [TailID: String]) {
        let seekers = tails.values.filter { $0.isLost && !$0.wasTruncatedUnread || $0.phase == .leftOut }.map(\.seeker)
        guard !seekers.isEmpty else { return ([], [:]) }
        var unheld: [TailID: String] = [:]
        let indices = sightings.indices.filter { heads[$0] != nil }
        let candidates = indices.map {
            Adoption.Candidate(
                identity: sightings[$0].identity, size: sightings[$0].status.size, path: sightings[$0].path, head: heads[$0]?.bytes ?? [])
        }
        var rewritten: Set<String> = []
        let matches = Adoption.match(
            seekers, candidates, isGone: { !isLeftOut($0.id) && !unsure.contains(FileFamily(of: $0.path).directory) },
            holds: { seeker, index in
                let sighting = sightings[indices[index]]
                if isRewritten(seeker, sighting) {
                    rewritten.insert(sighting.path)
                    return false
                }
                if let answer = holds(seeker, sighting) { return answer }
                // Its turn to be read tells whether it still is the file. Another one would be cut off by that, and read again.
                guard seeker.identity != sighting.identity, isPatient(with: seeker.id) else { return true }
                unheld[seeker.id] = sighting.family.directory
                return nil
            })
        for path in rewritten.sorted() { warn(ofRewritten: path) }
        // Of truncated ones that is counted where they are given up.
        for id in unheld.keys where tails[id]?.phase != .lost(wasTruncated: true) { tails[id]?.soughtScans += 1 }
        for (id, candidate) in matches {
            find(id, sightings[indices[candidate]])
            tails[id]?.opening = candidates[candidate].head.withUnsafeBytes { Fingerprint.opening(of: $0) }
        }
        return (Set(matches.values.map { indices[$0] }), unheld)
    }

    func isPatient(with id: TailID) -> Bool { !once && tails[id].map { $0.soughtScans < Self.patientScans } ?? false }

    /// Whether the file holds what stood before the seeker's offset; `nil` where it can't be read.
    private func holds(_ seeker: Adoption.Seeker, _ sighting: FileSighting) -> Bool? {
        guard let state = tails[seeker.id]?.state, state.offset > UInt64(state.fingerprint.length) else { return true }
        do throws(SystemError) {
            let file = try fileSystem.open(sighting.path, links: settings.links)
            defer { file.close() }
            return try FileHead.holds(state.window, endingAt: state.offset, file)
        } catch {
            return nil
        }
    }

    mutating func find(_ id: TailID, _ sighting: FileSighting) {
        guard var tail = tails[id] else { return }
        let isElsewhere = tail.state.identity != sighting.identity
        tail.phase = .followed
        tail.state.identity = sighting.identity
        tail.state.sighted(size: sighting.status.size)
        tail.isDue = true
        tail.soughtScans = 0
        tail.moved(to: sighting, now: scannedAt)
        tails[id] = tail
        agenda.want(tail.family)
        tracker.follow(id, sighting.identity, sighting.family)
        if isElsewhere { unsaved.insert(id) }
    }

    /// The file's beginning is taken in at once, so that another one that gets its inode later is not taken for it.
    ///
    /// - Parameter isCutOff: a file with its inode was followed, and held something else.
    private mutating func add(_ sighting: FileSighting, _ head: Head?, isFirst: Bool, isCutOff: Bool, _ watch: CopyWatch?, _ now: Timestamp)
    {
        guard !once || isFirst else { return }
        guard tails.count < settings.limits.knownFiles else {
            noteUnopened(sighting)
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
        tail.followsTruncation = isCutOff
        if let head { head.bytes.withUnsafeBytes { tail.matched($0, at: head.status) } }
        if let watch {
            tail.phase = .copy(watch)
            copies.insert(tail.id)
            if watch.isShort { remember(&tail) }
        }
        if isFirst, isFirstRun, settings.from == .end { startAtEnd(&tail, sighting) }
        tails[tail.id] = tail
        agenda.want(tail.family)
        tracker.follow(tail.id, sighting.identity, sighting.family)
    }

    /// Keeps that nothing was read of the file: after a restart its log is a read one, and it would be taken for a copy of that.
    mutating func remember(_ tail: inout FileTail) {
        reader.describe(&tail)
        unsaved.insert(tail.id)
    }

    /// Leaves out what the file holds; where its last line is half written, the rest of that as well.
    private mutating func startAtEnd(_ tail: inout FileTail, _ sighting: FileSighting) {
        guard sighting.status.size > 0 else { return }
        do throws(SystemError) {
            let file = try fileSystem.open(sighting.path, links: settings.links)
            defer { file.close() }
            let status = try file.status()
            guard FileIdentity(of: status) == sighting.identity, status.size > 0 else { return }
            let head = try FileHead.read(file, TailReader.formatHeadBytes)
            // Where it can't be told yet, no character is there that could be left out: three bytes at most.
            guard case .known(let encoding) = head.withUnsafeBytes({ TextEncoding.detect($0) }) else { return }
            // Of UTF-16, the line end is one of the last two bytes.
            let width = min(encoding.isWide ? 2 : 1, status.size)
            let last = try FileHead.read(file, Int(width), at: status.size - width)
            guard let window = try FileHead.window(of: file, endingAt: status.size) else { return }
            tail.state.encoding = encoding
            head.withUnsafeBytes {
                tail.matched($0, at: status)
                reader.describe(&tail)
            }
            tail.state.advance(by: Int(clamping: status.size), line: last.contains(TailReader.lineEnd) ? .start : .leftOut)
            tail.state.window = window
            unsaved.insert(tail.id)
        } catch {
            let details = error.details(["source": name, "path": sighting.path])
            notices.raise(.warning, "a file can't be read; it will be read from its beginning", details)
        }
    }
}

extension FileTail {
    var isLost: Bool { if case .lost = phase { true } else { false } }

    fileprivate var seeker: Adoption.Seeker {
        Adoption.Seeker(
            id: id, identity: state.identity, fingerprint: state.fingerprint, offset: state.offset, path: path,
            wasTruncated: phase == .lost(wasTruncated: true))
    }

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
