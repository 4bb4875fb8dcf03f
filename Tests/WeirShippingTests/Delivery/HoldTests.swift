import Testing
import WeirRecords
import WeirSpool

@testable import WeirShipping

@Suite("A fault of configuration at the endpoint")
struct HoldTests {
    private static let fixed = seconds(86_400)

    @Test(
        "an index or mapping that refuses every record is a hold with its reason and way out, and costs no dead letter; mended, it goes on",
        arguments: [1, 8])
    func refusesEveryRecord(inFlight: Int) throws {
        let lab = try SinkLab(sinks: [
            LabSink.Specification("siem", inFlight: inFlight, batch: 1_000) { request in
                request.at < Self.fixed
                    ? LabPeer.Reply(
                        outcome: .answered(HTTPAnswer(status: 400, body: #"{"error":"no such index [kasm]"}"#)), after: .milliseconds(5))
                    : .status(200, after: .milliseconds(5))
            }
        ])
        let sink = lab.sinks[0]
        try lab.write(10_000)
        try lab.run(until: Self.fixed)
        let letters = try lab.store.deadLetters(of: "siem", limit: 20_000)
        #expect(letters.isEmpty)
        #expect(sink.progress.deadLettered == 0)
        #expect(sink.progress.held?.code == "HTTP 400")
        #expect(sink.progress.held?.detail.contains("no such index [kasm]") == true)
        let hold = try #require(lab.collector.notices.first { $0.severity == .alert })
        #expect(hold.details["way_out"]?.contains("index or mapping") == true)
        #expect(lab.collector.notices.count { $0.severity == .alert } == 1)
        // One record each 30 s, and what it took to find out.
        #expect(sink.peer.requests.count <= 86_400 / 30 + 200)
        #expect(sink.peer.requests.suffix(100).allSatisfy { $0.records == 1 })

        try lab.run(for: .seconds(60)) { sink.progress.cursor == lab.spool.mark.value }
        #expect(sink.progress.held == nil)
        #expect(sink.peer.records.sorted() == Array(0..<10_000))
        try lab.expectConserved(delivered: 10_000)
    }

    @Test("a token that is refused is one request each probe, keeps everything, and goes on where it stood", arguments: [1, 8])
    func refusesToken(inFlight: Int) throws {
        let lab = try SinkLab(sinks: [
            LabSink.Specification("siem", inFlight: inFlight) { $0.at < Self.fixed ? .status(401) : .status(200) }
        ])
        try lab.write(1_000)
        try lab.run(until: Self.fixed)
        let sink = lab.sinks[0]
        #expect(sink.peer.requests.count <= 86_400 / 30 + inFlight)
        #expect(sink.progress.deadLettered == 0)
        try lab.run(for: .seconds(60)) { sink.progress.cursor == lab.spool.mark.value }
        #expect(inFlight > 1 || sink.peer.records == Array(0..<1_000))
        try lab.expectConserved(delivered: 1_000)
    }

    @Test("one that is held for a day costs another nothing: the same requests at the same times, in as many steps")
    func costsOthersNothing() throws {
        func other(besideHeld: Bool, inFlight: Int) throws -> (sink: LabSink, lab: SinkLab) {
            var sinks = [
                LabSink.Specification("well", inFlight: inFlight) { _ in .status(200, after: .milliseconds(30)) }
            ]
            if besideHeld { sinks.append(LabSink.Specification("held") { _ in .status(403) }) }
            let lab = try SinkLab(sinks: sinks)
            for _ in 0..<24 {
                try lab.write(100)
                try lab.run(for: .seconds(3_600))
            }
            return (lab.sinks[0], lab)
        }
        for inFlight in [1, 4] {
            let (alone, beside) = (try other(besideHeld: false, inFlight: inFlight), try other(besideHeld: true, inFlight: inFlight))
            #expect(alone.sink.peer.arrivals.map(\.record) == beside.sink.peer.arrivals.map(\.record))
            #expect(alone.sink.peer.arrivals.map(\.at) == beside.sink.peer.arrivals.map(\.at))
            #expect(alone.sink.steps == beside.sink.steps)
            #expect(beside.sink.peer.arrivals.count == 2_400)
            let held = beside.lab.sinks[1]
            #expect(held.progress.held?.code == "HTTP 403")
            #expect(held.mostBatches <= 1 && held.mostReceipts == 0)
        }
    }
}
