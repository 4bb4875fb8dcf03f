import Foundation
import Testing

@testable import WeirCommands

@Suite("What weir top makes of two looks")
struct TopFrameTests {
    private static func status(
        records: UInt64, delivered: UInt64, wire: UInt64, started: String = "2026-11-21T08:00:00.000000Z"
    ) -> StatusDocument {
        StatusDocument(
            weirVersion: "1", processId: 1, started: started, now: "2026-11-21T09:00:00.000000Z",
            configuration: .init(path: "weir.yaml", sha256: "00", loaded: started, reloads: 0),
            spool: .init(
                directory: "/spool", installation: "i", usedBytes: 0, sizeBytes: 1_000_000, isFull: false, dropped: 0, deadLetterBytes: 0,
                deadLetterLimitBytes: 1, diskFreeBytes: nil, oldest: 0,
                settled: 0, mark: records),
            sources: [
                .init(
                    name: "kasm", records: records, bytes: records * 100, arrivingBytesPerSecond: 0, unreadBytes: 0, headroomBytes: 500_000,
                    lostBytes: 0)
            ],
            sinks: [
                .init(
                    name: "lake", cursor: delivered, waitingRecords: records - delivered, waitingBytes: 0, lagSeconds: 2,
                    delivered: ["accepted": delivered, "sent": 0], filtered: 0, deadLetters: 0, unreadable: 0, retries: 0, failures: 0,
                    dropped: 0, inFlight: 0, allowedInFlight: 1,
                    encodedBytes: 0, wireBytes: wire, requests: 0, connections: 0,
                    ledger: .init(
                        committed: records, delivered: delivered, filtered: 0, deadLetters: 0, dropped: 0, unreadable: 0,
                        waiting: records - delivered, isConserved: true))
            ])
    }

    @Test("rates are what came between the two, over the time between them")
    func rates() {
        let frame = TopFrame(
            from: Self.status(records: 100, delivered: 50, wire: 1_000), to: Self.status(records: 300, delivered: 150, wire: 5_000),
            seconds: 2)
        #expect(frame.sources[0].recordsPerSecond == 100)
        #expect(frame.sources[0].bytesPerSecond == 10_000)
        #expect(frame.sinks[0].recordsPerSecond == 50)
        #expect(frame.sinks[0].bytesPerSecond == 2_000)
        #expect(frame.bytesPerSecond == 10_000)
    }

    @Test("counts that began anew, by a reload or a restart, never give a rate below zero")
    func resets() {
        let (before, after) = (Self.status(records: 100, delivered: 90, wire: 9_000), Self.status(records: 100, delivered: 10, wire: 1_000))
        let reloaded = TopFrame(from: before, to: after, seconds: 1)
        #expect(reloaded.sinks[0].recordsPerSecond == 10)
        #expect(reloaded.sinks[0].bytesPerSecond == 1_000)
        let restarted = Self.status(records: 120, delivered: 120, wire: 1, started: "2026-11-21T08:30:00.000000Z")
        let frame = TopFrame(from: before, to: restarted, seconds: 1)
        #expect(frame.sources[0].recordsPerSecond == 120)
        #expect(frame.sinks[0].recordsPerSecond == 120)
    }

    @Test("a sink that was not there before, and two looks at once, have finite rates")
    func edges() {
        var before = Self.status(records: 10, delivered: 10, wire: 10)
        before.sinks = []
        let frame = TopFrame(from: before, to: Self.status(records: 10, delivered: 10, wire: 10), seconds: 0)
        #expect(frame.sinks[0].recordsPerSecond == 10 / Pace.shortestSeconds)
        #expect(frame.sources[0].recordsPerSecond == 0)
    }

    @Test("the document comes back from its JSON as it was, under the documented names")
    func document() throws {
        let status = Self.status(records: 5, delivered: 3, wire: 9)
        let line = ControlLine.text(status)
        #expect(try Output.jsonDecoder().decode(StatusDocument.self, from: Data(line.utf8)) == status)
        for name in ["schema_version", "waiting_records", "lag_seconds", "dead_letters", "is_conserved", "size_bytes", "process_id"] {
            #expect(line.contains("\"\(name)\":"), "\(name)")
        }
    }

    @Test("what stands in the replay window shows as sent, one failure is one, and a full spool that nobody writes to has no time to loss")
    func words() {
        var status = Self.status(records: 5, delivered: 3, wire: 9)
        status.sinks[0].inReplayWindow = 2
        status.sinks[0].lastError = "connect failed"
        let text = { TopText(TopFrame(from: status, to: status, seconds: 1), paint: .none).lines.joined(separator: "\n") }
        #expect(text().contains("well: up to 2 sent, kept in the replay window") && text().contains("nothing is written"))
        status.sinks[0].failures = 1
        status.spool.isFull = true
        #expect(text().contains("failed 1 time: connect failed"))
        #expect(text().contains("time to loss unknown (nothing is written now; only the rotation still holds what is unread)"))
    }

    @Test("for people: held and failing sinks are said, and books that don't add up stand out")
    func text() {
        var status = Self.status(records: 5, delivered: 3, wire: 9)
        status.sinks[0].held = "HTTP 403 \u{1B}[31m"
        status.sinks[0].ledger?.isConserved = false
        let frame = TopFrame(from: status, to: status, seconds: 1)
        let plain = TopText(frame, paint: .none).lines.joined(separator: "\n")
        #expect(plain.contains("on hold: HTTP 403 \\x1b[31m") && !plain.contains("\u{1B}"))
        #expect(plain.contains("NOT CONSERVED"))
        let paint = Paint(isOn: true)
        let painted = TopText(frame, paint: paint).lines.map { paint.restored(in: PlainText.of($0)) }
        #expect(painted.contains { $0.hasPrefix("\u{1B}[31mlake") && !$0.contains("\u{1B}[31m\u{1B}") })
    }
}
