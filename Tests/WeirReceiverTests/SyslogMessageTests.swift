import Testing
import WeirRecords
import WeirSystem

@testable import WeirReceiver

@Suite struct SyslogMessageTests {
    private static let id = "00112233445566778899aabbccddeeff"
    private static let full =
        #"<134>1 2026-11-21T00:00:00.000001Z web-app-1 client_api_server 42 login "#
        + #"[weir@32473 source="a\"b\]" id="\#(id)"][x@1 k="v"] {"a": 1}"#

    @Test("every field of a full message is found")
    func fullMessage() throws {
        let message = try #require(parse(Self.full))
        #expect(message.priority == 134)
        #expect(message.timestamp.map(text) == "2026-11-21T00:00:00.000001Z")
        #expect(message.host.map(text) == "web-app-1")
        #expect(message.application.map(text) == "client_api_server")
        #expect(message.process.map(text) == "42")
        #expect(message.messageID.map(text) == "login")
        #expect(message.eventID == Digest128(Self.id))
        #expect(text(message.message) == #"{"a": 1}"#)
    }

    @Test("NILVALUEs are absent, and a message may be empty", arguments: ["<0>1 - - - - - -", "<0>1 - - - - - - "])
    func nils(line: String) throws {
        let message = try #require(parse(line))
        #expect(message.host == nil && message.application == nil && message.eventID == nil && message.timestamp == nil)
        #expect(message.message.isEmpty)
    }

    @Test("a byte order mark is not part of the message")
    func byteOrderMark() throws {
        let line = "<0>1 - - - - - - \u{FEFF}é"
        let message = try #require(parse(line))
        #expect(String(decoding: Array(line.utf8)[message.message], as: UTF8.self) == "é")
    }

    @Test(
        "what RFC 5424 does not allow is no message",
        arguments: [
            "", "<", "<>1 - - - - - -", "<192>1 - - - - - -", "<01>1 - - - - - -", "<1234>1 - - - - - -", "<1> 1 - - - - - -",
            "<1>2 - - - - - -", "<1>1 - - - - -", "<1>1  - - - - - -", "<1>1 - - - - - x", "<1>1 - - - - - [", "<1>1 - - - - - [a",
            "<1>1 - - - - - [a b]", #"<1>1 - - - - - [a b="c]"#, #"<1>1 - - - - - [a b="]"] x"#, #"<1>1 - - - - - [a b="c"]x"#,
            #"<1>1 - - - - - [a b="\"] x"#, #"<1>1 - - - - - [a b="\\]"] x"#, #"<1>1 - - - - - [a b="\"]"] x"#,
            "<34>Oct 11 22:14:15 mymachine su: 'su root' failed",
        ])
    func refused(line: String) { #expect(parse(line) == nil) }

    @Test(
        "a value ends at the first quote that is not escaped",
        arguments: [#"\""#, #"\\"#, #"\]"#, #"\"\"\]\\"#, #"a\\\""#, "", #"\é"#])
    func escapes(value: String) throws {
        let message = try #require(parse(#"<1>1 - - - - - [weir@1 x="\#(value)" id="\#(Self.id)"] m"#))
        #expect(message.eventID == Digest128(Self.id))
    }

    @Test("only an element of ours carries the id")
    func foreignElement() throws {
        let message = try #require(parse(#"<1>1 - - - - - [other@1 id="\#(Self.id)"] m"#))
        #expect(message.eventID == nil)
    }

    @Test("no bytes whatever trap")
    func hostileBytes() {
        let line = Array(Self.full.utf8)
        for count in 0...line.count { _ = line[..<count].withUnsafeBytes { SyslogMessage($0) } }
        var random = SeededRandom(seed: 13)
        for _ in 0..<20_000 {
            var hostile = line
            for _ in 0...random.next() % 5 {
                hostile[Int(random.next() % UInt64(hostile.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            let message = hostile.withUnsafeBytes { SyslogMessage($0) }
            #expect((message?.message.upperBound ?? 0) <= hostile.count)
        }
    }

    private func parse(_ line: String) -> SyslogMessage? { Array(line.utf8).withUnsafeBytes { SyslogMessage($0) } }

    private func text(_ range: Range<Int>) -> String { String(decoding: Array(Self.full.utf8)[range], as: UTF8.self) }
}
