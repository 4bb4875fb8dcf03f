import Synchronization
import TestSupport
import Testing
import WeirRecords
import WeirSpool
import WeirSystem

@testable import WeirShipping

/// A sink that refuses everything, and little room for what it refuses.
@Suite("No room for dead letters")
struct DeadLettersFullTests {
    @Test("the sink holds and says why, it warned before, and nothing is given up or sent for nothing")
    func holds() throws {
        let bench = try Bench(records: 40, room: .kibibytes(3))
        try bench.run()
        let line = try #require(try bench.state.conservation().first)
        #expect(line.isConserved)
        #expect((1..<40).contains(line.deadLettered) && line.dropped == 0 && line.waiting == 40 - line.deadLettered)
        #expect(bench.sink.control.progress.held?.code == "no room for dead letters")
        #expect(bench.state.deadLetterUse.used <= bench.state.deadLetterUse.limit)
        let alerts = bench.notices.all.filter { $0.severity == .alert }
        #expect(alerts.count { $0.message.contains("little room") } == 1)
        #expect(alerts.count { $0.message.contains("on hold") } == 1)

        let sent = bench.refuser.count
        for _ in 0..<50 { try bench.run() }
        #expect(bench.refuser.count == sent)
    }

    @Test("once letters are dropped it goes on, and each record is accounted for")
    func goesOn() throws {
        let bench = try Bench(records: 40, room: .kibibytes(3))
        for _ in 0..<40 {
            try bench.run()
            guard bench.sink.control.progress.held != nil else { break }
            _ = try bench.state.dropLetters(.all, by: 1, at: Timestamp(microseconds: 1))
        }
        #expect(bench.sink.control.progress.held == nil)
        let line = try #require(try bench.state.conservation().first)
        #expect(line.isConserved)
        #expect(line.waiting == 0 && line.deadLettered + line.dropped == 40)
    }

    @Test("told to end while it holds, it ends at once and says so", arguments: [true, false])
    func ends(drains: Bool) throws {
        let bench = try Bench(records: 40, room: .kibibytes(3))
        try bench.run()
        bench.sink.control.order(drains ? .drain(by: bench.now + .seconds(60)) : .exhaust(patience: .seconds(60)))
        try bench.run()
        #expect(bench.sink.step() == .finished)
        guard case .held(let reason) = bench.sink.control.progress.end else {
            Issue.record("\(String(describing: bench.sink.control.progress.end))")
            return
        }
        #expect(reason.code == "no room for dead letters")
    }
}

private final class Bench {
    let clock = ManualClock()
    let state: StateStore
    let sink: SinkStage
    let refuser = Refuser()
    let notices: Notices
    private let stage: StateStage

    init(records: Int, room: ByteCount) throws {
        state = try StateStore.inMemory(random: SeededRandom(seed: 5), limits: LedgerLimits(deadLetterBytes: room))
        let settings = SpoolSettings(directory: "/spool", capacity: .mebibytes(8))
        let spool = try Spool.open(settings, fileSystem: MemoryFileSystem(), clock: clock, random: SeededRandom(seed: 5), state: state)
        let start = try state.configure(sinks: ["a"], oldest: .first)[0]
        var writer = spool.writer
        _ = try writer.append(Slab.plainLines(records))
        _ = try writer.synchronize()
        let notices = Notices()
        self.notices = notices
        let tell: NoticeHandler = { notices.add($0) }
        let receipts = ReceiptQueue()
        var delivery = Delivery.Settings(sink: "a")
        delivery.deadLetters = DeadLetterGuard.Limits(inARow: 1_000, percent: 100)
        var stageSettings = SinkStageSettings()
        stageSettings.batch = BatchSettings(records: 8, age: .zero)
        var proven = Delivery(delivery, from: start.cursor)
        _ = proven.probation.end()
        sink = SinkStage(
            proven, sink: RefusingSink(refuser: refuser), settings: stageSettings,
            spool: SpoolContext(spool, pressure: SpoolPressure(), clock: clock), receipts: receipts, random: SeededRandom(seed: 1),
            tell: tell)
        stage = StateStage(try StateKeeper(store: state, spool: spool), receipts: [receipts], clock: clock, tell: tell)
    }

    var now: Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }

    /// Until neither stage has anything to do for a while.
    func run() throws {
        var quiet = 0
        for _ in 0..<20_000 where quiet < 8 {
            let worked = sink.step() == .worked
            quiet = try stage.step() == .worked || worked ? 0 : quiet + 1
            clock.advance(by: .milliseconds(100))
        }
    }
}

private final class Notices: Sendable {
    private let notices = Mutex<[Notice]>([])
    var all: [Notice] { notices.withLock { $0 } }
    func add(_ notice: Notice) { notices.withLock { $0.append(notice) } }
}

private final class Refuser: Sendable {
    private let sends = Mutex(0)
    var count: Int { sends.withLock { $0 } }
    func refuse() -> Verdict {
        sends.withLock { $0 += 1 }
        return .reject(Reason("HTTP 400", "no"))
    }
}

private struct RefusingSink: Sink {
    let refuser: Refuser
    let replayWindow: ReplayWindow.Settings? = nil
    let overhead = 144
    let unsentBytes = 0
    let figures = SinkFigures()

    func send(_ batch: BatchPart, by deadline: Moment) -> Verdict { refuser.refuse() }
    func close(by deadline: Moment) -> Bool { true }
    func abandon() {}
}
