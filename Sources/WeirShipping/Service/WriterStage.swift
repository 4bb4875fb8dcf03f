import WeirRecords
package import WeirSpool
package import WeirSystem

/// Writes slabs to the spool, syncs them in groups, and removes what every sink has passed. Owned by the one thread that
/// steps it, hence `@unchecked Sendable`.
///
/// A disk that is full or fails is no end: slabs stay where they are, sources wait, sinks go on, and the disk is tried again.
package final class WriterStage: @unchecked Sendable {
    /// How long a step waits at most where something keeps it from writing: what was released must be looked for meanwhile.
    private static let longestWait = Duration.milliseconds(50)
    /// Between two looks at how much room the disk has.
    private static let surveyInterval = Duration.seconds(1)
    /// How long a directory that was moved away may take to be back; then the shipper ends, and its next start says what is there.
    package static let gonePatience = Duration.seconds(30)

    private var writer: SpoolWriter
    private let commit: GroupCommit
    private let policy: SpoolSettings.WhenFull
    private let flow: SlabFlow
    private let clock: any SystemClock
    private let patience: Duration
    private let tell: NoticeHandler
    /// Taken from the queue and not yet written: there was no room. Several are the parts of one.
    private var waiting: [Slab] = []
    private var released = RecordNumber.first
    private let pressure: SpoolPressure
    package let positions = PositionDesk()
    package let commits = CommitDesk()
    /// Everything before it is settled at every sink, durably.
    private let settled: SyncMark
    private let cursors: CursorBoard
    private var room: RoomWatch
    private var drops: DropLog
    private var surveyed: Moment?
    /// Since when the directory is not there.
    private var goneSince: Moment?
    private var diskRoom: ByteCount?

    package init(
        _ spool: Spool, flow: SlabFlow, pressure: SpoolPressure, clock: any SystemClock, patience: Duration, tell: @escaping NoticeHandler
    ) {
        writer = spool.writer
        settled = spool.settled
        cursors = spool.cursors
        commit = GroupCommit(spool.settings)
        policy = spool.settings.whenFull
        room = RoomWatch(directory: spool.settings.directory)
        drops = DropLog(spool.settings.whenFull)
        self.flow = flow
        self.pressure = pressure
        self.clock = clock
        self.patience = patience
        self.tell = tell
    }

    /// - Throws: where a slab can't be written whatever the disk does: a defect of its source; and where the spool's directory is gone
    ///   for good.
    package func step() throws(SpoolError) -> StageStep {
        defer { publish() }
        guard try isInPlace() else { return .idle(Self.longestWait) }
        surveyIfDue()
        guard room.mayTry(at: now), !giveWayToState() else { return .idle(Self.longestWait) }
        do throws(SpoolError) {
            return try work()
        } catch {
            guard let cause = error.cause else { throw error }
            perform(room.hindered(by: SpoolHindrance(cause), at: now))
            return .idle(Self.longestWait)
        }
    }

    /// Writes no more, and makes durable what was written. A slab that found no room is read again after the next start.
    package func finish() throws(SpoolError) {
        defer { publish() }
        guard try isInPlace() else { return }
        if let notice = drops.notice(at: now, isLast: true) { tell(notice) }
        if !waiting.isEmpty {
            let records = waiting.reduce(0) { $0 + $1.entries.count }
            let details = ["records": "\(records)", "for": room.hindrance?.name ?? SpoolHindrance.spoolFull.name]
            tell(Notice(.warning, "what was read last found no room: it is read again after the next start", details))
        }
        waiting = []
        try synchronize()
    }

    private var now: Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }

    private func work() throws(SpoolError) -> StageStep {
        try release()
        if room.hindrance?.isOutOfSpace == true { try writer.restart(before: settled.value) }
        guard makeRoom() else {
            // What was written before needs no more room to be durable.
            _ = try synchronizeIfDue()
            return .idle(Self.longestWait)
        }
        let didWrite = try write()
        try answerInquiry()
        let wait = try synchronizeIfDue()
        if waiting.isEmpty, room.hindrance != nil { perform(room.eased(at: now)) }
        if let notice = drops.notice(at: now) { tell(notice) }
        if didWrite { return .worked }
        guard flow.isClosed, flow.isEmpty else { return .idle(waiting.isEmpty ? .zero : min(wait, Self.longestWait)) }
        return waiting.isEmpty && writer.unsynchronizedSince == nil ? .finished : .idle(min(wait, Self.longestWait))
    }

    // MARK: - Writing

    /// Whether something was written.
    private func write() throws(SpoolError) -> Bool {
        if waiting.isEmpty, let slab = flow.takeFilled(within: min(patience, untilSynchronization)) { waiting = [slab] }
        guard let slab = waiting.first else { return false }
        switch try writer.append(slab) {
        case .full(let cause):
            perform(room.hindered(by: cause, at: now))
            guard room.mayDrop(at: now) else { return false }
            return try drop(slab, for: cause)
        case .tooLong:
            waiting.replaceSubrange(0..<1, with: slab.parts())
            flow.giveBack(slab)
            return true
        case .written:
            waiting.removeFirst()
            perform(room.eased(at: now))
            positions.wrote()
            return true
        }
    }

    private func answerInquiry() throws(SpoolError) {
        guard positions.isDue(slabs: flow.filledCount + waiting.count) else { return }
        try synchronize()
        positions.answer(writer.streams)
    }

    /// Syncs where it is due, and returns how long it is until then.
    private func synchronizeIfDue() throws(SpoolError) -> Duration {
        let isBlocked = !waiting.isEmpty || (flow.isClosed && flow.isEmpty)
        if isBlocked, writer.unsynchronizedSince != nil { try synchronize() }
        guard case .synchronize = decision else { return untilSynchronization }
        try synchronize()
        return Self.longestWait
    }

    private var decision: GroupCommit.Decision {
        commit.decide(
            unsynchronizedSince: writer.unsynchronizedSince, bytes: writer.unsynchronizedBytes, now: clock.monotonicNanoseconds())
    }

    private var untilSynchronization: Duration {
        switch decision {
        case .nothing: patience
        case .wait(let wait): wait
        case .synchronize: .zero
        }
    }

    private func synchronize() throws(SpoolError) {
        let outcome = try writer.synchronize()
        for slab in outcome.slabs {
            commits.add(slab)
            flow.giveBack(slab)
        }
        for notice in outcome.notices { tell(notice) }
    }

    /// Removes what every sink has passed, and the files that were kept of it. Not while another thread steps the stage.
    package func releaseSettled() throws(SpoolError) {
        try release()
        writer.discardSpares()
    }

    private func release() throws(SpoolError) {
        let settled = settled.value
        guard settled > released else { return }
        try writer.release(before: settled, keepsSpares: !isShortOfDisk)
        released = settled
        pressure.released.advance(to: settled)
    }
}

// MARK: - Place

extension WriterStage {
    /// Whether the spool is where it was. Nothing is written, and so nothing acknowledged, while it is not.
    private func isInPlace() throws(SpoolError) -> Bool {
        do throws(SpoolError) {
            if let notice = try writer.verifyPlace() { tell(notice) }
            goneSince = nil
            return true
        } catch {
            guard let cause = error.cause else { throw error }
            perform(room.hindered(by: SpoolHindrance(cause), at: now))
            guard cause.isStale else { return false }
            let since = goneSince ?? now
            goneSince = since
            if writer.isRemoved || now.elapsed(since: since) >= Self.gonePatience { throw .gone(cause) }
            return false
        }
    }
}

// MARK: - Room

extension WriterStage {
    /// The disk has no room, or had none until just now.
    private var isShortOfDisk: Bool { room.hindrance?.isOutOfSpace ?? false || room.wasFull }

    /// Whether the writer may write: the reserve is in its place, or could be put there again.
    private func makeRoom() -> Bool {
        guard !writer.ballast.isThere else { return true }
        do throws(SystemError) {
            try writer.makeBallast(doubled: room.wasFull)
            if room.hindrance?.isOutOfSpace == true { perform(room.eased(at: now)) }
            return true
        } catch {
            perform(room.hindered(by: SpoolHindrance(error), at: now))
            // With a segment less there may be room for it the next time.
            if policy == .dropOldest, room.mayDrop(at: now) { _ = dropOldest() }
            return false
        }
    }

    /// Where receipts can't be written, perhaps for want of room, the writer takes none of what it has to give.
    private func giveWayToState() -> Bool {
        guard pressure.needsRoomForState else { return false }
        if writer.ballast.isThere { _ = writer.giveBallast() }
        perform(room.hindered(by: .failing("the state can't be written"), at: now))
        return true
    }

    /// Whether there may be room now.
    private func drop(_ slab: Slab, for cause: SpoolHindrance) throws(SpoolError) -> Bool {
        switch policy {
        case .wait: return false
        case .dropOldest: return cause.canBeDroppedFor && dropOldest()
        case .dropNewest:
            guard cause == .spoolFull, case .written(let records) = try writer.appendDropped(slab) else { return false }
            drops.add(records.recordCount)
            positions.wrote()
            commits.add(slab)
            waiting.removeFirst()
            flow.giveBack(slab)
            return true
        }
    }

    private func dropOldest() -> Bool {
        do throws(SpoolError) {
            guard let records = try writer.dropOldest(cursors: cursors.values) else { return false }
            drops.add(records.recordCount)
            perform(room.eased(at: now))
            return true
        } catch {
            if let cause = error.cause { perform(room.hindered(by: SpoolHindrance(cause), at: now)) }
            return false
        }
    }

    /// A disk that others fill is full before a write finds out: the state needs what is left.
    private func surveyIfDue() {
        if let surveyed, now.elapsed(since: surveyed) < Self.surveyInterval { return }
        surveyed = now
        let free = try? writer.freeRoom()
        diskRoom = free.map { ByteCount(Int64(clamping: UInt64(clamping: $0.bytes) + UInt64(clamping: writer.reservedRoom.bytes))) }
        // What the segment has reserved is of no use to the state.
        if writer.ballast.isThere, let free, free < writer.ballast.lowWater {
            perform(room.hindered(by: .diskFull, at: now))
        }
        // Nothing may come for a while: the end is told all the same.
        if room.hindrance == nil { perform(room.eased(at: now)) }
    }

    private func perform(_ actions: [RoomWatch.Action]) {
        for action in actions {
            switch action {
            // Spare segments give way even where the reserve is gone already.
            case .giveBallast: _ = writer.giveBallast()
            case .tell(let notice): tell(notice)
            }
        }
    }

    private func publish() {
        var published = SpoolPressure.Room()
        published.usedBytes = writer.usedBytes
        published.hindrance = room.hindrance
        published.diskBytes = diskRoom
        published.dropped = drops.total
        pressure.update(published)
    }
}
