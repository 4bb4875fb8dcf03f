import Testing
import WeirRecords
import WeirSpool

@testable import WeirCommands
@testable import WeirShipping

@Suite("What a run of the shipper came to")
struct ShipSummaryTests {
    private static func text(
        _ end: DeliveryEnd?, waiting: UInt64 = 0, letters: UInt64? = 0, _ change: (inout SinkProgress) -> Void
    ) -> String {
        ShipSummary(Self.end(end, waiting: waiting, change), letters: ["soc": letters].compactMapValues(\.self)).text
    }

    private static func end(_ end: DeliveryEnd?, waiting: UInt64, _ change: (inout SinkProgress) -> Void = { _ in }) -> ShipperEnd {
        var progress = SinkProgress()
        change(&progress)
        let sink = ShipperEnd.Sink(name: "soc", end: end, progress: progress, waiting: waiting)
        var figures = SourceFigures()
        figures.records = 35_330
        let source = ShipperStatus.Source(name: "z", figures: figures, committed: 24_864)
        return ShipperEnd(sinks: [sink], sources: [source], hasGivenUp: false)
    }

    private static let refused = "connect failed: Connection refused"

    @Test("what was read and what the spool has are two figures")
    func committed() {
        let text = Self.text(.delivered) { _ in }
        #expect(text.contains("35,330") && text.contains("24,864") && text.contains("everything delivered"))
    }

    @Test("an error that is over is no reason: what was sent over the connection that stands is in the replay window")
    func window() {
        let text = Self.text(.undelivered, waiting: 10_990) { progress in
            progress.lastError = Self.refused
            (progress.inWindow, progress.unproven) = (10_990, 10_990)
        }
        #expect(text.contains("undelivered: up to 10,990 sent, kept in the replay window") && !text.contains("refused"))
    }

    @Test("what was sent over a connection that broke is said beside the error that stands")
    func unproven() {
        let text = Self.text(.undelivered, waiting: 12) { progress in
            (progress.lastError, progress.failures, progress.unproven) = (Self.refused, 3, 10)
        }
        #expect(text.contains("undelivered: \(Self.refused); up to 10 of them sent before and not proven"))
    }

    @Test("nothing waits: then nothing is undelivered, however it ended, and dead letters that are left are counted")
    func letters() {
        let text = Self.text(nil, letters: 2) { progress in (progress.lastError, progress.deadLettered) = ("HTTP 400", 13) }
        #expect(text.contains("nothing waits; 2 dead letters left: weir spool dead list") && !text.contains("undelivered"))
        #expect(Self.text(.delivered) { $0.deadLettered = 13 }.contains("nothing waits; no dead letter is left"))
        #expect(Self.text(.delivered) { $0.dropped = 5 }.contains("nothing waits; 5 dropped"))
    }

    @Test("dead letters that can't be read are not said to be none")
    func unreadableLetters() {
        let text = Self.text(.delivered, letters: nil) { $0.deadLettered = 13 }
        #expect(text.contains("dead letters can't be read now: weir spool dead list") && !text.contains("no dead letter is left"))
        let json = ShipSummaryJSON(Self.end(.delivered, waiting: 0), letters: [:])
        #expect(json.sinks.map(\.deadLettersLeft) == [nil])
    }

    @Test(
        "the table, the JSON and the exit code judge one end alike",
        arguments: [DeliveryEnd.delivered, .undelivered, .stopped, .held(Reason(.connection, "gone")), nil], [UInt64(0), 3])
    func outcome(end: DeliveryEnd?, waiting: UInt64) {
        let end = Self.end(end, waiting: waiting)
        let json = ShipSummaryJSON(end, letters: ["soc": 0])
        let isDelivered = ShipSummary(end, letters: ["soc": 0]).text.contains("everything delivered")
        #expect((json.sinks.first?.ended == "delivered") == isDelivered)
        #expect(json.complete == isDelivered && end.isComplete == isDelivered)
    }

    @Test("where something was lost before it was read, a run is not complete, and what there was to deliver is still delivered")
    func lost() {
        var end = Self.end(.delivered, waiting: 0)
        end.sources[0].figures.losses = LossSum(losses: 1, ofUnknownSize: 1)
        #expect(end.isDelivered && !end.isComplete && end.hasLost)
        #expect(!ShipSummaryJSON(end, letters: ["soc": 0]).complete)
        #expect(end.wayOut.contains("weir reconcile") && !end.wayOut.contains("run weir ship again"))
    }

    @Test("of a sink that answers each request it is not said how many were sent without an answer")
    func unknownUnproven() {
        let json = ShipSummaryJSON(Self.end(.undelivered, waiting: 3), letters: [:])
        #expect(json.sinks.map(\.sentNotProven) == [nil])
    }

    @Test("the way out is that of what was not delivered: only what waits goes by itself when the shipper runs again")
    func wayOut() {
        #expect(Self.end(.undelivered, waiting: 3).wayOut == "what waits is kept in the spool: run weir ship again")
        let refused = Self.end(.delivered, waiting: 0) { $0.deadLettered = 2 }.wayOut
        #expect(refused.contains("weir spool dead replay") && !refused.contains("run weir ship again"))
        let lost = Self.end(.delivered, waiting: 0) { $0.unreadable = 2 }.wayOut
        #expect(lost.contains("lost") && !lost.contains("run weir ship again"))
        #expect(Self.end(.delivered, waiting: 0).wayOut.contains("stands in the logs"))
    }
}
