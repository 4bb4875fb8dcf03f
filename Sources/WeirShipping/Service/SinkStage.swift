import Synchronization
import WeirRecords
package import WeirSpool
package import WeirSystem

/// What is the same for every sink, whatever it speaks.
package struct SinkStageSettings: Sendable {
    package var batch = BatchSettings()
    package var route = Route.everything
    /// Until a blocking call must be back, where nothing else bounds it.
    package var timeout = Duration.seconds(30)

    package init() {}
}

/// Steps one sink: reads behind the mark, encodes, sends, and passes on what came of it. Owned by the one thread that steps
/// it, hence `@unchecked Sendable`; what others may ask or say goes through `control`.
package final class SinkStage: @unchecked Sendable {
    /// How long a stage waits at most whose receipts are not taken.
    private static let receiptWait = Duration.milliseconds(100)
    /// Between two tries to read while the spool's disk fails.
    private static let readRetry = Duration.seconds(1)

    package let name: String
    package let control = SinkControl()
    private let settings: SinkStageSettings
    private let installation: Digest128
    private let clock: any SystemClock
    private let receipts: ReceiptQueue
    private let pressure: SpoolPressure
    private let mark: SyncMark
    private let tell: NoticeHandler
    private var random: any RandomSource
    private var reader: SpoolReader
    private var settlement: Settlement
    private var sink: any Sink
    private var delivery: Delivery
    private var assembler: BatchAssembler
    /// The first record that was not read from the spool yet.
    private var next: RecordNumber
    /// Where the last batch ended that the delivery was given.
    private var handed: RecordNumber
    /// Records that can't be read, come upon behind those that wait in the assembler.
    private var lost: QuarantinedRange?
    /// What the delivery knows as the present batch.
    private var batch: BatchPart
    /// What the delivery asked for last.
    private var asked: DeliveryAction
    private var ending: DeliveryEvent?
    /// The mark as it was when something was last looked for behind it.
    private var seen: RecordNumber
    private var end: DeliveryEnd?

    package init(
        _ delivery: Delivery, sink: any Sink, settings: SinkStageSettings, spool: SpoolContext, receipts: ReceiptQueue,
        random: any RandomSource, tell: @escaping NoticeHandler
    ) {
        name = delivery.settings.sink
        self.delivery = delivery
        self.sink = sink
        self.settings = settings
        self.receipts = receipts
        self.random = random
        self.tell = tell
        (installation, clock, pressure, mark) = (spool.spool.installation, spool.clock, spool.pressure, spool.spool.mark)
        reader = spool.spool.reader(from: delivery.cursor)
        settlement = Settlement(reader: spool.spool.reader(from: delivery.cursor), route: settings.route)
        assembler = BatchAssembler(settings.batch, overhead: sink.overhead)
        next = delivery.cursor
        handed = delivery.cursor
        seen = delivery.cursor
        batch = BatchPart(slices: [], installation: installation)
        asked = .wait(until: Moment(nanoseconds: 0))
    }

    package func step() -> StageStep {
        guard receipts.hasRoom else { return .idle(Self.receiptWait) }
        if let receipt = settlement.next(of: name, now: now.nanoseconds) {
            hand(receipt)
            return .worked
        }
        guard end == nil else { return settlement.isEmpty ? .finished : .idle(Self.readRetry) }
        if let order = control.takeOrder() {
            ending = order
            perform(delivery.step(order, circumstances))
        } else if case .wait(let until) = asked, now < until, mark.value == seen {
            return .idle(until.elapsed(since: now))
        } else {
            seen = mark.value
            perform(delivery.step(answer(asked), circumstances))
        }
        publish()
        return .worked
    }

    /// Waits for what `step` found missing: room for receipts, or the mark to rise, an order, or the time.
    package func pause(_ time: Duration) {
        guard receipts.hasRoom else { return receipts.waitForRoom(atMost: time) }
        mark.wait(beyond: seen, timeout: time)
    }

    private var now: Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }

    private var circumstances: Circumstances {
        Circumstances(now: now, chance: random.next(), unsent: sink.unsentBytes, isSpoolFull: pressure.isFull)
    }

    /// Blocking calls come back by then.
    private var deadline: Moment {
        let ordinary = now + settings.timeout
        guard case .drain(let end) = ending else { return ordinary }
        return min(ordinary, end)
    }

    // MARK: - Answering what is asked

    private func answer(_ action: DeliveryAction) -> DeliveryEvent {
        switch action {
        case .fill: fill()
        case .send(let records): send(records)
        case .close: .closed(confirmed: sink.close(by: deadline))
        default: .awake
        }
    }

    private func fill() -> DeliveryEvent {
        let isStalled = gather()
        guard let due = assembler.due else {
            return handOverLost() ?? (isStalled ? .gathering(until: now + Self.readRetry) : .caughtUp)
        }
        guard assembler.isFull || lost != nil || ending != nil || due <= now else {
            return .gathering(until: due)
        }
        let slices = assembler.take(at: now)
        return handOver(slices, through: slices.last?.records.upperBound ?? handed)
    }

    /// Reads until there is a batch, a loss, or nothing behind the mark. True where the disk fails, perhaps for a while only.
    private func gather() -> Bool {
        while !assembler.isFull, lost == nil {
            switch reader.next(at: now.nanoseconds) {
            case nil: return true
            case .frame(let frame): add(frame)
            case .quarantined(let range): lost = range
            case .caughtUp: return false
            }
        }
        return false
    }

    private func add(_ frame: Frame) {
        let first = frame.index(of: next)
        if first < frame.count { assembler.add(BatchSlice(frame: frame, indices: first..<frame.count), at: now) }
        next = max(next, frame.records.upperBound)
    }

    /// Records that can't be read any more are passed by, so that those behind them go on.
    private func handOverLost() -> DeliveryEvent? {
        guard let range = lost else { return nil }
        lost = nil
        next = max(next, range.records.upperBound)
        var details = ["sink": name, "reason": "\(range.reason)"]
        (details["from"], details["to"]) = ("\(range.records.lowerBound)", "\(range.records.upperBound)")
        tell(Notice(.alert, "records in the spool can't be read and were passed by", details))
        return handOver([], lost: range, through: next)
    }

    private func handOver(_ slices: [BatchSlice], lost: QuarantinedRange? = nil, through end: RecordNumber) -> DeliveryEvent {
        batch = BatchPart(slices: slices, lost: lost, route: settings.route, installation: installation)
        defer { handed = end }
        return .batch(handed..<end)
    }

    private func send(_ records: Range<RecordNumber>) -> DeliveryEvent {
        let part = batch.clamped(to: records)
        let verdict: Verdict
        if part.hasRecords {
            FaultPoint.batchReady.pass()
            verdict = sink.send(part, by: deadline)
            FaultPoint.batchAnswered.pass()
        } else {
            verdict = delivery.settings.window == nil ? .delivered(.sent) : .written(bytes: 0)
        }
        control.note(verdict, at: clock.wallMicroseconds())
        switch verdict {
        case .delivered(let grade): return .answered(verdict, part.tally(.delivered(grade)))
        case .written, .retry, .split, .hold, .reject: return .answered(verdict, Tally())
        }
    }

    // MARK: - Doing what is wanted

    private func perform(_ actions: [DeliveryAction]) {
        for action in actions {
            switch action {
            case .fill, .send, .close, .wait: asked = action
            case .finish(let end): finish(end)
            case .settle(let records, let tally): settle(records, tally)
            case .bury(let record, let reason): bury(record, reason)
            case .rewind(let cursor): rewind(to: cursor)
            case .tell(let notice): tell(notice)
            }
        }
    }

    private func settle(_ records: Range<RecordNumber>, _ tally: Tally) {
        if delivery.settings.window == nil {
            hand(Receipt(sink: name, records: records, rows: tally.rows))
        } else {
            settlement.add(records)
        }
    }

    private func hand(_ receipt: Receipt) {
        control.note(receipt)
        receipts.put(receipt)
        FaultPoint.receiptHanded.pass()
    }

    private func bury(_ record: RecordNumber, _ reason: Reason) {
        let records = record..<record.advanced(by: 1)
        let part = batch.clamped(to: records)
        let letters = part.deadLetter(reason, at: Timestamp(microseconds: clock.wallMicroseconds())).map { [$0] } ?? []
        hand(Receipt(sink: name, records: records, rows: part.tally(.deadLettered).rows, deadLetters: letters))
        tell(Notice(.warning, "a record went to the dead letters", ["sink": name, "record": "\(record)", "reason": "\(reason)"]))
    }

    private func rewind(to cursor: RecordNumber) {
        sink.abandon()
        assembler.removeAll()
        batch = BatchPart(slices: [], installation: installation)
        (next, handed, lost) = (cursor, cursor, nil)
        reader.seek(to: cursor)
    }

    private func finish(_ end: DeliveryEnd) {
        self.end = end
        sink.abandon()
        control.note(end)
    }

    private func publish() {
        control.publish(cursor: delivery.cursor, failures: delivery.failures, held: delivery.heldReason, figures: sink.figures)
    }
}

/// What every stage that reads the spool needs of it.
package struct SpoolContext: Sendable {
    package var spool: Spool
    package var pressure: SpoolPressure
    package var clock: any SystemClock

    package init(_ spool: Spool, pressure: SpoolPressure, clock: any SystemClock) {
        self.spool = spool
        self.pressure = pressure
        self.clock = clock
    }
}
