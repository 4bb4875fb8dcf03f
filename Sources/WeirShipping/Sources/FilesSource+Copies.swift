internal import WeirRecords
internal import WeirSystem

/// Files that hold what others hold, as copying before a truncation makes them, or an operator.
extension FilesSource {
    /// Truncated files go on in the copies that were made of them.
    mutating func adoptCopies() {
        heirs = [:]
        guard !copies.isEmpty else { return }
        for id in tails.values.filter({ $0.phase == .lost(wasTruncated: true) }).map(\.id).sorted() {
            if let tail = tails[id], tail.wasTruncatedUnread { seekHeirs(of: tail) } else { _ = goOnInCopy(id) }
        }
    }

    /// A file that is gone, or was truncated, goes on in its copy: of several in the longest, which is the last one. Where that can't be
    /// looked at, or where a longer one may be among what can't, the file is doubted.
    mutating func goOnInCopy(_ id: TailID) -> Bool {
        guard let original = tails[id] else { return false }
        let candidates = copies.compactMap { tails[$0] }.filter { mayGoOn(original, in: $0) }
        if !candidates.isEmpty, isPatient(with: id), ([original] + candidates).contains(where: { isUnsure($0.family.directory) }) {
            doubted.insert(id)
            return false
        }
        for copy in candidates.sorted(by: Self.isLonger) {
            guard let isSame = holds(copy, original.state) else {
                doubted.insert(id)
                // A shorter one is an earlier copy: what only this one holds would come twice.
                if isPatient(with: id) { return false }
                continue
            }
            guard isSame else { continue }
            copies.remove(copy.id)
            close(copy.id)
            find(id, copy.sighting)
            return true
        }
        return false
    }

    private static func isLonger(_ tail: FileTail, _ other: FileTail) -> Bool {
        (other.state.size, tail.id) < (tail.state.size, other.id)
    }

    func mayGoOn(_ original: FileTail, in copy: FileTail) -> Bool {
        guard case .copy(let watch) = copy.phase, copy.state.size >= original.state.offset else { return false }
        // What is known to be another file's copy is shipped with that one.
        if watch.isWhollyCompared, watch.original != original.id { return false }
        if watch.mayBe(of: original.id) { return true }
        return copy.opening != nil && copy.opening == original.opening && relation(of: Suspect(copy), to: original) == .named
    }

    func holds(_ copy: FileTail, _ state: TailState) -> Bool? {
        guard let file = openCopy(copy) else { return nil }
        defer { file.close() }
        do throws(SystemError) {
            return try FileHead.isSame(file, as: state, head: try FileHead.read(file, Fingerprint.maximumBytes))
        } catch {
            return nil
        }
    }

    /// Holds each copy against its original, the longest first. It is read where it holds anything else.
    mutating func settleCopies(_ now: Timestamp) {
        var originals: Originals?
        copies = copies.filter { tails[$0]?.isCopy ?? false }
        for id in copies.compactMap({ tails[$0] }).sorted(by: Self.isLonger).map(\.id) {
            guard var copy = tails[id], case .copy(var watch) = copy.phase else { continue }
            let compared = watch.compared
            var verdict = settle(&watch, &copy, now)
            while verdict == .differs, watch.turnToNext() || turnToOthers(&watch, copy, &originals) {
                verdict = settle(&watch, &copy, now)
            }
            // What can't be looked at now may be what it is a copy of.
            if verdict == .differs, isUnsure(copy.family.directory) { verdict = .unknown }
            watch.looked(verdict, comparedBefore: compared)
            copy.phase = .copy(watch)
            tails[id] = copy
            let original = tails[watch.original]
            switch verdict {
            case .differs: follow(id)
            case .same:
                if let original, original.phase == .followed || original.isCopy {
                    keep(id, watch, original, now)
                } else {
                    goOn(id, watch, behind: original)
                }
            case .unknown: break
            }
        }
    }

    /// Files of which a copy may be one, where that is not known yet: forgotten before that, they could not be told from new ones after a crash.
    func awaitedOriginals() -> Set<TailID> {
        guard !once else { return [] }
        var awaited: Set<TailID> = []
        for case .copy(let watch)? in copies.lazy.map({ tails[$0]?.phase }) where watch.vainScans < Self.patientScans {
            awaited.formUnion(watch.candidates)
        }
        return awaited
    }

    /// Files that begin alike and were not known when the copy was found.
    private func turnToOthers(_ watch: inout CopyWatch, _ copy: FileTail, _ originals: inout Originals?) -> Bool {
        guard watch.isNamedSo else { return false }
        let known = originals ?? self.originals()
        originals = known
        return watch.turn(to: alike(Suspect(copy), known))
    }

    /// The original is gone. What the copy holds of it was the original's, and what came to it since is its own.
    private mutating func goOn(_ id: TailID, _ watch: CopyWatch, behind original: FileTail?) {
        guard let tail = tails[id] else { return }
        let end = watch.isWhollyCompared ? watch.size : tail.state.size
        guard passOver(id, to: end, format: original?.descriptor?.format) else { return }
        tails[id]?.phase = .followed
        agenda.want(tail.family)
        copies.remove(id)
    }

    private mutating func settle(_ watch: inout CopyWatch, _ copy: inout FileTail, _ now: Timestamp) -> CopyWatch.Verdict {
        let original = tails[watch.original]
        if let original, original.phase == .followed || original.isCopy {
            return compare(&watch, &copy, original, now)
        }
        if let original, isDoubted(original) { return .unknown }
        if watch.isShort { return .differs }
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
        guard passOver(id, to: watch.size, format: original.descriptor?.format), isNew else { return }
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
            agenda.want(tail.family)
            return
        }
        close(id)
        var young = FileTail(id: nextID(), generation: mintGeneration(), sighting: tail.sighting)
        young.seenAt = tail.seenAt
        tails[young.id] = young
        agenda.want(young.family)
        tracker.follow(young.id, young.state.identity, young.family)
    }

    /// What the file holds up to there counts as read; false where it can't be read now.
    private mutating func passOver(_ id: TailID, to end: UInt64, format: RecordFormat?) -> Bool {
        guard var tail = tails[id], let file = openCopy(tail) else { return false }
        defer { file.close() }
        let offset = max(end, tail.state.offset)
        // Where it does not go so far any more, its turn to be read tells.
        guard let window = try? FileHead.window(of: file, endingAt: offset) ?? .empty else { return false }
        if tail.indexer == nil { reader.describe(&tail, as: settings.format ?? format ?? .automatic) }
        tail.state.encoding = tail.state.encoding ?? .utf8
        tail.state.advance(by: Int(clamping: offset - tail.state.offset))
        tail.state.window = window
        tail.state.isFinished = tail.state.offset == tail.state.size
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
    private func compare(_ watch: inout CopyWatch, _ copy: inout FileTail, _ original: FileTail, _ now: Timestamp) -> CopyWatch.Verdict {
        guard let file = openCopy(copy) else { return .unknown }
        defer { file.close() }
        let opened = original.handle == nil ? openCopy(original) : nil
        defer { opened?.close() }
        guard let other = original.handle ?? opened else { return .unknown }
        do throws(SystemError) {
            let status = try file.status()
            watch.sees(size: status.size, modified: status.modified, now: now)
            copy.state.sighted(size: status.size)
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
    func openCopy(_ tail: FileTail) -> (any File)? {
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

extension FileTail {
    /// As a scan would find it now.
    fileprivate var sighting: FileSighting {
        let status = FileStatus(kind: .file, device: state.identity.device, inode: state.identity.inode, size: state.size, modified: 0)
        return FileSighting(family: family, rank: rank, name: FileFamily.name(in: path), status: status)
    }
}
