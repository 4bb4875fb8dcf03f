import Testing
import WeirRecords

@testable import WeirRedaction

/// Secrets that lie in more than one record.
@Suite("Secrets over several records")
struct StreamMemoryTests {
    private static let body = ["b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE", "bm9uZQAAAAAAAAABAAABlwAAAAdzc2gtcn", "NhAAAA=="]
    private static func dashes(_ text: String) -> String { "-----\(text) OPENSSH PRIVATE" + " KEY-----" }
    private static let key = [dashes("BEGIN")] + body + [dashes("END")]

    private func texts(_ slab: Slab) -> [String] { slab.entries.map { String(decoding: slab.bytes(of: $0), as: UTF8.self) } }

    @Test("a private key of one line a record is masked to its end, and what follows is not")
    func key() throws {
        let result = try RedactionBench().redact(Self.key + ["build b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE"], as: .plain)
        #expect(
            result.results.map(\.text) == [Self.key[0], "***", "***", "***", Self.key[4], "build b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE"])
    }

    @Test("also where each line has a logger's head, or is JSON")
    func wrapped() throws {
        let head = "2026-11-21 00:00:01,000 [INFO] app: "
        let lines = Self.key.map { head + $0 } + Self.key.map { #"{"log":"\#($0)\n","stream":"stdout"}"# }
        let left = try RedactionBench().redact(lines, as: .kasmText).results.map(\.text)
        for part in Self.body { #expect(!left.contains { $0.contains(part) }) }
        #expect(left.allSatisfy { $0.hasPrefix(head) || $0.hasSuffix(#"\n","stream":"stdout"}"#) })
    }

    @Test("a key that a slab ends in goes on in the next one, and after a restart where the stream can be looked back at")
    func slabs() throws {
        var indexer = RecordIndexer(source: "files", host: "h", format: .plain)
        let bench = try RedactionBench()
        let first = bench.slab(Array((Self.key[0] + "\n").utf8), .plain, &indexer)
        let second = bench.slab(Array((Self.key[1] + "\n").utf8), .plain, &indexer)
        bench.redact(first)
        bench.redact(second)
        #expect(texts(second) == ["***"])

        let restarted = try RedactionBench()
        let third = restarted.slab(Array((Self.key[2] + "\n").utf8), .plain, &indexer, offset: 4_000)
        restarted.redact(third) { _, offset, limit in
            #expect(offset == 4_000)
            return Array((Self.key[0] + "\n" + Self.key[1] + "\n").utf8.suffix(limit))
        }
        #expect(texts(third) == ["***"])
    }

    @Test("a file's first record goes on with what the file before it in its log left open, also where that one's last line never ended")
    func successor() throws {
        for end in ["\n", ""] {
            var indexer = RecordIndexer(source: "files", host: "h", format: .plain)
            let bench = try RedactionBench()
            let first = bench.slab(Array((Self.key[2] + "\nplain\n").utf8), .plain, &indexer)
            bench.redact(first) { _, offset, _ in
                #expect(offset == 0)
                return Array((Self.key[0] + "\n" + Self.key[1] + end).utf8)
            }
            #expect(texts(first) == ["***", "plain"])
        }
    }

    @Test("a value on the line behind its name is masked, and a sentence there is not")
    func nextLine() throws {
        let results = try RedactionBench().redact(["password:", "  hunter2x9", "password:", "  must be entered again"], as: .plain).results
        #expect(results.map(\.text) == ["password:", "  ***", "password:", "  must be entered again"])
    }

    @Test(
        "however a name is written that the next line's value belongs to",
        arguments: [
            ["password: >-", "  §"], ["passwords:", "  - §"], ["- name: DB_PASSWORD", "  value: §"],
            [#"- name: "API_TOKEN""#, #"  value: "§""#],
            ["<password>", "  §", "</password>"], [#"  -H "Authorization: Bearer \"#, #"§""#], [#"tool --password \"#, "  §"],
            ["Private-Lines: 1", "§§§", "Private-MAC: 12"],
        ])
    func otherNextLines(lines: [String]) throws {
        let value = ["Hs58", "cTd4", "Pm91", "vKx6"].joined()
        let results = try RedactionBench().redact(lines.map { $0.replacing("§", with: value) }, as: .plain).results
        #expect(results.map(\.text) == lines.map { $0.replacing("§§§", with: "§").replacing("§", with: "***") })
        let others = ["- name: DB_HOST", "  value: \(value)", "user name: password", value, "<passwords>", "  \(value) was tried"]
        #expect(try RedactionBench().redact(others, as: .plain).results.map(\.text) == others)
    }

    @Test("what a stream leaves open goes with the stream, and on into a file that takes its path's place only")
    func closedStream() throws {
        for (isClosed, origin) in [(false, "/log"), (true, "/log"), (true, "/other")] {
            var indexer = RecordIndexer(source: "files", host: "h", format: .plain)
            let bench = try RedactionBench()
            let first = bench.slab(Array("password:\n".utf8), .plain, &indexer)
            first.streams[0].isClosed = isClosed
            let second = bench.slab(Array("hunter2x9\n".utf8), .plain, &indexer)
            second.streams[0].descriptor.origin = origin
            bench.redact(first)
            bench.redact(second)
            #expect(texts(second) == [origin == "/other" ? "hunter2x9" : "***"])
        }
    }

    @Test("a key that a rotation cuts is masked to its end in the new file, whether both come in one slab or not")
    func rotation() throws {
        var indexer = RecordIndexer(source: "files", host: "h", format: .plain)
        let bench = try RedactionBench()
        let old = bench.slab(Array((Self.key[0] + "\n" + Self.key[1] + "\n").utf8), .plain, &indexer)
        let young = bench.slab(Array(Self.key[2...].joined(separator: "\n").utf8) + [0x0A], .plain, &indexer)
        young.streams[0].descriptor.generation = Digest128(low: 1, high: 2)
        bench.redact(old)
        bench.redact(young)
        #expect(texts(young) == ["***", "***", Self.key[4]])

        let both = Slab(capacity: 1_024)
        both.streams = old.streams + young.streams
        for (stream, lines) in [Self.key[..<2], Self.key[2...]].enumerated() {
            let bytes = Array(lines.joined(separator: "\n").utf8) + [0x0A]
            let start = both.payloadCount
            both.freePayload.copyBytes(from: bytes)
            both.payloadCount += indexer.appendLines(
                in: start..<start + bytes.count, streamOffset: 0, stream: UInt16(stream), arrival: Timestamp(microseconds: 0), to: both)
        }
        try RedactionBench().redact(both)
        #expect(texts(both) == [Self.key[0], "***", "***", "***", Self.key[4]])
    }

    @Test("the rest of a line that was cut in a secret is masked up to the secret's end")
    func cut() throws {
        var indexer = RecordIndexer(source: "files", host: "h", format: .plain)
        let bench = try RedactionBench()
        let bytes = Array("login token=a1b2c3d4e5 by bob".utf8)
        let slab = Slab(capacity: 256)
        bytes.withUnsafeBytes { slab.freePayload.copyMemory(from: $0) }
        slab.payloadCount = bytes.count
        slab.streams = [RedactionBench.stream(.plain)]
        for (offset, length) in [(0, 17), (17, bytes.count - 17)] {
            indexer.append(
                lineAt: offset, length: length, streamOffset: UInt64(offset), stream: 0, flags: .cut, arrival: Timestamp(microseconds: 0),
                to: slab)
        }
        bench.redact(slab)
        #expect(texts(slab) == ["login token=***", "*** by bob"])
    }

    @Test("where that line is in an earlier slab, the source is asked, and where it can't tell a first word like a secret goes")
    func cutLater() throws {
        for isKnown in [true, false] {
            var indexer = RecordIndexer(source: "files", host: "h", format: .plain)
            let bench = try RedactionBench()
            let slab = bench.slab(Array("d4e5F6g7h8 by bob\n".utf8), .plain, &indexer, offset: 17, flags: .cut)
            bench.redact(slab) { _, _, _ in isKnown ? Array("earlier\nlogin token=a1b2c3".utf8) : nil }
            #expect(texts(slab) == ["*** by bob"])
        }
    }
}
