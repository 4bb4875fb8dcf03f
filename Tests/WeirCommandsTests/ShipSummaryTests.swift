import Testing
import WeirRecords

@testable import WeirCommands
@testable import WeirShipping

@Suite("What a run of the shipper came to")
struct ShipSummaryTests {
    private static func text(
        _ end: DeliveryEnd?, waiting: UInt64 = 0, letters: UInt64 = 0, _ change: (inout SinkProgress) -> Void
    ) -> String {
        var progress = SinkProgress()
        change(&progress)
        let sink = ShipperEnd.Sink(name: "soc", end: end, progress: progress, waiting: waiting)
        var figures = SourceFigures()
        figures.records = 35_330
        let source = ShipperStatus.Source(name: "z", figures: figures, committed: 24_864)
        let end = ShipperEnd(sinks: [sink], sources: [source], hasGivenUp: false)
        return ShipSummary(end, letters: ["soc": letters]).text
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
        #expect(text.contains("undelivered: 10,990 sent, kept in the replay window") && !text.contains("refused"))
    }

    @Test("what was sent over a connection that broke is said beside the error that stands")
    func unproven() {
        let text = Self.text(.undelivered, waiting: 12) { progress in
            (progress.lastError, progress.failures, progress.unproven) = (Self.refused, 3, 10)
        }
        #expect(text.contains("undelivered: \(Self.refused); 10 of them sent before and not proven"))
    }

    @Test("nothing waits: then nothing is undelivered, however it ended, and dead letters that are left are counted")
    func letters() {
        let text = Self.text(nil, letters: 2) { progress in (progress.lastError, progress.deadLettered) = ("HTTP 400", 13) }
        #expect(text.contains("nothing waits; 2 dead letters left: weir spool dead list") && !text.contains("undelivered"))
        #expect(Self.text(.delivered) { $0.deadLettered = 13 }.contains("nothing waits; no dead letter is left"))
        #expect(Self.text(.delivered) { $0.dropped = 5 }.contains("nothing waits; 5 dropped"))
    }
}
