import Testing
import WeirRecords

@testable import WeirRedaction

/// Names, levels and categories come from what is left of a record: they reach the meter, the ledger and syslog's APP-NAME.
@Suite("What is derived from a redacted record")
struct DerivedNamesTests {
    private static let token = "ghp" + "_" + String(repeating: "aB3dE6gH9", count: 4)

    private func meterNames(_ slab: Slab) -> [String] { slab.meter.keys.flatMap { [$0.application, $0.host] } }

    @Test("a secret in the name of an application or a host is in no key of the meter")
    func names() throws {
        let lines = [
            #"{"time": "2026-11-21T00:00:01Z", "name": "api", "host": "a", "message": "plain"}"#,
            #"{"time": "2026-11-21T00:00:01Z", "name": "run \#(Self.token)", "host": "a", "message": "x"}"#,
            #"{"time": "2026-11-21T00:00:01Z", "name": "api", "host": "token=\#(Self.token)", "message": "x"}"#,
        ]
        let slab = try RedactionBench().redact(lines, as: .otherJSON).slab
        #expect(slab.meter.keys.map(\.application) == ["api", "run ***", "api"])
        #expect(slab.meter.keys.map(\.host) == ["a", "a", "token=***"])
        #expect(slab.meter.rows.map(\.count.records) == [1, 1, 1])
        #expect(slab.entries.map(\.meterKey) == [0, 1, 2])
        #expect(slab.meter.rows.map(\.count.bytes) == slab.entries.map { UInt64($0.length) })
    }

    @Test("lines that go on with such a record take over the masked name, in the next slab too")
    func continuations() throws {
        let head = "2026-11-21 00:00:01,000 [ERROR] \(Self.token): failed"
        let bench = try RedactionBench()
        let first = bench.redact(bytes: Array("\(head)\n  at a\n  at b\n".utf8), as: .kasmText)
        #expect(first.meter.keys.map(\.application) == ["***"])
        #expect(first.meter.rows.map(\.count.records) == [3])
        #expect(first.entries.map(\.meterKey) == [0, 0, 0])

        var indexer = RecordIndexer(source: "files", host: "web-1", format: .kasmText)
        let slabs = [head + "\n", "  at c\n", "2026-11-21 00:00:01,000 [INFO] api: on\n  at d\n"].map {
            bench.slab(Array($0.utf8), .kasmText, &indexer)
        }
        for slab in slabs { bench.redact(slab) }
        #expect(slabs.map { meterNames($0).filter { $0 != "web-1" } } == [["***"], ["***"], ["api"]])
    }

    @Test("a slab that is one long stack trace costs as much a line as a short one does")
    func cost() throws {
        func time(_ lines: Int) throws -> Duration {
            let text = "2026-11-21 00:00:01,000 [ERROR] \(Self.token): failed\n" + String(repeating: "  at x\n", count: lines)
            var indexer = RecordIndexer(source: "files", host: "web-1", format: .kasmText)
            let slab = try RedactionBench([]).slab(Array(text.utf8), .kasmText, &indexer)
            #expect(slab.entries.count == lines + 1)
            var heads = MaskedHeads()
            var masked = slab.meter.keys[0]
            masked.application = "***"
            heads.changed(0, masked)
            return ContinuousClock().measure {
                for index in 1...lines { if heads.head(of: index, in: slab) != masked { Issue.record("line \(index)") } }
            }
        }
        let few = try (0..<5).map { _ in try time(500) }.min() ?? .zero
        let many = try (0..<3).map { _ in try time(16_000) }.min() ?? .zero
        #expect(many < few * 200, "32 times as many lines: \(few), \(many)")
    }

    @Test("what is no longer said makes no category")
    func categories() throws {
        let line = #"{"time": "2026-11-21T00:00:01Z", "name": "x", "message": "login-7 went"}"#
        let plain = try RedactionBench([]).redact([line], as: .otherJSON).slab
        let slab = try RedactionBench([RedactionRule(name: "names", pattern: "login-7")]).redact([line], as: .otherJSON).slab
        #expect(plain.meter.keys.map(\.category) == [.authentication])
        #expect(slab.meter.keys.map(\.category) == [.infrastructure])
    }

    @Test("a slab of which nothing is masked keeps its meter as it was read")
    func unchanged() throws {
        let lines = [#"{"name": "a", "message": "x"}"#, #"{"name": "b", "message": "token: expired"}"#]
        #expect(
            try RedactionBench().redact(lines, as: .otherJSON).slab.meter == RedactionBench([]).redact(lines, as: .otherJSON).slab.meter)
    }
}
