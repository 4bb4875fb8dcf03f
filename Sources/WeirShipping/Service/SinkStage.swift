import WeirRecords
import WeirSpool
package import WeirSystem

/// Steps one sink: reads behind the mark, encodes, sends, and passes on what came of it. Owned by the one thread that steps
/// it, hence `@unchecked Sendable`; what others may ask or say goes through `control`.
package final class SinkStage: @unchecked Sendable {
    /// How long a stage waits at most whose receipts are not taken.
    private static let receiptWait = Duration.milliseconds(100)
    /// How long a stage rests at most: nothing depends on it.
    private static let longestRest = Duration.seconds(60)

    package let name: String
    package let control = SinkControl()
    private let settings: SinkStageSettings
    private let clock: any SystemClock
    private let receipts: ReceiptQueue
    private let pressure: SpoolPressure
    private let mark: SyncMark
    private let tell: NoticeHandler
    private var random: any RandomSource
    private var feed: BatchFeed
    private let box: AnswerBox
    private var flights: OpenFlights
    /// Put together and prepared while others are under way.
    private var ahead: (records: Range<RecordNumber>, part: BatchPart)?
    private var settlement: Settlement
    private var sink: any Sink
    private var delivery: Delivery
    private var refused = RefusedRecords()
    private var letters: LetterLog
    /// What the delivery asked for last.
    private var asked: DeliveryAction
    private var ending: DeliveryEvent?
    /// The spool's disk fails to read.
    private var isStalled = false
    /// The mark as it was when something was last looked for behind it.
    private var seen: RecordNumber
    /// What the next pause waits for a change of.
    private var sight: SyncMark.Sight
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
        letters = LetterLog(sink: delivery.settings.sink)
        (clock, pressure, mark) = (spool.clock, spool.pressure, spool.spool.mark)
        feed = BatchFeed(from: delivery.cursor, of: spool.spool, settings, overhead: sink.overhead)
        box = AnswerBox(mark: spool.spool.mark)
        flights = OpenFlights(box)
        settlement = Settlement(reader: spool.spool.reader(from: delivery.cursor), route: settings.route)
        seen = delivery.cursor
        sight = spool.spool.mark.sight
        asked = .wait(until: Moment(nanoseconds: 0))
        // What waits is asked for before the first step.
        publish()
    }

    /// The longest that a step waits for its peer.
    var longestWait: Duration { settings.timeout }

    package func step() -> StageStep {
        // Before anything is looked at: what changes from here on ends the next pause.
        sight = mark.sight
        if let notice = letters.notice(at: now) { tell(notice) }
        guard receipts.hasRoom else { return .idle(Self.receiptWait) }
        if let reason = receipts.held { return stand(still: reason) }
        if let receipt = settlement.next(of: name, now: now.nanoseconds) {
            hand(receipt)
            return .worked
        }
        guard end == nil else { return settlement.isEmpty ? .finished : .idle(BatchFeed.readRetry) }
        guard let event = nextEvent() else { return prepareAhead() ? .worked : .idle(rest) }
        let failures = delivery.failures
        perform(delivery.step(event, circumstances))
        if failures > 0, delivery.failures == 0 { settings.budget?.refill() }
        publish()
        return .worked
    }

    /// Sends nothing, since what comes of it could not be written down.
    private func stand(still reason: Reason) -> StageStep {
        guard end == nil else { return .finished }
        if ending != nil || control.takeOrder() != nil { finish(.held(reason)) }
        publish()
        return end == nil ? .idle(Self.receiptWait) : .finished
    }

    /// Waits for what `step` found missing: room for receipts, or an answer, the mark to rise, an order, or the time.
    package func pause(_ time: Duration) {
        guard receipts.hasRoom else { return receipts.waitForRoom(atMost: time) }
        mark.wait(since: sight, timeout: letters.hasUntold ? min(time, LetterLog.interval) : time) { [box] in box.hasAnswers }
    }

    private var now: Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }

    private var circumstances: Circumstances {
        let unsent = sink.unsentBytes
        return Circumstances(
            now: now, chance: random.next(), unsent: unsent, isBroken: unsent == ReplayWindow.brokenConnection, isSpoolFull: pressure.isFull
        )
    }

    /// Blocking calls come back by then.
    private var deadline: Moment {
        let ordinary = now + settings.timeout
        switch ending {
        case .drain(let end), .stop(let end): return min(ordinary, end)
        // A call that takes longer gets nothing any further.
        case .exhaust(let patience): return min(ordinary, now + patience)
        default: return ordinary
        }
    }

    private var rest: Duration {
        guard case .wait(let until) = asked else { return .zero }
        return min(min(until, flights.overdue ?? until).elapsed(since: now), Self.longestRest)
    }

    // MARK: - What the delivery is told

    private func nextEvent() -> DeliveryEvent? {
        if let order = control.takeOrder() {
            ending = order
            return order
        }
        if let (flight, verdict) = flights.answer(at: now) { return answered(flight, verdict) }
        if case .wait(let until) = asked, now < until, mark.value == seen { return nil }
        seen = mark.value
        return answer(asked)
    }

    private func answer(_ action: DeliveryAction) -> DeliveryEvent {
        switch action {
        case .fill: fill()
        // One that answers at once has its answer passed on at once.
        case .send: flights.answer(at: now).map { answered($0, $1) } ?? .awake
        case .close: .closed(confirmed: sink.close(by: deadline))
        case .knock: settings.budget?.take(at: now, chance: random.next()).map { .deferred(until: $0) } ?? .admitted
        default: .awake
        }
    }

    /// Makes the next batch ready to go while others are under way. Whether it did.
    private func prepareAhead() -> Bool {
        guard ahead == nil, delivery.inFlight > 0, sink.preparesAhead else { return false }
        defer { stall(feed.isStalled) }
        ahead = feed.fillAhead(at: now)
        guard let ahead else { return false }
        if ahead.part.hasRecords { sink.prepare(ahead.part) }
        return true
    }

    private func fill() -> DeliveryEvent {
        if let (records, part) = ahead {
            ahead = nil
            flights.add(records, part)
            return .batch(records)
        }
        defer { stall(feed.isStalled) }
        switch feed.fill(at: now, isHurried: ending != nil) {
        case .caughtUp: return .caughtUp
        case .gathering(let until): return .gathering(until: until)
        case .batch(let records, let part):
            flights.add(records, part)
            // What was dropped was told by the writer.
            if let lost = part.lost, !lost.isDropped { tell(Self.notice(of: lost, name)) }
            return .batch(records)
        }
    }

    /// Told once, and once more when it is over.
    private func stall(_ isNow: Bool) {
        guard isNow != isStalled else { return }
        isStalled = isNow
        tell(
            isNow
                ? Notice(.alert, "the spool can't be read; it is tried again", ["sink": name])
                : Notice(.information, "the spool can be read again", ["sink": name]))
    }

    private static func notice(of lost: QuarantinedRange, _ sink: String) -> Notice {
        var details = ["sink": sink, "reason": "\(lost.reason)"]
        (details["from"], details["to"]) = ("\(lost.records.lowerBound)", "\(lost.records.upperBound)")
        return Notice(.alert, "records in the spool can't be read and were passed by", details)
    }

    private func answered(_ flight: OpenFlights.Flight, _ verdict: Verdict) -> DeliveryEvent {
        FaultPoint.batchAnswered.pass()
        control.note(verdict, at: clock.wallMicroseconds())
        switch verdict {
        case .delivered(let grade): return .answered(flight.records, verdict, flight.part.tally(.delivered(grade)))
        case .split(let reason), .reject(let reason):
            if flight.records.isOne, !delivery.isOnProbation { refused.add(flight.records.lowerBound, of: flight.part, reason, at: clock) }
        case .written, .retry, .hold: break
        }
        return .answered(flight.records, verdict, Tally())
    }

    // MARK: - What the delivery wants

    private func perform(_ actions: [DeliveryAction]) {
        for action in actions {
            switch action {
            case .fill, .close, .wait, .knock: asked = action
            case .send(let records):
                asked = action
                send(records)
            case .finish(let end): finish(end)
            case .settle(let records, let tally): settle(records, tally)
            case .bury(let record, let reason): bury(record, reason)
            case .rewind(let cursor): rewind(to: cursor)
            case .tell(let notice): tell(notice)
            }
        }
        flights.release { !delivery.needs($0) }
        refused.forget(before: delivery.cursor)
    }

    private func send(_ records: Range<RecordNumber>) {
        guard let part = flights.part(of: records) else { return }
        let deadline = deadline
        let done = flights.begin(records, part, by: deadline)
        if part.hasRecords {
            FaultPoint.batchReady.pass()
            sink.begin(part, by: deadline, done)
        } else {
            done(delivery.settings.window == nil ? .delivered(.sent) : .written(bytes: 0))
        }
    }

    private func settle(_ records: Range<RecordNumber>, _ tally: Tally) {
        if delivery.settings.window == nil {
            hand(Receipt(sink: name, records: records, rows: tally.rows, redactions: tally.redactions))
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
        guard let receipt = refused.bury(record, of: name) else { return }
        hand(receipt)
        letters.add(record, reason)
        if let notice = letters.notice(at: now) { tell(notice) }
    }

    private func rewind(to cursor: RecordNumber) {
        forgetBatches()
        feed.rewind(to: cursor)
    }

    private func finish(_ end: DeliveryEnd) {
        self.end = end
        if let notice = letters.notice(at: now, isLast: true) { tell(notice) }
        forgetBatches()
        control.note(end)
    }

    /// Goes on where a stop has ended it and nothing came to take its place. Not while another thread steps it.
    func resume() {
        guard end == nil || end == .stopped else { return }
        delivery = Delivery(delivery.settings, from: delivery.cursor)
        rewind(to: delivery.cursor)
        refused.removeAll()
        (end, ending, asked) = (nil, nil, .wait(until: Moment(nanoseconds: 0)))
        control.noteResumed()
        publish()
    }

    private func forgetBatches() {
        sink.abandon()
        flights.removeAll()
        ahead = nil
    }

    private func publish() {
        control.publish(delivery, held: receipts.held ?? delivery.heldReason, batches: flights.batchCount, sink.figures)
    }
}
