import Synchronization
package import WeirRecords
package import WeirRedaction
package import WeirSpool
package import WeirSystem

/// A source that a shipper drives: what it says of itself comes beside its records. Nothing here has a default: a source that wraps another
/// one must hand all of it on.
package protocol ShippedSource: Source, Sendable {
    mutating func takeNotices() -> [Notice]
    /// The rest of a line of which a part is a record already is masked together with what stands before it.
    mutating func mask(continuations mask: ContinuationMask)
    /// What was found to be lost since it was last asked. It is durable before anything that the source read since is.
    mutating func takeLosses() -> [Loss]
    /// Keeps an eye on what there is while nothing can be read, since the spool is full.
    mutating func observe(now: Timestamp)
    /// A last look before the end: whatever happened up to now is told of, and nothing is read any more.
    mutating func finish(now: Timestamp)
    /// Bytes that are known to be there and were not read.
    var unreadBytes: UInt64 { get }
    /// What can still be written before something is lost; nil where that can't be told.
    var headroomBytes: UInt64? { get }
    /// Bytes that were there and can't be read any more.
    var lostBytes: UInt64 { get }
    /// Reads what stands before a place in a stream; always nil for a source that can't read anything again.
    func lookback() -> Redactor.Lookback
}

extension FilesSource: ShippedSource {}

/// Steps one source: an empty slab in, a filled one out. Owned by the one thread that steps it, hence `@unchecked Sendable`.
package final class SourceStage: @unchecked Sendable {
    /// Between two looks at what a source says of itself, which costs it some work.
    private static let surveyInterval = Duration.seconds(1)

    package let name: String
    private var source: any ShippedSource
    private let flow: SlabFlow
    private let losses: LossDesk
    /// Of the losses that were put there last.
    private var lossTicket: UInt64?
    private let clock: any SystemClock
    private let patience: Duration
    private let tell: NoticeHandler
    /// Read and not yet taken by the queue.
    private var filled: Slab?
    private var isExhausted = false
    private var surveyed: Moment?
    private var arrivals = RateWindow()
    private let published = Mutex(SourceFigures())

    /// - Parameter patience: how long a step may wait for a slab or for room in the queue.
    package init(
        _ source: any ShippedSource, flow: SlabFlow, losses: LossDesk, clock: any SystemClock, patience: Duration,
        tell: @escaping NoticeHandler
    ) {
        name = source.name
        self.source = source
        self.flow = flow
        self.losses = losses
        self.clock = clock
        self.patience = patience
        self.tell = tell
    }

    package var figures: SourceFigures { published.withLock { $0 } }

    package func step() -> StageStep {
        defer { survey() }
        if let slab = filled { return handOver(slab) }
        guard !isExhausted else { return .finished }
        guard let slab = flow.takeFree(within: patience) else { return held() }
        let step = source.step(into: slab, now: now)
        putLosses()
        if step == .exhausted { isExhausted = true }
        if slab.isEmpty {
            flow.giveBack(slab)
        } else {
            published.withLock { $0.add(slab, at: now) }
            filled = slab
        }
        guard case .idle(let wait) = step, filled == nil else { return .worked }
        return .idle(wait)
    }

    /// A last look at what happened to names: what came and went meanwhile is told and kept as a loss before the end. To be called once
    /// nobody steps it any more.
    package func finish() {
        source.finish(now: now)
        putLosses()
        for notice in source.takeNotices() { tell(notice) }
    }

    /// Gives back what it has in hand, for good: its records are read again by whoever goes on at the spool's positions. To be called
    /// once nobody steps it any more.
    package func discard() {
        if let slab = filled { flow.giveBack(slab) }
        (filled, isExhausted) = (nil, true)
    }

    private var now: Timestamp { Timestamp(microseconds: clock.wallMicroseconds()) }

    private func handOver(_ slab: Slab) -> StageStep {
        if let ticket = lossTicket {
            guard losses.areDurable(ticket, within: patience) else { return flow.isClosed ? .finished : held() }
            lossTicket = nil
        }
        guard flow.put(slab, within: patience) else { return flow.isClosed ? .finished : held() }
        filled = nil
        return .worked
    }

    /// The disk or the spool's room is behind: the source waits, with its eyes open.
    private func held() -> StageStep {
        source.observe(now: now)
        putLosses()
        return .idle(.zero)
    }

    private func putLosses() {
        let raised = source.takeLosses()
        guard !raised.isEmpty else { return }
        lossTicket = losses.put(raised)
        published.withLock { figures in
            for loss in raised { figures.losses.add(LossSum(loss)) }
        }
    }

    private func survey() {
        let moment = Moment(nanoseconds: clock.monotonicNanoseconds())
        if let surveyed, moment.elapsed(since: surveyed) < Self.surveyInterval, !isExhausted { return }
        surveyed = moment
        for notice in source.takeNotices() { tell(notice) }
        let (unread, headroom, lost) = (source.unreadBytes, source.headroomBytes, source.lostBytes)
        arrivals.add(figures.bytes + unread + lost, at: moment)
        let rate = arrivals.perSecond
        published.withLock { figures in
            figures.unreadBytes = unread
            figures.headroomBytes = headroom
            figures.lostBytes = lost
            figures.arrivingBytesPerSecond = rate
        }
    }
}

/// What a source read since the start, and how it stands.
package struct SourceFigures: Equatable, Sendable {
    package var records: UInt64 = 0
    /// Bytes of the lines, without line ends.
    package var bytes: UInt64 = 0
    /// Records that each rule of redaction changed.
    package var redacted: [String: UInt64] = [:]
    /// When it last read something.
    package var lastRead: Timestamp?
    /// Event time of the record that it read last.
    package var lastEvent: Timestamp?
    package var unreadBytes: UInt64 = 0
    package var headroomBytes: UInt64?
    package var lostBytes: UInt64 = 0
    /// Losses that were named, those of unknown size among them.
    package var losses = LossSum()
    /// Bytes of lines that were written over the last minutes, read or not; zero where nothing can be said yet.
    package var arrivingBytesPerSecond: Double = 0

    package init() {}

    /// What the arriving bytes take in the spool, where each record has an index entry too.
    package var spooledBytesPerSecond: Double {
        guard bytes > 0 else { return arrivingBytesPerSecond }
        return arrivingBytesPerSecond * Double(bytes + records * UInt64(FrameLimits.entryBytes)) / Double(bytes)
    }

    fileprivate mutating func add(_ slab: Slab, at now: Timestamp) {
        for row in slab.meter.rows {
            records += row.count.records
            bytes += row.count.bytes
        }
        redacted.merge(slab.redactions.recordsPerRule) { $0 &+ $1 }
        lastRead = now
        lastEvent = slab.entries.last?.eventTime ?? lastEvent
    }
}
