import Synchronization
import WeirRecords
package import WeirSpool
package import WeirSystem

/// The forwarder: one thread a source, one that writes the spool, one a sink, one that keeps the state. Threads only loop
/// their stages; what they share is in values behind locks, and an error in one of them ends all.
package final class Shipper: Sendable {
    /// How long a stage that should be able to end is waited for, beyond its own bounds.
    static let grace = Duration.seconds(5)
    /// How often a run of `once` is looked at for whether it gets any further.
    private static let look = Duration.milliseconds(250)
    /// How long a change under way may take to notice that the shipper is to end: the longest of its own waits, and some more.
    private static let changePatience = stopTime + grace + grace
    /// How long a source waits at most for room for a slab.
    private static let sourcePatience = Duration.milliseconds(50)
    /// How long the writer waits at most for a slab: one that comes wakes it, so that more looks would only cost an idle host.
    private static let writerPatience = Duration.milliseconds(250)

    let settings: ShipperSettings
    let spool: Spool
    let clock: any SystemClock
    let tell: NoticeHandler
    let store: StateStore
    private let started: Timestamp
    private let random: @Sendable () -> any RandomSource
    private let flow = SlabFlow()
    private let losses = LossDesk()
    let pressure = SpoolPressure()
    let writer: WriterStage
    let state: StateStage
    let writerPulse = StagePulse()
    let statePulse = StagePulse()
    let progress = ShipperProgress()
    /// Changed by ``apply(_:)`` alone.
    let lanes = Mutex(Lanes())

    /// - Parameter state: with its sinks not yet configured.
    /// - Throws: where the state can't be read or written.
    package init(
        _ settings: ShipperSettings, spool: Spool, state store: StateStore, sources: [any ShippedSource], sinks assemblies: [SinkAssembly],
        clock: any SystemClock, random: @escaping @Sendable () -> any RandomSource, tell: @escaping NoticeHandler
    ) throws(StateError) {
        self.settings = settings
        self.spool = spool
        self.store = store
        self.clock = clock
        self.random = random
        self.tell = tell
        started = Timestamp(microseconds: clock.wallMicroseconds())
        let queues = assemblies.map { _ in ReceiptQueue() }
        let gone = Set(try store.abandoned().filter { !$0.isLost })
        let starts = try store.configure(sinks: assemblies.map(\.delivery.sink), oldest: spool.oldest, end: spool.mark.value)
        writer = WriterStage(spool, flow: flow, pressure: pressure, clock: clock, patience: Self.writerPatience, tell: tell)
        state = StateStage(
            try StateKeeper(store: store, spool: spool), receipts: queues, losses: losses, pressure: pressure, clock: clock, tell: tell)
        let names = Set(sources.map(\.name))
        let routed = try assemblies.map { assembly throws(StateError) in try assembly.routed(by: store, configured: names) }
        let sinks = routed.indices.map { sinkLane(routed[$0], from: starts[$0], receipts: queues[$0]) }
        let sources = sources.map { sourceLane($0) }
        lanes.withLock { $0 = Lanes(sources: sources, sinks: sinks) }
        for notice in spool.recovery.notices { tell(notice) }
        tellAbandoned(since: gone)
        try tellUndelivered()
    }

    var context: SpoolContext { SpoolContext(spool, pressure: pressure, clock: clock) }
    var now: Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }

    func sourceLane(_ source: any ShippedSource) -> SourceLane {
        writer.commits.begin(source.name)
        return SourceLane(
            stage: SourceStage(source, flow: flow, losses: losses, clock: clock, patience: Self.sourcePatience, tell: tell))
    }

    func sinkLane(_ assembly: SinkAssembly, from start: SinkStart, receipts: ReceiptQueue) -> SinkLane {
        if let missed = start.passedOver { tell(Self.notice(of: missed, start.sink)) }
        let delivery = Delivery(assembly.delivery, from: start.cursor)
        let stage = SinkStage(
            delivery, sink: assembly.sink, settings: assembly.stage, spool: context, receipts: receipts, random: random(), tell: tell)
        return SinkLane(stage: stage, receipts: receipts)
    }

    private static func notice(of missed: Range<RecordNumber>, _ sink: String) -> Notice {
        Notice(
            .alert, "records were released while the sink was not configured: it will not get them",
            ["sink": sink, "from": "\(missed.lowerBound)", "to": "\(missed.upperBound)"])
    }

    /// Asks for an end: from any thread, at any time.
    package func request(_ request: TerminationRequest) { progress.request(request) }

    package func status() -> ShipperStatus {
        let (mark, room) = (spool.mark.value, pressure.room)
        let lanes = lanes.withLock { $0 }
        return ShipperStatus(
            started: started, now: Timestamp(microseconds: clock.wallMicroseconds()),
            sources: lanes.sources.map {
                ShipperStatus.Source(name: $0.name, figures: $0.stage.figures, committed: writer.commits.records(of: $0.name))
            },
            sinks: lanes.sinks.map { sink in
                let progress = sink.stage.control.progress
                return ShipperStatus.Sink(name: sink.name, progress: progress, waiting: mark.records(since: progress.cursor))
            },
            spoolBytes: room.usedBytes, spoolCapacity: spool.settings.capacity, isSpoolFull: room.hindrance != nil,
            hindrance: room.hindrance, diskBytes: room.diskBytes, dropped: room.dropped,
            deadLetters: state.deadLetterUse, mark: mark, recovery: spool.recovery,
            failure: progress.failure, stuck: stuckStages { $0.overdue(at: now) })
    }

    /// - Parameter time: of a stage in question; nil for the others.
    func stuckStages(_ time: (StagePulse) -> Duration?) -> [ShipperStatus.Stuck] {
        let lanes = lanes.withLock { $0 }
        let pulses =
            lanes.sources.map { ("source \($0.name)", $0.pulse) } + [("spool writer", writerPulse), ("state", statePulse)]
            + lanes.sinks.map { ("sink \($0.name)", $0.pulse) }
        return pulses.compactMap { name, pulse in time(pulse).map { ShipperStatus.Stuck(stage: name, time: $0) } }
    }

    /// The records that pass from now on, or those that wait first.
    package func tap(_ filter: TapFilter, from start: Tap.Start) -> Tap { Tap(spool, filter: filter, from: start) }

    /// Whether records of it were committed, now or under an earlier configuration.
    package func knows(source: String) throws(StateError) -> Bool { try store.knows(source: source) }

    /// What can only be told by looking at the disk: for whoever asks, on their own thread.
    package func survey() throws(StateError) -> ShipperSurvey {
        let status = status()
        let backlogs = status.sinks.map { sink in
            let cursor = sink.progress.cursor
            let isWaiting = sink.waiting > 0
            return ShipperSurvey.Backlog(
                sink: sink.name, bytes: isWaiting ? spool.bytes(from: cursor) : .zero, oldest: isWaiting ? spool.eventTime(of: cursor) : nil
            )
        }
        return ShipperSurvey(
            status: status, oldest: spool.oldest, settled: spool.settled.value, installation: spool.installation, backlogs: backlogs,
            ledger: try store.conservation(), losses: try store.lossSums())
    }

    /// Runs until everything was shipped (`once`), an end was asked for, or something failed. Blocks; to be called once.
    package func run() -> ShipperEnd {
        start()
        awaitSources()
        flow.close()
        awaitWriter()
        awaitSinks()
        progress.end(.state)
        progress.wait(atMost: Self.grace) { $0.hasEndedState }
        if progress.request != .stop { progress.wait(atMost: Self.grace) { $0.isIdle } }
        if progress.isIdle { releaseSettled() }
        stateUndelivered()
        return end()
    }

    // MARK: - The order of an end

    private func awaitSources() {
        waitForProgress { [self] state in
            // A change may have taken the last source away: then one may come.
            let isAwaited = !settings.once && lanes.withLock { $0.sources.isEmpty }
            return (state.sources == 0 && !state.isChanging && !isAwaited) || state.mustEnd
        }
        progress.wait(atMost: Self.changePatience) { !$0.isChanging || $0.request == .stop }
        progress.end(.sources)
        for source in lanes.withLock({ $0.sources }) { source.state.end() }
        progress.wait(atMost: Self.grace) { $0.sources == 0 }
    }

    /// What was read is made durable. Where the spool is full the writer ends without what finds no room: that is read again.
    private func awaitWriter() {
        waitForProgress { $0.hasEndedWriter || $0.mustEnd }
        if progress.request == .drain {
            progress.wait(atMost: settings.drain) { [pressure] in $0.hasEndedWriter || $0.failure != nil || pressure.isFull }
        }
        progress.end(.writer)
        progress.wait(atMost: Self.grace) { $0.hasEndedWriter }
    }

    private func awaitSinks() {
        let isOnce = settings.once && progress.request == nil
        order(isOnce ? .exhaust(patience: settings.patience) : .drain(by: now + settings.drain))
        if isOnce {
            progress.wait { $0.sinks == 0 || $0.mustEnd }
            // A request that came meanwhile bounds what is left.
            if progress.request == .drain { order(.drain(by: now + settings.drain)) }
        }
        progress.wait(atMost: settings.drain + Self.grace) { $0.sinks == 0 || $0.request == .stop || $0.failure != nil }
        progress.end(.sinks)
        spool.mark.wake()
    }

    private func order(_ order: DeliveryEvent) {
        for sink in lanes.withLock({ $0.sinks }) { sink.stage.control.order(order) }
        spool.mark.wake()
    }

    /// Waits for something; a run of `once` is not waited for longer than its patience while nothing gets any further.
    private func waitForProgress(_ isDone: @escaping (ShipperProgress.State) -> Bool) {
        var last = footprint
        var since = clock.monotonicNanoseconds()
        while !progress.wait(atMost: Self.look, isDone) {
            let (now, present) = (clock.monotonicNanoseconds(), footprint)
            if present != last { (last, since) = (present, now) }
            if settings.once, Moment(nanoseconds: now).elapsed(since: Moment(nanoseconds: since)) > settings.patience {
                progress.giveUp()
                return tell(Notice(.alert, "nothing gets any further: giving up", ["after": "\(settings.patience)"]))
            }
        }
    }

    /// Changes whenever anything gets further.
    private var footprint: [UInt64] {
        let lanes = lanes.withLock { $0 }
        return [spool.mark.value.value, spool.settled.value.value] + lanes.sinks.map(\.stage.control.progress.cursor.value)
            + lanes.sources.map(\.stage.figures.records)
    }

    /// What every sink has need not lie on the disk until the next start.
    private func releaseSettled() {
        do throws(SpoolError) {
            try writer.releaseSettled()
        } catch {
            tell(Notice(.warning, "delivered segments could not be removed; the next start does it", ["error": "\(error)"]))
        }
    }

    private func end() -> ShipperEnd {
        let status = status()
        let ends = status.sinks.map { ShipperEnd.Sink(name: $0.name, end: $0.progress.end, progress: $0.progress, waiting: $0.waiting) }
        return ShipperEnd(
            sinks: ends, sources: status.sources, hasGivenUp: progress.hasGivenUp, failure: progress.failure, hindrance: status.hindrance)
    }
}
