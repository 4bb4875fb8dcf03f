import WeirRecords
package import WeirSpool
package import WeirSystem

/// The forwarder: one thread a source, one that writes the spool, one a sink, one that keeps the state. Threads only loop
/// their stages; what they share is in values behind locks, and an error in one of them ends all.
package final class Shipper: Sendable {
    /// How long a stage that should be able to end is waited for, beyond its own bounds.
    private static let grace = Duration.seconds(5)
    /// How often a run of `once` is looked at for whether it gets any further.
    private static let look = Duration.milliseconds(250)
    private static let threadPatience = Duration.milliseconds(50)

    private let settings: ShipperSettings
    private let spool: Spool
    private let clock: any SystemClock
    private let tell: NoticeHandler
    private let started: Timestamp
    private let flow = SlabFlow()
    private let pressure = SpoolPressure()
    private let sources: [SourceStage]
    private let writer: WriterStage
    private let sinks: [SinkStage]
    private let state: StateStage
    private let progress: ShipperProgress

    /// - Parameter state: with its sinks not yet configured.
    /// - Throws: where the state can't be read or written.
    package init(
        _ settings: ShipperSettings, spool: Spool, state store: StateStore, sources: [any ShippedSource], sinks assemblies: [SinkAssembly],
        clock: any SystemClock, random: @Sendable () -> any RandomSource, tell: @escaping NoticeHandler
    ) throws(StateError) {
        self.settings = settings
        self.spool = spool
        self.clock = clock
        self.tell = tell
        started = Timestamp(microseconds: clock.wallMicroseconds())
        let (flow, pressure) = (flow, pressure)
        let starts = try store.configure(sinks: assemblies.map(\.delivery.sink), oldest: spool.oldest)
        let context = SpoolContext(spool, pressure: pressure, clock: clock)
        var stages: [SinkStage] = []
        var queues: [ReceiptQueue] = []
        for (assembly, start) in zip(assemblies, starts) {
            if let missed = start.passedOver { tell(Self.notice(of: missed, start.sink)) }
            let queue = ReceiptQueue()
            queues.append(queue)
            stages.append(
                SinkStage(
                    Delivery(assembly.delivery, from: start.cursor), sink: assembly.sink, settings: assembly.stage, spool: context,
                    receipts: queue, random: random(), tell: tell))
        }
        self.sinks = stages
        self.sources = sources.map { SourceStage($0, flow: flow, clock: clock, patience: Self.threadPatience, tell: tell) }
        writer = WriterStage(spool, flow: flow, pressure: pressure, clock: clock, patience: Self.threadPatience, tell: tell)
        self.state = StateStage(
            try StateKeeper(store: store, spool: spool), receipts: queues, pressure: pressure, clock: clock, tell: tell)
        progress = ShipperProgress()
        for notice in spool.recovery.notices { tell(notice) }
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
        return ShipperStatus(
            started: started, now: Timestamp(microseconds: clock.wallMicroseconds()),
            sources: sources.map { ShipperStatus.Source(name: $0.name, figures: $0.figures) },
            sinks: sinks.map { sink in
                let progress = sink.control.progress
                return ShipperStatus.Sink(name: sink.name, progress: progress, waiting: mark.records(since: progress.cursor))
            },
            spoolBytes: room.usedBytes, spoolCapacity: spool.settings.capacity, isSpoolFull: room.hindrance != nil,
            hindrance: room.hindrance, diskBytes: room.diskBytes, dropped: room.dropped,
            deadLetters: state.deadLetterUse, mark: mark, recovery: spool.recovery,
            failure: progress.failure)
    }

    /// Runs until everything was shipped (`once`), an end was asked for, or something failed. Blocks; to be called once.
    package func run() -> ShipperEnd {
        let threads = start()
        awaitSources()
        flow.close()
        awaitWriter()
        awaitSinks()
        progress.end(.state)
        progress.wait(atMost: Self.grace) { $0.hasEndedState }
        if progress.request != .stop, progress.isIdle { for thread in threads { thread.join() } }
        if progress.isIdle { releaseSettled() }
        return end()
    }

    // MARK: - The order of an end

    private func awaitSources() {
        waitForProgress { $0.sources == 0 || $0.mustEnd }
        progress.end(.sources)
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
        let now = Moment(nanoseconds: clock.monotonicNanoseconds())
        let isOnce = settings.once && progress.request == nil
        for sink in sinks { sink.control.order(isOnce ? .exhaust(patience: settings.patience) : .drain(by: now + settings.drain)) }
        spool.mark.wake()
        if isOnce {
            progress.wait { $0.sinks == 0 || $0.mustEnd }
            // A request that came meanwhile bounds what is left.
            let now = Moment(nanoseconds: clock.monotonicNanoseconds())
            if progress.request == .drain { for sink in sinks { sink.control.order(.drain(by: now + settings.drain)) } }
        }
        spool.mark.wake()
        progress.wait(atMost: settings.drain + Self.grace) { $0.sinks == 0 || $0.request == .stop || $0.failure != nil }
        progress.end(.sinks)
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
                return tell(Notice(.alert, "nothing gets any further: giving up", ["after": "\(settings.patience)"]))
            }
        }
    }

    /// Changes whenever anything gets further.
    private var footprint: [UInt64] {
        [spool.mark.value.value, spool.settled.value.value] + sinks.map(\.control.progress.cursor.value) + sources.map(\.figures.records)
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
        return ShipperEnd(sinks: ends, sources: status.sources, failure: progress.failure)
    }
}

// MARK: - Threads

extension Shipper {
    private func start() -> [WorkerThread] {
        var threads: [WorkerThread] = []
        do throws(SystemError) {
            threads.append(try thread("state", .state) { [state, progress] in try Self.run(state, progress) })
            threads.append(try thread("writer", .writer) { [writer, progress] in try Self.run(writer, progress) })
            for sink in sinks { threads.append(try thread(sink.name, .sinks) { [progress] in Self.run(sink, progress) }) }
            for source in sources { threads.append(try thread(source.name, .sources) { [progress] in Self.run(source, progress) }) }
        } catch {
            progress.fail(ShippingFailure(stage: "start", message: "\(error)"))
        }
        return threads
    }

    private func thread(
        _ name: String, _ part: ShipperProgress.Part, _ body: @escaping @Sendable () throws -> Void
    ) throws(SystemError) -> WorkerThread {
        progress.begin(part)
        do throws(SystemError) {
            return try WorkerThread(name: name) { [progress] in
                do { try body() } catch { progress.fail(ShippingFailure(stage: name, message: "\(error)")) }
                progress.ended(part)
            }
        } catch {
            progress.ended(part)
            throw error
        }
    }

    private static func run(_ source: SourceStage, _ progress: ShipperProgress) {
        while !progress.mustEnd(.sources) {
            switch source.step() {
            case .worked: continue
            case .idle(let time): progress.pause(.sources, atMost: time)
            case .finished: return
            }
        }
    }

    private static func run(_ writer: WriterStage, _ progress: ShipperProgress) throws {
        while !progress.mustEnd(.writer) {
            switch try writer.step() {
            case .worked: continue
            case .idle(let time): progress.pause(.writer, atMost: time)
            case .finished: return
            }
        }
        try writer.finish()
    }

    private static func run(_ sink: SinkStage, _ progress: ShipperProgress) {
        while !progress.mustEnd(.sinks) {
            switch sink.step() {
            case .worked: continue
            case .idle(let time): sink.pause(time)
            case .finished: return
            }
        }
    }

    private static func run(_ state: StateStage, _ progress: ShipperProgress) throws {
        while !progress.mustEnd(.state) {
            switch try state.step() {
            case .worked, .finished: continue
            case .idle(let time): progress.pause(.state, atMost: time)
            }
        }
        try state.finish()
    }
}
