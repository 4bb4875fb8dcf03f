import Synchronization
import TestSupport
import Testing
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// A sink that answers when it is told to, and notes what it was given to make ready and to send.
@Suite("Making ready ahead")
struct PreparingAheadTests {
    @Test("while a batch is under way the next full one is made ready, once, and goes when the answer is there")
    func oneAhead() throws {
        let bench = try Bench(records: 20)
        bench.run()
        #expect(bench.desk.sent == [bench.range(0, 8)])
        #expect(bench.desk.prepared == [bench.range(8, 16)])
        bench.desk.answer(.delivered(.accepted))
        bench.run()
        #expect(bench.desk.sent == [bench.range(0, 8), bench.range(8, 16)])
        #expect(bench.desk.prepared == [bench.range(8, 16)], "what may still grow is left to")
        bench.desk.answer(.delivered(.accepted))
        bench.run()
        #expect(bench.desk.sent.last == bench.range(16, 20))
        bench.desk.answer(.delivered(.accepted))
        bench.run()
        #expect(bench.delivered == 20)
    }

    @Test("what is under way comes first where it must go again, and nothing is passed over")
    func retry() throws {
        let bench = try Bench(records: 20)
        bench.run()
        bench.desk.answer(.retry(Reason("HTTP 503")))
        bench.run()
        #expect(bench.desk.sent == [bench.range(0, 8), bench.range(0, 8)])
        for _ in 0..<3 {
            bench.desk.answer(.delivered(.accepted))
            bench.run()
        }
        #expect(bench.desk.sent.dropFirst() == [bench.range(0, 8), bench.range(8, 16), bench.range(16, 20)])
        #expect(bench.delivered == 20)
    }

    @Test("told to end, it sends what was made ready, too")
    func ends() throws {
        let bench = try Bench(records: 16)
        bench.run()
        #expect(bench.desk.prepared == [bench.range(8, 16)])
        bench.sink.control.order(.exhaust(patience: .seconds(60)))
        for _ in 0..<2 {
            bench.desk.answer(.delivered(.accepted))
            bench.run()
        }
        #expect(bench.sink.control.progress.end == .delivered)
        #expect(bench.delivered == 16)
    }
}

private final class Bench {
    let desk = Desk()
    let sink: SinkStage
    private let clock = ManualClock()
    private let receipts = ReceiptQueue()

    init(records: Int) throws {
        let state = try StateStore.inMemory(random: SeededRandom(seed: 5))
        let settings = SpoolSettings(directory: "/spool", capacity: .mebibytes(8))
        let spool = try Spool.open(settings, fileSystem: MemoryFileSystem(), clock: clock, random: SeededRandom(seed: 5), state: state)
        let start = try state.configure(sinks: ["a"], oldest: .first)[0]
        var writer = spool.writer
        _ = try writer.append(Slab.plainLines(records))
        _ = try writer.synchronize()
        var stage = SinkStageSettings()
        stage.batch = BatchSettings(records: 8, age: .milliseconds(1))
        sink = SinkStage(
            Delivery(Delivery.Settings(sink: "a"), from: start.cursor), sink: AskedSink(desk: desk), settings: stage,
            spool: SpoolContext(spool, pressure: SpoolPressure(), clock: clock), receipts: receipts, random: SeededRandom(seed: 1),
            tell: { _ in })
    }

    var delivered: UInt64 { sink.control.progress.delivered[.accepted] ?? 0 }

    func range(_ first: UInt64, _ end: UInt64) -> Range<RecordNumber> { RecordNumber(first)..<RecordNumber(end) }

    /// Until the stage has had nothing to do for a second.
    func run() {
        var quiet = 0
        for _ in 0..<1_000 where quiet < 10 {
            quiet = sink.step() == .worked ? 0 : quiet + 1
            clock.advance(by: .milliseconds(100))
        }
    }
}

private final class Desk: Sendable {
    private struct State {
        var prepared: [Range<RecordNumber>] = []
        var sent: [Range<RecordNumber>] = []
        var open: [@Sendable (Verdict) -> Void] = []
    }

    private let state = Mutex(State())

    var prepared: [Range<RecordNumber>] { state.withLock { $0.prepared } }
    var sent: [Range<RecordNumber>] { state.withLock { $0.sent } }

    func prepare(_ records: Range<RecordNumber>) { state.withLock { $0.prepared.append(records) } }

    func send(_ records: Range<RecordNumber>, _ done: @escaping @Sendable (Verdict) -> Void) {
        state.withLock {
            $0.sent.append(records)
            $0.open.append(done)
        }
    }

    /// Answers the oldest that is under way.
    func answer(_ verdict: Verdict) { state.withLock { $0.open.isEmpty ? nil : $0.open.removeFirst() }?(verdict) }
}

private struct AskedSink: Sink {
    let desk: Desk
    let replayWindow: ReplayWindow.Settings? = nil
    let overhead = 144
    let unsentBytes = 0
    let figures = SinkFigures()
    let preparesAhead = true

    func prepare(_ batch: BatchPart) { desk.prepare(batch.records) }
    func begin(_ batch: BatchPart, by deadline: Moment, _ done: @escaping @Sendable (Verdict) -> Void) { desk.send(batch.records, done) }
    func send(_ batch: BatchPart, by deadline: Moment) -> Verdict { .retry(Reason("only asked")) }
    func close(by deadline: Moment) -> Bool { true }
    func abandon() {}
}
