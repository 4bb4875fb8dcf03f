package import WeirRecords
package import WeirSystem

/// Follows log files: finds them by patterns, reads them in the order in which they were written, through every rotation.
///
/// A log's files are read from the oldest to the one being written; a younger one waits until the older ones are at their ends. What a step
/// returned counts as read; after a crash a new source is made with the positions that the spool holds, and goes on behind them.
///
/// What it can't know: a file that came and went between two scans where no watch is to be had, and one of which nothing was committed before a crash and which was rotated
/// out before the next start. Where none of a log's known files is left among its rotated ones, that is raised as an alert.
///
/// Limits: ``FilesLimits``; notices waiting ``NoticeBox/capacity``; depth of `**` ``GlobWalk/maximumDepth``.
package struct FilesSource: Source, Sendable {
    package var name: String { settings.name }

    let settings: FilesSettings
    let fileSystem: any FileSystem
    /// Reads what is there and ends.
    let once: Bool
    /// No position was given: the source has never run.
    let isFirstRun: Bool

    var random: any RandomSource
    var reader: TailReader
    var notices = NoticeBox()
    var losses = LossBox()
    var tails: [TailID: FileTail] = [:]
    var tracker: RotationTracker
    /// Each log's files from the oldest to the youngest.
    var members: [FileFamily: [TailID]] = [:]
    /// Which of the logs have a turn.
    var agenda = Agenda()
    /// Logs of which nothing is read before the next scan: what became of their files must be known first.
    var suspended: Set<FileFamily> = []
    /// Open files, the one least lately used first.
    var opened = OpenOrder()
    let descriptors: DescriptorLease
    /// Tails that begin as another one does.
    var copies: Set<TailID> = []
    /// Truncated files of which a copy could not be looked at in this scan.
    var doubted: Set<TailID> = []
    /// Of truncated files of which nothing was read: the copies that may hold what they held.
    var heirs: [TailID: [TailID]] = [:]
    /// Scans in a row in which something in a directory could not be looked at.
    var unsureScans: [String: Int] = [:]
    /// Tails whose state changed without a record.
    var unsaved: Set<TailID> = []
    var scannedAt: Timestamp?
    var needsScan = true
    /// Tells what becomes of names between two scans; `nil` where that can't be had, or is not wanted.
    var watch: (any FileWatch)?
    var names = NameLog()
    /// When what it tells was taken last.
    var watchedAt: Timestamp?
    /// Files that a watch opened, by what they are; each scan deals with them.
    var arrivals: [FileIdentity: ArrivedFile] = [:]
    var arrivalCount: UInt64 = 0
    /// Names that appeared and whose files were not opened; the next look deals with them.
    var newNames: [WatchedName] = []
    /// When newcomers were dealt with between two scans.
    var metAt: Timestamp?
    /// The last scan found every known file and no other, and could look everywhere.
    var isSettled = false
    var pace = ScanPace()
    var standing = FilesStanding()
    private(set) var lastID = 0
    private var steps: UInt64 = 0
    /// What was told of, so that it is told once.
    var told = Told()

    /// - Parameters:
    ///   - resume: the spool's live positions; those of other sources are left alone, and unreadable ones are told of.
    ///   - random: mints the files' generations.
    ///   - descriptors: what the sources of a process share; `nil`: only this source's own limit holds.
    ///   - watch: tells of names between two scans. A run of `once` has no use for it.
    package init(
        _ settings: FilesSettings, fileSystem: any FileSystem, resume: [StreamState], random: any RandomSource, once: Bool = false,
        descriptors: DescriptorBudget? = nil, watch: FileWatchMaker? = nil
    ) {
        self.settings = settings
        self.descriptors = (descriptors ?? .unlimited).lease(atMost: settings.limits.openFiles)
        self.fileSystem = fileSystem
        self.random = random
        self.once = once
        let own = resume.filter { $0.descriptor.kind == .file && $0.descriptor.source == settings.name }
        isFirstRun = own.isEmpty
        reader = TailReader(settings: settings, isEnding: once)
        tracker = RotationTracker(
            absentDirectoryTime: once ? .zero : settings.limits.absentDirectoryTime,
            scansToVanish: once ? 1 : RotationTracker.scansToVanish)
        for state in own where !state.isClosed { self.resume(state) }
        if let watch, !once { startWatching(watch) }
    }

    package mutating func takeNotices() -> [Notice] { notices.take() }
    package mutating func mask(continuations mask: ContinuationMask) { reader.mask = mask }

    package mutating func takeLosses() -> [Loss] { losses.take() }

    /// - Parameter since: when what is lost was last known to be whole; `nil` where only an earlier run could say it.
    mutating func raiseLoss(_ cause: Loss.Cause, of path: String, since: Timestamp?, bytes: UInt64?) {
        let noticed = scannedAt ?? Timestamp(microseconds: 0)
        losses.raise(
            Loss(
                source: name, host: settings.host, since: since?.minute, noticed: noticed.minute, cause: cause, subject: path,
                bytes: bytes))
    }

    package mutating func step(into slab: Slab, now: Timestamp) -> SourceStep {
        steps += 1
        reader.examinedBytes = 0
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
            files: tails.count, hasNews: needsScan, isWatched: isWatched, least: settings.limits.scanInterval)
        return now.hasPassed(interval, since: scannedAt)
    }

    private mutating func resume(_ state: StreamState) {
        do throws(FilePositionError) {
            let position = try FilePosition(state.position)
            guard position.generation == state.descriptor.generation else {
                throw FilePositionError(message: "a position of another stream")
            }
            var tail = FileTail(id: nextID(), resuming: state.descriptor, at: position)
            if settings.includes(tail.family, tail.path) { tracker.lose(tail.id, tail.family) } else { tail.phase = .leftOut }
            tails[tail.id] = tail
        } catch {
            notices.raise(
                .alert, "a file's position can't be read; the file is read from its beginning, and may be shipped twice",
                ["source": name, "path": state.descriptor.origin, "reason": error.message])
        }
    }

    mutating func nextID() -> TailID {
        lastID += 1
        return TailID(lastID)
    }

    mutating func mintGeneration() -> Digest128 { Digest128(low: random.next(), high: random.next()) }

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

extension FilesSource {
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

    /// With few files nothing is read before a scan that is due; with many the others go on.
    private var isScanAwaited: Bool { needsScan && agenda.areFew }

    /// Whether something of the log is to be read, and is not open.
    private func hasUnopened(_ family: FileFamily) -> Bool {
        (members[family] ?? []).contains { id in tails[id].map { $0.phase == .followed && $0.isDue && $0.handle == nil } ?? false }
    }

    private mutating func turn(of family: FileFamily, _ slab: Slab, _ now: Timestamp) -> TailReader.Outcome {
        guard !suspended.contains(family) else { return .waiting }
        if !agenda.areFew { lookAtYoungest(of: family) }
        for id in members[family] ?? [] {
            let outcome = turn(of: id, slab, now)
            switch outcome {
            case .took, .passed, .needsRoom, .waiting, .startedOver: return outcome
            case .atEnd, .released, .refused: continue
            }
        }
        return .atEnd
    }

    /// A file that can't be read is passed over, so that the others go on.
    private mutating func turn(of id: TailID, _ slab: Slab, _ now: Timestamp) -> TailReader.Outcome {
        guard var tail = tails.removeValue(forKey: id) else { return .atEnd }
        guard isReadable(tail, now) else {
            tails[id] = tail
            return .atEnd
        }
        var outcome = TailReader.Outcome.waiting
        do throws(SystemError) {
            if let file = try open(&tail, now) {
                outcome = try reader.turn(of: &tail, file, into: slab, step: steps, now: now)
                tail.failedAt = nil
                if outcome == .atEnd { tail.isDue = false }
                if outcome != .startedOver { tail.seenSameAt = now }
                tell(of: &tail)
            }
        } catch {
            fail(&tail, error, now)
            outcome = .atEnd
        }
        if case .refused(let encoding) = outcome { refuse(&tail, encoding) }
        tails[id] = tail
        if outcome == .startedOver { startOver(id) }
        if outcome == .released { release(id) }
        return outcome
    }

    private func isReadable(_ tail: FileTail, _ now: Timestamp) -> Bool {
        guard tail.phase == .followed, tail.handle != nil || tail.isDue else { return false }
        if once, tail.reachedGoal { return false }
        guard let failedAt = tail.failedAt else { return true }
        return now.hasPassed(settings.limits.scanInterval, since: failedAt)
    }

    private mutating func fail(_ tail: inout FileTail, _ error: SystemError, _ now: Timestamp) {
        if tail.failedAt == nil {
            let message = once ? "a file can't be read; it is left out" : "a file can't be read; it is tried again"
            notices.raise(once ? .alert : .warning, message, error.details(["source": name, "path": tail.path]))
        }
        tail.failedAt = now
        drop(&tail)
        tail.isDue = true
        if once { tail.goal = nil }
    }

    /// Says once a file what its content is like.
    private mutating func tell(of tail: inout FileTail) {
        if tail.holeBytes > 0, !tail.toldHoles {
            tail.toldHoles = true
            notices.raise(
                .warning, "a file holds NUL bytes, as a truncation under its writer or a loss of power leaves them; they are passed over",
                ["source": name, "path": tail.path, "bytes": String(tail.holeBytes), "offset": String(tail.state.offset)])
        }
        if tail.cutRecords > 0, !tail.toldCuts {
            tail.toldCuts = true
            notices.raise(
                .warning, "a line is over the limit or was cut off; it is shipped in parts, each of them marked",
                ["source": name, "path": tail.path, "limit": String(settings.limits.lineBytes.bytes), "offset": String(tail.state.offset)])
        }
    }

    /// The file can't be read as text, so nothing of it could be redacted.
    private mutating func refuse(_ tail: inout FileTail, _ encoding: String) {
        reader.counters.lostFiles += 1
        raiseLoss(.undecodable, of: tail.path, since: scannedAt, bytes: nil)
        notices.raise(
            .alert, "a file is text of an encoding that is not read; nothing of it is shipped: convert it to UTF-8, or exclude it",
            ["source": name, "path": tail.path, "encoding": encoding])
        tail.phase = .refused
        drop(&tail)
    }

    /// The file was truncated or written anew: what was read of it was another generation, of which a copy may go on.
    private mutating func startOver(_ id: TailID) {
        guard var old = tails[id] else { return }
        notices.raise(.information, "a file was truncated or replaced; it is read from its beginning", ["source": name, "path": old.path])
        var young = FileTail(id: nextID(), generation: mintGeneration(), continuing: old)
        young.seenAt = old.seenAt
        young.handle = old.handle
        old.handle = nil
        old.phase = .lost(wasTruncated: true)
        old.state.cutOff()
        tails[id] = old
        tails[young.id] = young
        tracker.follow(young.id, young.state.identity, young.family)
        tracker.lose(id, old.family)
        let place = members[old.family]?.firstIndex(of: id)
        if let place { members[old.family]?.insert(young.id, at: place + 1) }
        needsScan = true
        suspended.insert(old.family)
        agenda.want(old.family)
    }

    /// A file that is at its end for good is not held open; where it has no name any more, it is over.
    private mutating func release(_ id: TailID) {
        guard var tail = tails[id] else { return }
        if let inflated = tail.handle as? InflatedFile, inflated.isBroken {
            lose(tail, .damaged, "a compressed file is damaged or not whole; what stood behind is lost")
        }
        drop(&tail)
        tail.isDue = false
        let isNew = !tail.state.isFinished
        tail.state.isFinished = true
        tails[id] = tail
        if tail.state.place == .gone { close(id) } else if isNew, tail.descriptor != nil { unsaved.insert(id) }
    }

    mutating func close(_ id: TailID) {
        guard var tail = tails.removeValue(forKey: id) else { return }
        drop(&tail)
        tracker.forget(id)
        members[tail.family]?.removeAll { $0 == id }
        guard tail.descriptor != nil else { return }
        tail.phase = .closed
        tails[id] = tail
        unsaved.insert(id)
    }
}
