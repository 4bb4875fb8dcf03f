import Synchronization
package import WeirRecords
package import WeirSpool
package import WeirSystem

/// Writes slabs to the spool, syncs them in groups, and removes what every sink has passed. Owned by the one thread that
/// steps it, hence `@unchecked Sendable`.
package final class WriterStage: @unchecked Sendable {
    /// How long a step waits at most for a slab: what was released must be looked for meanwhile.
    private static let longestWait = Duration.milliseconds(50)

    private var writer: SpoolWriter
    private let commit: GroupCommit
    private let flow: SlabFlow
    private let clock: any SystemClock
    private let patience: Duration
    private let tell: NoticeHandler
    /// Taken from the queue and not yet written: there was no room.
    private var waiting: Slab?
    private var released = RecordNumber.first
    private let pressure: SpoolPressure
    package let positions = PositionDesk()
    /// Everything before it is settled at every sink, durably.
    private let settled: SyncMark

    package init(
        _ spool: Spool, flow: SlabFlow, pressure: SpoolPressure, clock: any SystemClock, patience: Duration, tell: @escaping NoticeHandler
    ) {
        writer = spool.writer
        settled = spool.settled
        commit = GroupCommit(spool.settings)
        self.flow = flow
        self.pressure = pressure
        self.clock = clock
        self.patience = patience
        self.tell = tell
    }

    package func step() throws(SpoolError) -> StageStep {
        try release()
        let didWrite = try write()
        try answerInquiry()
        let wait = try synchronizeIfDue()
        pressure.update(usedBytes: writer.usedBytes, isFull: waiting != nil)
        if didWrite { return .worked }
        guard flow.isClosed, flow.isEmpty else { return .idle(waiting == nil ? .zero : min(wait, Self.longestWait)) }
        return waiting == nil && writer.unsynchronizedSince == nil ? .finished : .idle(min(wait, Self.longestWait))
    }

    /// Writes no more, and makes durable what was written. A slab that found no room is read again after the next start.
    package func finish() throws(SpoolError) {
        waiting = nil
        try synchronize()
    }

    /// Whether something was written.
    private func write() throws(SpoolError) -> Bool {
        guard let slab = waiting ?? flow.takeFilled(within: min(patience, Self.longestWait, untilSynchronization)) else { return false }
        waiting = slab
        switch try writer.append(slab) {
        case .full: return false
        case .written:
            waiting = nil
            positions.wrote()
            return true
        }
    }

    private func answerInquiry() throws(SpoolError) {
        guard positions.isDue(slabs: flow.filledCount + (waiting == nil ? 0 : 1)) else { return }
        try synchronize()
        positions.answer(writer.streams)
    }

    /// Syncs where it is due, and returns how long it is until then.
    private func synchronizeIfDue() throws(SpoolError) -> Duration {
        let isBlocked = waiting != nil || (flow.isClosed && flow.isEmpty)
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
        case .nothing: Self.longestWait
        case .wait(let wait): wait
        case .synchronize: .zero
        }
    }

    private func synchronize() throws(SpoolError) {
        let outcome = try writer.synchronize()
        for slab in outcome.slabs { flow.giveBack(slab) }
        for notice in outcome.notices { tell(notice) }
    }

    /// Removes what every sink has passed. Not while another thread steps the stage.
    package func releaseSettled() throws(SpoolError) { try release() }

    private func release() throws(SpoolError) {
        let settled = settled.value
        guard settled > released else { return }
        try writer.release(behind: settled)
        released = settled
        pressure.released.advance(to: settled)
    }
}

/// What the writer knows of the spool's room, for sinks and people.
package final class SpoolPressure: Sendable {
    private struct State {
        var usedBytes = ByteCount.zero
        var isFull = false
    }

    private let state = Mutex(State())
    /// Nothing that was settled before it is left to be removed.
    package let released = SyncMark()

    package init() {}

    package var usedBytes: ByteCount { state.withLock { $0.usedBytes } }
    /// Nothing can be written until something is released: sources wait.
    package var isFull: Bool { state.withLock { $0.isFull } }

    func update(usedBytes: ByteCount, isFull: Bool) {
        state.withLock {
            $0.usedBytes = usedBytes
            $0.isFull = isFull
        }
    }
}
