import Synchronization
import TestSupport
import WeirRecords
import WeirSpool
import WeirSystem

@testable import WeirShipping

/// Real sink stages on a real spool in memory with a real ledger, and peers, on a clock that jumps from event to event: days
/// take as long as what happens in them.
final class SinkLab {
    let clock = ManualClock()
    let store: StateStore
    let spool: Spool
    let collector = NoticeLog()
    private(set) var sinks: [LabSink] = []
    private(set) var written = 0
    private var writer: SpoolWriter
    private var state: StateStage
    private let context: SpoolContext
    private var seed: UInt64 = 1

    init(sinks specifications: [LabSink.Specification], capacity: ByteCount = .mebibytes(64)) throws {
        store = try StateStore.inMemory(random: SeededRandom(seed: 1))
        let settings = SpoolSettings(directory: "/spool", capacity: capacity, segmentBytes: .kibibytes(256))
        spool = try Spool.open(settings, fileSystem: MemoryFileSystem(), clock: clock, random: SeededRandom(seed: 1), state: store)
        writer = spool.writer
        context = SpoolContext(spool, pressure: SpoolPressure(), clock: clock)
        let starts = try store.configure(sinks: specifications.map(\.name), oldest: spool.oldest)
        for (specification, start) in zip(specifications, starts) { sinks.append(LabSink(specification, start.cursor)) }
        state = StateStage(
            try StateKeeper(store: store, spool: spool), receipts: sinks.map(\.receipts), pressure: SpoolPressure(), clock: clock,
            tell: collector.tell)
        for sink in sinks { try begin(sink, from: sink.start) }
    }

    var now: Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }

    /// Gives the sink a new stage at the cursor, as after a reload.
    func begin(_ sink: LabSink, from cursor: RecordNumber) throws {
        seed += 1
        let clock = clock
        var http = HTTPSinkSettings(url: "http://siem/")
        http.compression = .none
        http.timeout = sink.specification.timeout
        let transport = LabTransport(peer: sink.peer, now: { Moment(nanoseconds: clock.monotonicNanoseconds()) })
        sink.stage = SinkStage(
            Delivery(sink.specification.delivery, from: cursor),
            sink: try HTTPSink(http, transport: transport, now: { Moment(nanoseconds: clock.monotonicNanoseconds()) }),
            settings: sink.specification.stage, spool: context, receipts: sink.receipts, random: SeededRandom(seed: seed),
            tell: collector.tell)
    }

    /// Makes so many more records durable.
    func write(_ count: Int, perSlab: Int = 100) throws {
        var left = count
        while left > 0 {
            let slab = Slab(capacity: 1 << 16)
            for _ in 0..<min(left, perSlab) {
                slab.addLine("record \(written)", number: UInt64(written), at: Int64(clock.wallMicroseconds() / 60_000_000))
                written += 1
            }
            left -= perSlab
            _ = try writer.append(slab)
        }
        _ = try writer.synchronize()
    }

    /// Steps everything until the clock would pass the moment, or the condition holds.
    func run(until end: Moment, or isDone: () -> Bool = { false }) throws {
        while now < end, !isDone() {
            var didWork = false
            var next = end
            for sink in sinks { (didWork, next) = sink.step(didWork, next, now) }
            if didWork { try state.finish() } else { clock.advance(by: max(next.elapsed(since: now), .nanoseconds(1))) }
        }
    }

    func run(for time: Duration, or isDone: () -> Bool = { false }) throws { try run(until: now + time, or: isDone) }
}

/// Notices in the order in which they were told.
final class NoticeLog: Sendable {
    private let told = Mutex<[Notice]>([])

    var notices: [Notice] { told.withLock { $0 } }
    var tell: NoticeHandler { { [self] notice in told.withLock { $0.append(notice) } } }
}

/// One sink of the lab with its peer, and what of it was ever held at once.
final class LabSink {
    struct Specification {
        var name: String
        var delivery: Delivery.Settings
        var stage = SinkStageSettings()
        var timeout = Duration.seconds(30)
        var answer: LabPeer.Answer

        init(_ name: String, inFlight: Int = 1, batch: Int = 10, budget: HostBudget? = nil, _ answer: @escaping LabPeer.Answer) {
            self.name = name
            delivery = Delivery.Settings(sink: name)
            delivery.inFlight = inFlight
            stage.batch = BatchSettings(records: batch, age: .milliseconds(100))
            stage.budget = budget
            self.answer = answer
        }
    }

    let specification: Specification
    let start: RecordNumber
    let receipts = ReceiptQueue()
    let peer: LabPeer
    fileprivate(set) var stage: SinkStage?
    private(set) var steps = 0
    /// The most batches that were ever in memory, and of answers that waited for their turn.
    private(set) var mostBatches = 0
    private(set) var mostEarly = 0
    private(set) var mostReceipts = 0

    init(_ specification: Specification, _ start: RecordNumber) {
        self.specification = specification
        self.start = start
        peer = LabPeer(specification.answer)
    }

    var progress: SinkProgress { stage?.control.progress ?? SinkProgress() }

    fileprivate func step(_ didWork: Bool, _ next: Moment, _ now: Moment) -> (Bool, Moment) {
        let answered = peer.deliver(at: now)
        defer { note() }
        switch stage?.step() {
        case .worked:
            steps += 1
            return (true, next)
        case .idle(let time): return (didWork || answered, min(next, now + time, peer.next ?? .never))
        case .finished, nil: return (didWork || answered, min(next, peer.next ?? .never))
        }
    }

    private func note() {
        mostBatches = max(mostBatches, progress.openBatches)
        mostEarly = max(mostEarly, progress.earlyAnswers)
        mostReceipts = max(mostReceipts, receipts.count)
    }
}
