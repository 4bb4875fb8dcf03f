package import WeirRecords
package import WeirSpool

/// What the delivery of one sink is told.
package enum DeliveryEvent: Equatable, Sendable {
    /// Time went by: a wait is over, or something may have come.
    case awake
    /// Records to send, without a gap after the last that were given.
    case batch(Range<RecordNumber>)
    /// A batch is being put together and may wait this long for more.
    case gathering(until: Moment)
    /// Nothing stands behind the mark.
    case caughtUp
    /// What the sink said of records that it was given, in whatever order. Where they were delivered, the tally carries them and
    /// the grade. An answer to what is not under way changes nothing.
    case answered(Range<RecordNumber>, Verdict, Tally)
    /// The host's budget has a try for this sink.
    case admitted
    /// It has none before this moment.
    case deferred(until: Moment)
    /// An orderly close: whether the peer confirmed it by its own.
    case closed(confirmed: Bool)
    /// Deliver what there is and end, by this moment at the latest.
    case drain(by: Moment)
    /// Deliver what there is and end, giving up after so much time without a delivery.
    case exhaust(patience: Duration)
    /// End at the next boundary between batches: what is under way is answered first, by this moment at the latest, and nothing
    /// more is begun. Another delivery may go on at the cursor.
    case stop(by: Moment)
}

/// What the delivery of one sink wants done. All but the last of a step are done at once; the last may ask for an event.
package enum DeliveryAction: Equatable, Sendable {
    /// Asks for `batch`, `gathering` or `caughtUp`.
    case fill
    /// Asks for `answered` where the answer is there at once, and for `awake` otherwise: then the answer comes later.
    case send(Range<RecordNumber>)
    /// Asks for `admitted` or `deferred`: a try after a failure, which all sinks of a host share.
    case knock
    /// Asks for `closed`.
    case close
    /// Asks for `awake`, at this moment at the latest, and sooner when something arrives.
    case wait(until: Moment)
    /// Nothing more will come of this delivery.
    case finish(DeliveryEnd)

    /// The tally is empty where a connection proved them, long after they were at hand.
    case settle(Range<RecordNumber>, Tally)
    case bury(RecordNumber, Reason)
    /// Read again from here; what is open of the connection is of no more use.
    case rewind(to: RecordNumber)
    case tell(Notice)
}

package enum DeliveryEnd: Equatable, Sendable {
    case delivered
    case undelivered
    case held(Reason)
    /// As it was told: what waits is another delivery's.
    case stopped
}

/// What the world is like at a step: everything that a decision needs and can't know.
package struct Circumstances: Equatable, Sendable {
    package var now: Moment
    /// 64 uniform bits.
    package var chance: UInt64
    /// Bytes that the kernel has not sent yet.
    package var unsent: Int
    /// The connection is gone: what it has not proven goes again.
    package var isBroken: Bool
    /// The spool is full: what is held only for proof should be proven now.
    package var isSpoolFull: Bool

    package init(now: Moment, chance: UInt64 = 0, unsent: Int = 0, isBroken: Bool = false, isSpoolFull: Bool = false) {
        self.now = now
        self.chance = chance
        self.unsent = unsent
        self.isBroken = isBroken
        self.isSpoolFull = isSpoolFull
    }
}
