import Testing
import WeirConsole
import WeirRecords

@testable import WeirCommands
@testable import WeirShipping
@testable import WeirSpool

@Suite("A shipper's health")
struct ShipHealthTests {
    private static func status(failures: Int = 0, stuck: [ShipperStatus.Stuck] = [], hindrance: SpoolHindrance? = nil) -> ShipperStatus {
        var progress = SinkProgress()
        progress.failures = failures
        return ShipperStatus(
            started: Timestamp(microseconds: 0), now: Timestamp(microseconds: 0), sources: [],
            sinks: [ShipperStatus.Sink(name: "lake", progress: progress, waiting: 1_000)], spoolBytes: .zero, spoolCapacity: .mebibytes(16),
            isSpoolFull: hindrance != nil, hindrance: hindrance, diskBytes: nil, dropped: 0,
            deadLetters: DeadLetterUse(used: .zero, limit: .mebibytes(1)),
            mark: .first, recovery: RecoveryReport(), failure: nil, stuck: stuck)
    }

    @Test("a stage that is blocked is no life any more, and is named; a sink that is refused is")
    func liveness() {
        let refused = ShipHealth(Self.status(failures: 700)).report
        #expect(refused.isLive && refused.isReady)
        let blocked = ShipHealth(Self.status(stuck: [ShipperStatus.Stuck(stage: "source web", time: .seconds(3_601))])).report
        #expect(!blocked.isLive && !blocked.isReady)
        #expect(blocked.checks.first?.detail == "source web has been blocked in one step for 3,601 s")
    }

    @Test("the last try that failed is one, and a spool that is full gives no time of its own until something is lost")
    func words() {
        let details = ShipHealth(Self.status(failures: 1)).report.checks.map(\.detail)
        #expect(details.contains("the last try failed; 1,000 records wait"))
        var full = Self.status(hindrance: .spoolFull)
        var figures = SourceFigures()
        (figures.bytes, figures.arrivingBytesPerSecond, figures.headroomBytes) = (1_000, 10, 100)
        full.sources = [ShipperStatus.Source(name: "web", figures: figures)]
        #expect(full.timeToLoss.time == .seconds(10))
    }

    @Test(
        "a disk that takes nothing makes it not ready, and it lives; a spool that is full of what sinks left is both",
        arguments: [
            (SpoolHindrance.diskFull, false), (.quotaReached, false), (.readOnly, false), (.gone, false), (.failing("EIO"), false),
            (.tooSmall(least: .mebibytes(32)), false), (.spoolFull, true),
        ])
    func readiness(hindrance: SpoolHindrance, isReady: Bool) {
        let report = ShipHealth(Self.status(hindrance: hindrance)).report
        #expect(report.isLive && report.isReady == isReady)
        #expect(report.checks.contains { !$0.ok })
    }
}
