internal import WeirSystem

/// Keeps the state: a value that one thread steps with receipts and the time.
package struct StateKeeper {
    package enum Step: Equatable, Sendable {
        /// More is ready at once.
        case again
        /// Nothing is due before this time; a new receipt, or a risen mark, may come earlier.
        case wait(Duration)
    }

    package let store: StateStore
    private let spool: Spool
    private var fold: CommittedFold
    private var grouper: ReceiptGrouper
    /// A change whose transaction failed: tried again as it is, before anything else.
    private var pending: StateChange?
    private var lastFold: UInt64?
    /// Receipts of sinks whose dead letters have no room, in order.
    private var held: [String: [Receipt]] = [:]

    /// The sinks must have been configured in the store.
    package init(store: StateStore, spool: Spool) throws(StateError) {
        self.store = store
        self.spool = spool
        fold = CommittedFold(spool: spool, folded: try store.folded())
        grouper = ReceiptGrouper(cursors: try store.cursors())
        try raiseSettled()
    }

    /// - Parameter now: nanoseconds of the monotonic clock.
    package mutating func accept(_ receipt: Receipt, now: UInt64) -> ReceiptGrouper.Acceptance { grouper.add(receipt, now: now) }

    /// Enough receipts wait for the next transaction: the others are to be given once it is done.
    package var isLaden: Bool { grouper.isLaden }
    /// Receipts that the next steps will make durable; those of held sinks are not among them.
    package var hasUnsaved: Bool { pending != nil || grouper.hasReady }
    /// Sinks that stand still because there is no room for their dead letters.
    package var heldSinks: [String] { held.keys.sorted() }

    /// Takes on another set of sinks while it is at work, right after a ``flush(now:)``. Of the sinks that leave or begin anew it must
    /// have had every receipt that is to count; later ones are not theirs any more.
    ///
    /// - Parameters:
    ///   - anew: sinks of the set that are made anew: they go on at their durable cursors, and receipts that waited are forgotten.
    ///   - oldest: where a sink that was never there begins. Nothing from there on may be released meanwhile.
    /// - Returns: where each sink of the set goes on, in its order.
    /// - Throws: where the state can't be written: then all is as it was, and this may be tried again.
    package mutating func configure(
        sinks names: [String], anew: Set<String>, oldest: RecordNumber
    ) throws(StateError) -> [SinkStart] {
        let starts = try store.configure(sinks: names, oldest: oldest, end: spool.mark.value)
        let places = Dictionary(uniqueKeysWithValues: starts.map { ($0.sink, $0) })
        for name in held.keys where anew.contains(name) || places[name] == nil { held[name] = nil }
        fold = CommittedFold(spool: spool, folded: places.mapValues(\.folded))
        grouper.configure(cursors: places.mapValues(\.cursor), anew: anew)
        spool.cursors.set(starts.map(\.cursor))
        if let least = starts.map(\.cursor).min() { spool.settled.advance(to: least) }
        return starts
    }

    /// Commits what is due: what the spool has committed since, and receipts that have waited long enough.
    ///
    /// - Throws: where the transaction failed; the next step tries the same again.
    package mutating func step(now: UInt64) throws(StateError) -> Step {
        if pending == nil, let left = timeLeft(now: now), left > .zero { return .wait(left) }
        return try save(now: now)
    }

    /// Commits everything that is ready, due or not: for a drain.
    package mutating func flush(now: UInt64) throws(StateError) {
        while try save(now: now) == .again {}
    }

    /// Zero where a transaction is due; `nil` before the first.
    private func timeLeft(now: UInt64) -> Duration? {
        if let left = grouper.timeLeft(now: now) { return left }
        guard let lastFold else { return nil }
        return max(.zero, ReceiptGrouper.delay - .nanoseconds(Int64(clamping: now > lastFold ? now - lastFold : 0)))
    }

    private mutating func save(now: UInt64) throws(StateError) -> Step {
        if let pending {
            try commit(pending)
            return .again
        }
        let (folds, reach) = fold.step(now: now)
        // A receipt may be of records that are not counted yet: it waits until they are.
        try commit(StateChange(folds: folds, receipts: reach == .complete ? takeReceipts() : []))
        guard reach != .partly else { return .again }
        guard reach == .complete else { return .wait(ReceiptGrouper.delay) }
        try retryHeld()
        lastFold = now
        return .wait(ReceiptGrouper.delay)
    }

    private mutating func takeReceipts() -> [Receipt] {
        let ready = grouper.take()
        for receipt in ready where held[receipt.sink] != nil { held[receipt.sink]?.append(receipt) }
        return ready.filter { held[$0.sink] == nil }
    }

    private mutating func commit(_ change: StateChange) throws(StateError) {
        pending = change.isEmpty ? nil : change
        do throws(StateError) {
            try store.commit(change)
        } catch {
            guard error.code == .deadLettersFull else { throw error }
            // The other sinks go on: this change without those that have dead letters, which are tried by themselves.
            let blocked = Set(change.receipts.filter { !$0.deadLetters.isEmpty }.map(\.sink))
            for receipt in change.receipts where blocked.contains(receipt.sink) { held[receipt.sink, default: []].append(receipt) }
            let rest = StateChange(folds: change.folds, receipts: change.receipts.filter { !blocked.contains($0.sink) })
            pending = rest
            try store.commit(rest)
        }
        pending = nil
        if !change.receipts.isEmpty { try raiseSettled() }
    }

    private mutating func retryHeld() throws(StateError) {
        for (sink, receipts) in held.sorted(by: { $0.key < $1.key }) {
            // Nothing was taken away since: a transaction would only say so again, ten times a second.
            guard try store.mayTake(letterBytes: receipts.letterBytes) else { continue }
            do throws(StateError) {
                try store.commit(StateChange(receipts: receipts))
                held[sink] = nil
                try raiseSettled()
            } catch {
                guard error.code == .deadLettersFull else { throw error }
            }
        }
    }

    private func raiseSettled() throws(StateError) {
        let cursors = try store.cursors().values
        spool.cursors.set(Array(cursors))
        guard let least = cursors.min() else { return }
        spool.settled.advance(to: least)
        FaultPoint.settledRaised.pass()
    }
}

extension [Receipt] {
    /// What their letters would take in the store.
    fileprivate var letterBytes: Int64 {
        reduce(0) { $1.deadLetters.reduce($0) { $0 + Int64($1.bytes.count + $1.envelope.count) } }
    }
}
