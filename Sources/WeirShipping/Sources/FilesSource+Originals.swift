internal import WeirRecords
internal import WeirSystem

/// Of which files a file may be a copy: of those that begin as it does, or of which that is not known yet, as far as the names say so.
extension FilesSource {
    /// Followed files and copies by what they begin with, and by their logs.
    struct Originals {
        private(set) var openings: [Digest128: [TailID]] = [:]
        private(set) var logs: [FileFamily: [TailID]] = [:]

        mutating func add(_ tail: FileTail) {
            if let opening = tail.opening { openings[opening, default: []].append(tail.id) }
            logs[tail.family, default: []].append(tail.id)
        }
    }

    /// A file that may be a copy.
    struct Suspect {
        /// `nil` for one that is just being found.
        var id: TailID?
        var family: FileFamily
        var rank: FileRank
        var size: UInt64
        /// As of ``FileTail/opening``.
        var opening: Digest128?

        init(_ sighting: FileSighting, _ head: Head) {
            (family, rank, size) = (sighting.family, sighting.rank, sighting.status.size)
            opening = head.bytes.withUnsafeBytes { Fingerprint.opening(of: $0) }
        }

        init(_ tail: FileTail) {
            (id, family, rank, size, opening) = (tail.id, tail.family, tail.rank, tail.state.size, tail.opening)
        }

        /// Of two copies the shorter may be one of the longer; of two that are as long, the later of the earlier.
        func mayBeOf(copy: FileTail) -> Bool {
            guard copy.state.size == size else { return copy.state.size > size }
            return id.map { copy.id < $0 } ?? true
        }
    }

    func originals() -> Originals {
        var originals = Originals()
        for id in tails.keys.sorted() {
            if let tail = tails[id], tail.phase == .followed || tail.isCopy || tail.wasTruncatedUnread { originals.add(tail) }
        }
        return originals
    }

    /// The file of which a newcomer may be a copy. Whether it is one, comparing their contents tells.
    func original(
        of sighting: FileSighting, _ head: Head, _ originals: Originals, isFirst: Bool, _ now: Timestamp
    ) -> CopyWatch? {
        let suspect = Suspect(sighting, head)
        if let watch = CopyWatch(ofOneOf: alike(suspect, originals), now: now) { return watch }
        let alike = (suspect.opening.flatMap { originals.openings[$0] } ?? []).compactMap { tails[$0] }
        if !isFirst, let other = alike.first(where: { $0.phase == .followed && relation(of: suspect, to: $0) == .sameName }) {
            return CopyWatch(of: other.id, isNamedSo: false, now: now)
        }
        // One that is just being copied is short. At the very first start nothing was shipped that could come twice.
        guard suspect.opening == nil, !isFirst || !isFirstRun else { return nil }
        if let watch = CopyWatch(ofOneOf: readLog(of: suspect, originals), now: now) { return watch }
        return unreadLog(of: suspect, head, originals).map { CopyWatch(of: $0, isNamedSo: false, isShort: true, now: now) }
    }

    /// Says so where a newcomer takes the name of a log that was followed and begins as that one did. It is read from its beginning, whatever it
    /// holds: that it is a copy, to which more was written since, only comparing all of it would show.
    mutating func warn(of sighting: FileSighting, _ head: Head, _ originals: Originals) {
        guard sighting.rank == .base, let opening = head.bytes.withUnsafeBytes({ Fingerprint.opening(of: $0) }) else { return }
        let others = (originals.openings[opening] ?? []).compactMap { tails[$0] }
        guard others.contains(where: { $0.path == sighting.path && $0.state.identity != sighting.identity }) else { return }
        warn(ofRewritten: sighting.path)
    }

    /// Whether another file of the same disk has the log's name and was written while no shipper ran: that it holds the same says that the same
    /// was written again. What was copied to another disk goes on there.
    func isRewritten(_ seeker: Adoption.Seeker, _ sighting: FileSighting) -> Bool {
        guard let knownBefore, !seeker.wasTruncated, seeker.path == sighting.path, sighting.status.modified >= knownBefore.microseconds
        else {
            return false
        }
        return seeker.identity.device == sighting.identity.device && seeker.identity.inode != sighting.identity.inode
    }

    mutating func warn(ofRewritten path: String) {
        notices.raise(
            .warning,
            "a log was replaced by a file that begins as it did: it is read from its beginning, and what it holds of the old one comes twice",
            ["source": name, "path": path, "way_out": "append to a log, or truncate it, in place of writing it again"])
    }

    /// The log next to a short file that is called like a copy of it and was written later, before anything of either was read. They may as
    /// well be two logs that begin with the same few lines: only a truncation of the log shows that it was copied.
    private func unreadLog(of suspect: Suspect, _ head: Head, _ originals: Originals) -> TailID? {
        guard !once, head.bytes.contains(TailReader.lineEnd) else { return nil }
        guard case .known(.utf8) = head.bytes.withUnsafeBytes({ TextEncoding.detect($0) }) else { return nil }
        let tails = logs(of: suspect).lazy.flatMap { originals.logs[$0] ?? [] }.compactMap { self.tails[$0] }
        return tails.first {
            $0.phase == .followed && $0.rank == .base && $0.state.offset == 0 && $0.state.size >= suspect.size
                && $0.state.modified.map { $0 < head.status.modified } ?? false
        }?.id
    }

    /// The log goes first, then the youngest: earlier copies of the same log begin alike too. Behind them those that may be copies themselves.
    func alike(_ suspect: Suspect, _ originals: Originals) -> [TailID] {
        guard let opening = suspect.opening else { return [] }
        let unknown = logs(of: suspect).flatMap { originals.logs[$0] ?? [] }.filter { tails[$0]?.opening == nil }
        let found = ((originals.openings[opening] ?? []) + unknown).compactMap { tails[$0] }.filter {
            $0.id != suspect.id && relation(of: suspect, to: $0) == .named
                && ($0.phase == .followed || $0.wasTruncatedUnread || $0.isCopy && suspect.mayBeOf(copy: $0))
        }
        return Self.inOrder(found)
    }

    private static func inOrder(_ tails: [FileTail]) -> [TailID] {
        tails.sorted { ($0.isCopy ? 1 : 0, $1.rank, $0.id) < ($1.isCopy ? 1 : 0, $0.rank, $1.id) }.map(\.id)
    }

    enum Relation { case named, sameName, none }

    func relation(of suspect: Suspect, to tail: FileTail) -> Relation {
        let (own, other) = (suspect.family, tail.family)
        if CopyName.relates(own.base, to: other.base) { return .named }
        guard own.base == other.base else { return .none }
        if suspect.rank != .base { return .named }
        return own.directory == other.directory ? .none : .sameName
    }

    /// The logs in its directory of which its name says that it is a copy, or was rotated from.
    private func logs(of suspect: Suspect) -> [FileFamily] { logs(of: suspect.family, suspect.rank) }

    func logs(of family: FileFamily, _ rank: FileRank) -> [FileFamily] {
        let bases = (rank == .base ? [] : [family.base]) + CopyName.originals(of: family.base)
        return bases.map { FileFamily(directory: family.directory, base: $0) }
    }

    /// Files of the log next to one whose name says that it is a copy. A log of which nothing was read yet has nothing that could come
    /// twice, and what was rotated from it goes before it.
    private func readLog(of suspect: Suspect, _ originals: Originals) -> [TailID] {
        for log in logs(of: suspect) {
            let files = (originals.logs[log] ?? []).compactMap { tails[$0] }.filter { $0.phase == .followed && $0.state.offset > 0 }
            if files.contains(where: { $0.rank == .base }) { return Self.inOrder(files) }
        }
        return []
    }

    /// Whether a newcomer's name says that it may be the copy of another one that can't be looked at just now and may be no shorter.
    ///
    /// - Parameter sizes: of those, the largest of each log.
    func mayBeCopy(_ sighting: FileSighting, _ head: Head, ofOneOf sizes: [FileFamily: UInt64]) -> Bool {
        guard !sizes.isEmpty else { return false }
        return logs(of: Suspect(sighting, head)).contains { sizes[$0].map { $0 >= sighting.status.size } ?? false }
    }
}

extension FileTail {
    var isCopy: Bool { if case .copy = phase { true } else { false } }
}
