internal import WeirRecords
internal import WeirSystem

/// Files that hold what others hold, as copying before a truncation makes them, or an operator.
extension FilesSource {
    /// Newcomers that are held against so many of those that begin alike.
    private static let mostOriginals = 8

    /// The followed files by what they begin with, and by their logs.
    struct Originals {
        private(set) var openings: [Digest128: [TailID]] = [:]
        private(set) var logs: [FileFamily: [TailID]] = [:]

        mutating func add(_ tail: FileTail) {
            if let opening = tail.opening { openings[opening, default: []].append(tail.id) }
            logs[tail.family, default: []].append(tail.id)
        }
    }

    func originals() -> Originals {
        var originals = Originals()
        for id in tails.keys.sorted() {
            if let tail = tails[id], tail.phase == .followed { originals.add(tail) }
        }
        return originals
    }

    /// The file of which a newcomer may be a copy. Whether it is one, comparing their contents tells.
    func original(
        of sighting: FileSighting, _ head: Head, _ originals: Originals, isFirst: Bool, _ now: Timestamp
    ) -> CopyWatch? {
        let opening = head.bytes.withUnsafeBytes { Fingerprint.opening(of: $0) }
        let alike = (opening.flatMap { originals.openings[$0] } ?? []).compactMap { tails[$0] }
        let related = alike.map { ($0, relation(of: sighting, to: $0)) }
        if let watch = watch(ofOneOf: related.filter { $0.1 == .named }.map(\.0), now) { return watch }
        if !isFirst, let other = related.first(where: { $0.1 == .sameName }) {
            return CopyWatch(of: other.0.id, isNamedSo: false, now: now)
        }
        // One that is just being copied is short. At the very first start nothing was shipped that could come twice.
        guard opening == nil, !isFirst || !isFirstRun else { return nil }
        return watch(ofOneOf: logs(of: sighting, originals), now)
    }

    /// The one being written goes first, then the youngest: earlier copies of the same log begin alike too.
    private func watch(ofOneOf tails: [FileTail], _ now: Timestamp) -> CopyWatch? {
        let ids = tails.sorted { ($1.rank, $0.id) < ($0.rank, $1.id) }.prefix(Self.mostOriginals).map(\.id)
        guard let first = ids.first else { return nil }
        return CopyWatch(of: first, others: Array(ids.dropFirst()), isNamedSo: true, now: now)
    }

    private enum Relation { case named, sameName, none }

    private func relation(of sighting: FileSighting, to tail: FileTail) -> Relation {
        let (own, other) = (sighting.family, tail.family)
        if CopyName.relates(own.base, to: other.base) { return .named }
        guard own.base == other.base else { return .none }
        if sighting.rank != .base { return .named }
        return own.directory == other.directory ? .none : .sameName
    }

    /// Files of the log next to one whose name says that it is a copy. A log of which nothing was read yet has nothing that could come
    /// twice, and what was rotated from it goes before it.
    private func logs(of sighting: FileSighting, _ originals: Originals) -> [FileTail] {
        let directory = sighting.family.directory
        let bases = (sighting.rank == .base ? [] : [sighting.family.base]) + CopyName.originals(of: sighting.family.base)
        for base in bases {
            let files = (originals.logs[FileFamily(directory: directory, base: base)] ?? []).compactMap { tails[$0] }.filter {
                $0.state.offset > 0
            }
            if files.contains(where: { $0.rank == .base }) { return files }
        }
        return []
    }

    /// A truncated file goes on in the copy that was made of it: of several in the longest, which is the last one.
    mutating func adoptCopies() {
        doubted = []
        let candidates = copies.compactMap { tails[$0] }.sorted { ($1.state.size, $0.id) < ($0.state.size, $1.id) }
        for copy in candidates {
            let id = copy.id
            guard case .copy(let watch) = copy.phase, let original = tails[watch.original], original.isLost,
                copy.state.size >= original.state.offset
            else { continue }
            guard let file = openCopy(copy) else {
                doubted.insert(watch.original)
                continue
            }
            let isSame = (try? FileHead.read(file, Fingerprint.maximumBytes)).flatMap {
                try? FileHead.isSame(file, as: original.state, head: $0)
            }
            file.close()
            if isSame == nil { doubted.insert(watch.original) }
            guard isSame == true else { continue }
            let status = FileStatus(
                kind: .file, device: copy.state.identity.device, inode: copy.state.identity.inode, size: copy.state.size, modified: 0)
            copies.remove(id)
            close(id)
            find(watch.original, FileSighting(family: copy.family, rank: copy.rank, name: FileFamily.name(in: copy.path), status: status))
        }
    }

    /// Holds each copy against its original. It is read where it holds anything else.
    mutating func settleCopies(_ now: Timestamp) {
        for id in copies.sorted() {
            guard var copy = tails[id], case .copy(var watch) = copy.phase else {
                copies.remove(id)
                continue
            }
            var verdict: CopyWatch.Verdict
            repeat {
                verdict = settle(&watch, &copy, now)
            } while verdict == .differs && watch.turnToNext()
            copy.phase = .copy(watch)
            tails[id] = copy
            let original = tails[watch.original]
            switch verdict {
            case .differs: follow(id)
            case .same where original?.phase == .followed:
                if let original { keep(id, watch, original, now) }
            case .same:
                // The original is gone, and all that the copy holds was its.
                guard passOver(id, format: original?.descriptor?.format) else { continue }
                tails[id]?.phase = .followed
                copies.remove(id)
            case .unknown: break
            }
        }
    }

    private mutating func settle(_ watch: inout CopyWatch, _ copy: inout FileTail, _ now: Timestamp) -> CopyWatch.Verdict {
        let original = tails[watch.original]
        if let original, original.phase == .followed {
            let verdict = compare(&watch, copy, original, now)
            copy.state.sighted(size: watch.size)
            return verdict
        }
        if let original, isDoubted(original) { return .unknown }
        if watch.isWhollyCompared { return .same }
        let verdict = compare(copy, withCheckpointsOf: original)
        if verdict == .unknown, let original, original.phase == .lost(wasTruncated: true) { doubted.insert(original.id) }
        return verdict
    }

    private mutating func keep(_ id: TailID, _ watch: CopyWatch, _ original: FileTail, _ now: Timestamp) {
        guard watch.isNamedSo else {
            if once || now.hasPassed(settings.limits.copyTime, since: watch.since) { follow(id) }
            return
        }
        // As long as the original was not read as far, it may have to be read to its end here.
        guard let copy = tails[id], copy.state.offset < watch.size, original.state.offset >= watch.size else { return }
        guard once || now.hasPassed(settings.limits.quietTime, since: watch.changedAt) else { return }
        let isNew = copy.state.offset == 0
        guard passOver(id, format: original.descriptor?.format), isNew else { return }
        notices.raise(
            .information, "a file holds what another one holds, and is not shipped again",
            ["source": name, "path": copy.path, "original": original.path, "bytes": String(watch.size)])
    }

    /// It is a file of its own: read from its beginning.
    private mutating func follow(_ id: TailID) {
        copies.remove(id)
        guard var tail = tails[id] else { return }
        guard tail.state.offset > 0 else {
            tail.phase = .followed
            tail.isDue = true
            tails[id] = tail
            return
        }
        let status = FileStatus(
            kind: .file, device: tail.state.identity.device, inode: tail.state.identity.inode, size: tail.state.size, modified: 0)
        let sighting = FileSighting(family: tail.family, rank: tail.rank, name: FileFamily.name(in: tail.path), status: status)
        close(id)
        var young = FileTail(id: nextID(), generation: mintGeneration(), sighting: sighting)
        young.seenAt = tail.seenAt
        tails[young.id] = young
        tracker.follow(young.id, young.state.identity, young.family)
    }

    /// All that the file holds counts as read; false where it can't be opened now.
    private mutating func passOver(_ id: TailID, format: RecordFormat?) -> Bool {
        guard var tail = tails[id], let file = openCopy(tail) else { return false }
        defer { file.close() }
        if tail.indexer == nil { reader.describe(&tail, as: settings.format ?? format ?? .plain) }
        tail.state.encoding = tail.state.encoding ?? .utf8
        tail.state.advance(by: Int(clamping: tail.state.size - min(tail.state.size, tail.state.offset)))
        tail.state.window = FileHead.window(of: file, endingAt: tail.state.offset)
        tail.state.isFinished = true
        tails[id] = tail
        unsaved.insert(id)
        return true
    }

    /// Whether it holds what its original held before an offset, of which the bytes themselves are gone.
    private func compare(_ copy: FileTail, withCheckpointsOf original: FileTail?) -> CopyWatch.Verdict {
        guard let original, let checkpoint = original.checkpoints.last(where: { $0.offset <= copy.state.size }) else { return .differs }
        guard let file = openCopy(copy) else { return .unknown }
        defer { file.close() }
        do throws(SystemError) {
            let head = try FileHead.read(file, Fingerprint.maximumBytes)
            guard head.withUnsafeBytes({ original.state.fingerprint.matches($0) }) else { return .differs }
            return try FileHead.holds(checkpoint.window, endingAt: checkpoint.offset, file) ? .same : .differs
        } catch {
            return .unknown
        }
    }

    /// Whether what can't be looked at now may be the copy of a truncated file. That is not waited for without end.
    func isDoubted(_ tail: FileTail) -> Bool {
        guard !once, tail.phase == .lost(wasTruncated: true), tail.soughtScans < Self.patientScans else { return false }
        return doubted.contains(tail.id) || isUnsure(tail.family.directory)
    }
}

extension FilesSource {
    private func compare(_ watch: inout CopyWatch, _ copy: FileTail, _ original: FileTail, _ now: Timestamp) -> CopyWatch.Verdict {
        guard let file = openCopy(copy) else { return .unknown }
        defer { file.close() }
        let opened = original.handle == nil ? openCopy(original) : nil
        defer { opened?.close() }
        guard let other = original.handle ?? opened else { return .unknown }
        do throws(SystemError) {
            let status = try file.status()
            watch.sees(size: status.size, modified: status.modified, now: now)
            return try compare(&watch, file, other, original.state)
        } catch {
            return .unknown
        }
    }

    private func compare(
        _ watch: inout CopyWatch, _ file: any File, _ other: any File, _ state: TailState
    ) throws(SystemError) -> CopyWatch.Verdict {
        let size = try other.status().size
        let head = try FileHead.read(other, Fingerprint.maximumBytes)
        // Where the original was truncated meanwhile, its turn to be read finds out.
        guard size >= state.offset, try FileHead.isSame(other, as: state, head: head) else { return .unknown }
        guard watch.size <= size else { return .differs }
        let block: UInt64 = 64 << 10
        let end = once ? watch.size : min(watch.size, watch.compared + UInt64(clamping: settings.limits.comparedBytes.bytes))
        while watch.compared < end {
            let length = Int(min(block, end - watch.compared))
            let (own, others) = (try FileHead.read(file, length, at: watch.compared), try FileHead.read(other, length, at: watch.compared))
            guard own.count == length, others.count == length else { return .unknown }
            guard own == others else { return .differs }
            watch.compared += UInt64(length)
        }
        return watch.compared == watch.size ? .same : .unknown
    }

    /// `nil` where its name leads elsewhere by now, or it can't be opened.
    private func openCopy(_ tail: FileTail) -> (any File)? {
        do throws(SystemError) {
            let file = try fileSystem.open(tail.path, links: settings.links)
            if FileIdentity(of: try file.status()) == tail.state.identity { return file }
            file.close()
            return nil
        } catch {
            return nil
        }
    }
}
