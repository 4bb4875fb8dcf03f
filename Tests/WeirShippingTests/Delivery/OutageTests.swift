import Testing
import WeirRecords
import WeirSpool

@testable import WeirShipping

@Suite("A sink's endpoint that is away")
struct OutageTests {
    private static let day = Duration.seconds(86_400)

    /// 503 for ten days, then well.
    private static func lab(inFlight: Int, budget: HostBudget?) throws -> SinkLab {
        let back = Moment(nanoseconds: 0) + day * 10
        return try SinkLab(sinks: [
            LabSink.Specification("siem", inFlight: inFlight, budget: budget) { request in
                request.at < back ? .status(503, after: .milliseconds(20)) : .status(200, after: .milliseconds(20))
            }
        ])
    }

    @Test("where a sink stands is known before its stage's first step: what a start says waits is what waits")
    func standsBeforeTheFirstStep() throws {
        let lab = try SinkLab(sinks: [LabSink.Specification("siem") { _ in .status(200) }])
        try lab.write(100)
        try lab.begin(lab.sinks[0], from: RecordNumber(60))
        #expect(lab.sinks[0].progress.cursor == RecordNumber(60))
    }

    @Test("503 for ten days, then well: everything arrives once and in order, tries are bounded by the back-off, memory is flat")
    func tenDays() throws {
        let lab = try Self.lab(inFlight: 1, budget: HostBudget())
        let sink = lab.sinks[0]
        for _ in 0..<240 {
            try lab.write(10)
            try lab.run(for: .seconds(3_600))
        }
        let tries = sink.peer.requests.count
        // Each wait is drawn below 30 s, and the host's budget lets one try through every 10 s: not more, and not none.
        #expect(tries <= 5 + 86_400)
        #expect(tries >= 10 * 86_400 / 50)
        #expect(sink.peer.arrivals.isEmpty)
        #expect(sink.progress.circuit == .open)
        #expect((sink.mostBatches, sink.mostEarly, sink.mostReceipts) == (1, 0, 0))
        #expect(lab.collector.notices.map(\.severity) == [.warning], "told once, not with each try")

        let wellAgain = lab.now
        try lab.run(for: .seconds(600)) { sink.progress.cursor == lab.spool.mark.value }
        #expect(sink.peer.records == Array(0..<2_400))
        let first = try #require(sink.peer.arrivals.first)
        #expect(first.at.elapsed(since: wellAgain) <= .seconds(50))
        #expect(sink.mostBatches == 1)
        #expect(lab.collector.notices.map(\.severity) == [.warning, .information])
        try lab.expectConserved(delivered: 2_400)
    }

    @Test("with eight in flight the same arrives, each once, and what is held stays within what is in flight")
    func tenDaysInFlight() throws {
        let lab = try Self.lab(inFlight: 8, budget: HostBudget())
        let sink = lab.sinks[0]
        for _ in 0..<240 {
            try lab.write(10)
            try lab.run(for: .seconds(3_600))
        }
        #expect(sink.peer.mostOpen == 1)
        try lab.run(for: .seconds(600)) { sink.peer.arrivals.count >= lab.written && sink.progress.cursor == lab.spool.mark.value }
        #expect(sink.peer.records.sorted() == Array(0..<2_400))
        #expect(sink.mostBatches <= 9)
        #expect(sink.mostEarly <= Delivery.earlyPerFlight * 8 + 8)
        try lab.expectConserved(delivered: 2_400)
    }

    @Test("two sinks of one host that both fail make no more tries together than their host's budget has, and both recover")
    func sharesTries() throws {
        func tries(_ budgets: [HostBudget]) throws -> (hour: Int, lab: SinkLab) {
            let back = Moment(nanoseconds: 0) + .seconds(3_600)
            let lab = try SinkLab(
                sinks: budgets.enumerated().map { index, budget in
                    LabSink.Specification("sink-\(index)", budget: budget) { $0.at < back ? .status(503) : .status(200) }
                })
            try lab.write(100)
            try lab.run(until: back)
            return (lab.sinks.reduce(0) { $0 + $1.peer.requests.count }, lab)
        }
        let shared = HostBudget()
        let together = try tries(Array(repeating: shared, count: 8))
        let apart = try tries((0..<8).map { _ in HostBudget() })
        // The first try of each is none after a failure.
        #expect(together.hour <= 8 + 5 + 360)
        #expect(apart.hour > 3 * together.hour)
        #expect(together.lab.sinks.allSatisfy { $0.peer.requests.count > 10 }, "none is starved")
        try together.lab.run(for: .seconds(120)) { together.lab.sinks.allSatisfy { $0.peer.arrivals.count == 100 } }
        #expect(together.lab.sinks.allSatisfy { $0.peer.records == Array(0..<100) })
    }

    @Test("what the peer asks for by Retry-After is waited for, each time")
    func asksForTime() throws {
        let lab = try SinkLab(sinks: [
            LabSink.Specification("siem") { $0.number <= 5 ? .status(429, retryAfter: "100") : .status(200) }
        ])
        try lab.write(10)
        try lab.run(for: .seconds(1_000))
        let times = lab.sinks[0].peer.requests.map(\.at)
        #expect(times.count == 6)
        #expect(zip(times, times.dropFirst()).allSatisfy { $1.elapsed(since: $0) >= .seconds(100) })
        #expect(lab.sinks[0].peer.records == Array(0..<10))
        #expect(lab.collector.notices.count { $0.details["seconds"] == "100" } == 5, "each long wait is told")
    }

    @Test("an answer that never comes is a time-out, and one that comes twice counts once", arguments: [1, 4])
    func losesAnswers(inFlight: Int) throws {
        let lab = try SinkLab(sinks: [
            LabSink.Specification("siem", inFlight: inFlight) { request in
                var reply = LabPeer.Reply.status(200, after: .milliseconds(request.number % 3 * 50))
                reply.times = 3
                return request.number % 7 == 3 ? .never : reply
            }
        ])
        try lab.write(500)
        try lab.run(for: .seconds(3_600)) { lab.sinks[0].progress.cursor == lab.spool.mark.value }
        #expect(lab.sinks[0].peer.records.sorted() == Array(0..<500))
        #expect(lab.sinks[0].progress.retries > 5)
        try lab.expectConserved(delivered: 500)
    }

    @Test("what waited at an end is a statement that shrinks as it is delivered, and goes with the last of it")
    func statesUndelivered() throws {
        let lab = try SinkLab(sinks: [
            LabSink.Specification("siem") { request in
                request.records.contains(60) && request.at < seconds(600) ? .status(503) : .status(200)
            }
        ])
        try lab.write(100)
        let all = Undelivered(sink: "siem", records: RecordNumber(0)..<RecordNumber(100), time: Timestamp(microseconds: 7))
        try lab.store.record(undelivered: [all])
        #expect(try lab.store.undelivered() == [all])
        try lab.run(for: .seconds(60))
        var rest = all
        rest.records = RecordNumber(60)..<RecordNumber(100)
        #expect(try lab.store.undelivered() == [rest])
        try lab.run(for: .seconds(900)) { lab.sinks[0].progress.cursor == lab.spool.mark.value }
        #expect(try lab.store.undelivered() == [])
        try lab.store.record(undelivered: [])
        #expect(try lab.store.undelivered() == [])
        #expect(throws: StateError.self) {
            try lab.store.record(undelivered: [Undelivered(sink: "nobody", records: all.records, time: all.time)])
        }
    }

    @Test("one batch that the endpoint can't stomach for hours doesn't let the others run away from it")
    func boundsEarly() throws {
        let lab = try SinkLab(sinks: [
            LabSink.Specification("siem", inFlight: 4) { request in
                request.records.contains(5) && request.at < seconds(7_200)
                    ? .status(500) : .status(200, after: .milliseconds(10))
            }
        ])
        try lab.write(5_000)
        try lab.run(for: .seconds(7_200))
        let sink = lab.sinks[0]
        #expect(sink.progress.cursor == .first)
        #expect(sink.mostEarly <= Delivery.earlyPerFlight * 4 + 4)
        #expect(sink.peer.arrivals.count <= (sink.mostEarly + 4) * 10)
        try lab.run(for: .seconds(3_600)) { sink.progress.cursor == lab.spool.mark.value }
        #expect(sink.peer.records.sorted() == Array(0..<5_000))
        try lab.expectConserved(delivered: 5_000)
    }
}

extension SinkLab {
    func expectConserved(delivered: UInt64, deadLettered: UInt64 = 0) throws {
        for sink in try store.conservation() {
            #expect(sink.isConserved)
            #expect((sink.committed, sink.delivered, sink.deadLettered, sink.waiting) == (UInt64(written), delivered, deadLettered, 0))
        }
    }
}
