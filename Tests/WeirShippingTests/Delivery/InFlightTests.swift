import Testing
import WeirRecords
import WeirSpool

@testable import WeirShipping

@Suite("Several batches in flight")
struct InFlightTests {
    private func time(inFlight: Int, records: Int = 4_000) throws -> (time: Duration, sink: LabSink, lab: SinkLab) {
        let lab = try SinkLab(sinks: [LabSink.Specification("siem", inFlight: inFlight) { _ in .status(200, after: .milliseconds(100)) }])
        try lab.write(records)
        let sink = lab.sinks[0]
        try lab.run(for: .seconds(600)) { sink.progress.cursor == lab.spool.mark.value }
        return (lab.now.elapsed(since: Moment(nanoseconds: 0)), sink, lab)
    }

    @Test("hide the way to a far endpoint: eight take far less time than one, and never are more than eight under way")
    func hidesLatency() throws {
        let one = try time(inFlight: 1)
        let eight = try time(inFlight: 8)
        #expect(one.sink.peer.mostOpen == 1)
        #expect(one.sink.peer.records == Array(0..<4_000))
        #expect(eight.sink.peer.mostOpen == 8)
        #expect(eight.sink.peer.records.sorted() == Array(0..<4_000))
        #expect(eight.time * 4 < one.time)
        try eight.lab.expectConserved(delivered: 4_000)
    }

    @Test(
        "answers in any order, refusals and halvings among them: everything is receipted once, the poisonous are dead letters",
        arguments: 0..<8)
    func anyOrder(seed: Int) throws {
        let poison: Set<Int> = [7, 111, 112, 400, 999]
        let lab = try SinkLab(sinks: [
            LabSink.Specification("siem", inFlight: 4, batch: 50) { request in
                let after = Duration.milliseconds((request.number * (seed + 3) * 7_919) % 400)
                if request.records.count > 40 { return .status(413, after: after) }
                if request.number % (11 + seed) == 5 { return .status(503, after: after) }
                return .status(poison.isDisjoint(with: request.records) ? 200 : 400, after: after)
            }
        ])
        try lab.write(1_000)
        let sink = lab.sinks[0]
        try lab.run(for: .seconds(7_200)) { sink.progress.cursor == lab.spool.mark.value }
        #expect(sink.peer.records.sorted() == (0..<1_000).filter { !poison.contains($0) })
        #expect(Set(try lab.store.deadLetters(of: "siem", limit: 100).map { Int($0.record.value) }) == poison)
        try lab.expectConserved(delivered: 995, deadLettered: 5)
    }

    @Test("a stop ends at a boundary, and another stage with other settings goes on there: nothing lost, nothing twice", arguments: [1, 6])
    func handsOver(inFlight: Int) throws {
        let lab = try SinkLab(sinks: [LabSink.Specification("siem", inFlight: inFlight) { _ in .status(200, after: .milliseconds(100)) }])
        try lab.write(3_000)
        let sink = lab.sinks[0]
        for _ in 0..<20 where sink.progress.cursor < lab.spool.mark.value {
            try lab.run(for: .milliseconds(730))
            sink.stage?.control.order(.stop(by: lab.now + .seconds(10)))
            lab.spool.mark.wake()
            try lab.run(for: .seconds(20)) { sink.progress.end != nil }
            #expect(sink.progress.end == .stopped)
            try lab.run(for: .milliseconds(1))
            #expect(try lab.store.cursor(of: "siem") == sink.progress.cursor)
            try lab.begin(sink, from: sink.progress.cursor)
        }
        try lab.run(for: .seconds(600)) { sink.progress.cursor == lab.spool.mark.value }
        #expect(sink.peer.records.sorted() == Array(0..<3_000))
        try lab.expectConserved(delivered: 3_000)
    }

    @Test("a drain ends at its bound with answers outstanding, and what had none is sent again by the next", arguments: [1, 6])
    func drains(inFlight: Int) throws {
        let lab = try SinkLab(sinks: [LabSink.Specification("siem", inFlight: inFlight) { _ in .status(200, after: .seconds(20)) }])
        try lab.write(1_000)
        let sink = lab.sinks[0]
        try lab.run(for: .seconds(1))
        sink.stage?.control.order(.drain(by: lab.now + .seconds(60)))
        try lab.run(for: .seconds(61)) { sink.progress.end != nil }
        #expect(sink.progress.end == .undelivered)
        #expect(lab.now <= seconds(61.1))
        try lab.begin(sink, from: sink.progress.cursor)
        try lab.run(for: .seconds(36_000)) { sink.progress.cursor == lab.spool.mark.value }
        #expect(Set(sink.peer.records) == Set(0..<1_000))
        #expect(sink.peer.records.count <= 1_000 + inFlight * 10)
        try lab.expectConserved(delivered: 1_000)
    }

    @Test("a drain doesn't sit out a wait of its own: the endpoint came back meanwhile, and everything is delivered in time")
    func drainsAtOnce() throws {
        let back = seconds(600)
        let lab = try SinkLab(sinks: [
            LabSink.Specification("siem", budget: HostBudget()) { $0.at < back ? .status(503) : .status(200) }
        ])
        try lab.write(200)
        try lab.run(until: back)
        lab.sinks[0].stage?.control.order(.drain(by: lab.now + .seconds(2)))
        try lab.run(for: .seconds(3)) { lab.sinks[0].progress.end != nil }
        #expect(lab.sinks[0].progress.end == .delivered)
        #expect(lab.sinks[0].peer.records == Array(0..<200))
    }
}
