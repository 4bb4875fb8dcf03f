import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirRedaction

/// Where a private key ends that has begun, and what is none of it.
@Suite("A private key that is not over")
struct OpenKeyTests {
    private static let head = "-----BEGIN RSA PRIVATE" + " KEY-----"

    private func base64(_ count: Int, _ random: inout SeededRandom) -> String {
        let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        return String((0..<count).map { _ in signs[random.number(in: 0..<signs.count)] })
    }

    private func texts(_ lines: [String]) throws -> [String] { try RedactionBench().redact(lines).results.map(\.text) }

    @Test("a line that only names a key's first line changes nothing that follows")
    func mention() throws {
        var random = SeededRandom(seed: 4)
        let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        let lines = [
            #"{"msg":"a key file must begin with \#(Self.head)","n":0}"#, #"{"msg":"bob came","n":1}"#,
            #"{"msg":"pulled","digest":"\#(digest)"}"#, #"{"msg":"merged","commit":"\#(digest.prefix(40))"}"#,
            #"{"msg":"counted","offset":12345678901234567890123456789012345678901234567890123456789012345678901234567890}"#,
            #"{"msg":"stored","etag":"\#(base64(24, &random))","sum":"\#(base64(44, &random))"}"#,
            #"{"path":"/srv/Apps/Common/Library/Frameworks/Testing","class":"com/example/Deeply/Nested/ServiceHandler"}"#,
        ]
        #expect(try texts(lines) == lines)
    }

    @Test("a key is over after as many bytes as the longest has, and after a few records that are none of it")
    func bounds() throws {
        var random = SeededRandom(seed: 5)
        let endless = (0..<400).map { _ in base64(64, &random) }
        let left = try texts([Self.head] + endless).dropFirst()
        #expect(left.prefix(256).allSatisfy { $0 == "***" })
        #expect(Array(left.dropFirst(256)) == Array(endless.dropFirst(256)))
        for (others, isMasked) in [(8, true), (9, false)] {
            let lines = [Self.head] + (0..<others).map { "request \($0) was answered" } + [endless[0]]
            #expect(try texts(lines).last == (isMasked ? "***" : endless[0]))
        }
    }

    @Test("records of other threads and the headers of an encrypted key stand between its lines")
    func interleaved() throws {
        var random = SeededRandom(seed: 6)
        let (first, second, last) = (base64(64, &random), base64(64, &random), base64(22, &random) + "==")
        let others = (0..<6).map { "2026-11-30 10:02:1\($0) [INFO] worker: answered" }
        let lines = [Self.head] + others + ["Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,9F86D081884C7D65", ""] + others
        let body = [first] + others + [second, last]
        let masked = (try texts((lines + body).filter { !$0.isEmpty })).suffix(body.count)
        #expect(Array(masked) == ["***"] + others + ["***", "***"])
    }

    @Test("a key's line in JSON leaves JSON, whatever is escaped in it")
    func escapes() throws {
        var random = SeededRandom(seed: 7)
        let body = base64(32, &random) + #"\/"# + base64(31, &random)
        let lines = [#"{"log":"\#(Self.head)\n"}"#, #"{"log":"\n\#(body)\r\n","n":1}"#, #"{"\#(body)":1,"log":["\#(body)"]}"#]
        #expect(try texts(lines) == [lines[0], #"{"log":"\n***\r\n","n":1}"#, #"{"\#(body)":1,"log":["***"]}"#])
    }

    @Test("after a restart the bounds hold as before it")
    func restart() throws {
        var random = SeededRandom(seed: 8)
        let line = base64(64, &random)
        for (others, isMasked) in [(8, true), (9, false)] {
            var indexer = RecordIndexer(source: "files", host: "h", format: .plain)
            let bench = try RedactionBench()
            let slab = bench.slab(Array((line + "\n").utf8), .plain, &indexer, offset: 9_000)
            let before = Self.head + "\n" + (0..<others).map { "request \($0) was answered\n" }.joined()
            bench.redact(slab) { _, _, _ in Array(before.utf8) }
            #expect(slab.entries.map { String(decoding: slab.bytes(of: $0), as: UTF8.self) } == [isMasked ? "***" : line])
        }
    }

    @Test("a block without its end is masked as far as its body goes, and another block begins anew")
    func blocks() throws {
        var random = SeededRandom(seed: 9)
        let (first, second) = (base64(64, &random), base64(64, &random))
        let line = "tls: \(Self.head) \(first) \(second) was read; \(Self.head) is what it begins with, said bob"
        #expect(try texts([line]) == ["tls: \(Self.head)*** was read; \(Self.head) is what it begins with, said bob"])
    }
}
