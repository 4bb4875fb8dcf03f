import Synchronization
import WeirRecords
package import WeirSpool
package import WeirSystem

/// Makes receipts durable, in groups. Owned by the one thread that steps it, hence `@unchecked Sendable`.
package final class StateStage: @unchecked Sendable {
    /// Between two attempts while the disk fails, which may be full and have room again.
    private static let retryInterval = Duration.seconds(1)
    /// How long a writer takes at most to look for what was released.
    private static let releaseWait = Duration.milliseconds(20)

    private var keeper: StateKeeper
    private var receipts: [ReceiptQueue]
    private let losses: LossDesk
    private let change = Mutex<SinkChange?>(nil)
    private let pressure: SpoolPressure?
    private let clock: any SystemClock
    private let tell: NoticeHandler
    private var isFailing = false
    /// Since when the database's file is not there.
    private var goneSince: Moment?
    private var chores = StateChores()
    private let store: StateStore
    private var gauge = DeadLetterGauge()
    /// Where each sink's receipts come from.
    private var owners: [String: ReceiptQueue] = [:]
    private var held: [String] = []

    /// - Parameter pressure: is told where the state can't be written, so that it gets the room that is reserved for it.
    package init(
        _ keeper: StateKeeper, receipts: [ReceiptQueue], losses: LossDesk = LossDesk(), pressure: SpoolPressure? = nil,
        clock: any SystemClock, tell: @escaping NoticeHandler
    ) {
        self.losses = losses
        self.pressure = pressure
        self.keeper = keeper
        self.receipts = receipts
        self.clock = clock
        self.tell = tell
        store = keeper.store
    }

    /// What dead letters take and may take; from any thread.
    package var deadLetterUse: DeadLetterUse { store.deadLetterUse }

    /// Asks for another set of sinks, in place of an order that was not done yet. A later step answers the change.
    package func order(_ change: SinkChange) { self.change.withLock { $0 = change } }

    /// - Throws: where going on would be wrong. A disk that fails is tried again: receipts wait meanwhile, and sinks for them.
    package func step() throws(StateError) -> StageStep {
        if !isFailing, !keeper.isLaden { try accept() }
        do throws(StateError) {
            let step = try next()
            for notice in try chores.step(store, at: now, Timestamp(microseconds: clock.wallMicroseconds())) { tell(notice) }
            if isFailing { pressure?.reportState(isFailing: false) }
            (isFailing, goneSince) = (false, nil)
            tellOfDeadLetters()
            guard case .wait(let time) = step else { return .worked }
            return .idle(time)
        } catch {
            guard [.inputOutput, .outOfSpace, .gone].contains(error.code) else { throw error }
            if error.code == .gone {
                let since = goneSince ?? now
                goneSince = since
                if now.elapsed(since: since) >= WriterStage.gonePatience { throw error }
            }
            if !isFailing { tell(Notice(.alert, "the state can't be written; it is tried again", ["error": "\(error)"])) }
            isFailing = true
            pressure?.reportState(isFailing: true)
            return .idle(Self.retryInterval)
        }
    }

    /// Makes everything durable that there is, due or not.
    package func finish() throws(StateError) {
        try accept()
        _ = try keepLosses()
        try keeper.flush(now: clock.monotonicNanoseconds())
    }

    private var now: Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }

    private func next() throws(StateError) -> StateKeeper.Step {
        if try keepLosses() { return .again }
        if let step = try takeChange() { return step }
        return try keeper.step(now: clock.monotonicNanoseconds())
    }

    /// Nil where no change is asked for.
    ///
    /// A new sink begins at the oldest record that is kept, and that must hold: what is settled has to be released first. After that
    /// nothing can be released until the new sink has moved: only this stage raises the settled mark.
    private func takeChange() throws(StateError) -> StateKeeper.Step? {
        guard let asked = change.withLock({ $0 }), asked.isOpen else { return nil }
        try accept()
        try keeper.flush(now: clock.monotonicNanoseconds())
        guard asked.isReleased, !keeper.hasUnsaved else { return .wait(Self.releaseWait) }
        try asked.perform { () throws(StateError) in
            try keeper.configure(sinks: asked.sinks, anew: asked.anew, oldest: asked.oldest)
        }
        guard case .done = asked.wait(atMost: .zero) else { return nil }
        receipts = asked.receipts
        owners = Dictionary(uniqueKeysWithValues: zip(asked.sinks, asked.receipts))
        return .again
    }

    private func keepLosses() throws(StateError) -> Bool {
        try losses.take { (losses) throws(StateError) in try store.record(losses) }
    }

    private func accept() throws(StateError) {
        for queue in receipts {
            let taken = queue.takeAll()
            if let sink = taken.first?.sink { owners[sink] = queue }
            for receipt in taken where keeper.accept(receipt, now: clock.monotonicNanoseconds()) == .refused {
                throw StateError(
                    .contradiction, "a receipt of \(receipt.sink) for \(receipt.records) does not follow the one before",
                    wayOut: "this is a defect: please report it")
            }
        }
    }

    /// A sink whose dead letters have no room sends nothing more until they have: what came of its records could not be written down.
    private func tellOfDeadLetters() {
        let use = store.deadLetterUse
        if let notice = gauge.update(use) { tell(notice) }
        guard keeper.heldSinks != held else { return }
        let reason = Reason(.noRoomForLetters, "\(use.used.bytes) of \(use.limit.bytes) bytes are taken")
        for sink in keeper.heldSinks where !held.contains(sink) {
            owners[sink]?.hold(for: reason)
            let message = "the sink is on hold: there is no room for its dead letters; replay or drop some with `weir spool dead`"
            tell(Notice(.alert, message, ["sink": sink, "reason": reason.description]))
        }
        for sink in held where !keeper.heldSinks.contains(sink) {
            owners[sink]?.hold(for: nil)
            tell(Notice(.information, "the sink goes on: there is room for its dead letters", ["sink": sink]))
        }
        held = keeper.heldSinks
    }
}
