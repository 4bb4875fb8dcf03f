import Foundation
import Testing
import WeirRecords
import WeirSystem

@testable import WeirShipping

@Suite("NDJSON")
struct NDJSONEncoderTests {
    private static let identity = #""_weir":{"id":"fedcba98765432100123456789abcdef","host":"web-app-1","source":"kasm"}"#

    @Test(
        "a JSON record keeps every byte and gains the identity as its first member",
        arguments: [
            (#"{"a": 1, "b":"x"}"#, #"{"# + identity + #","a": 1, "b":"x"}"#),
            ("{}", "{" + identity + "}"),
            ("{ \t}", "{" + identity + " \t}"),
            (#"  {"a":{}} "#, #"  {"# + identity + #","a":{}} "#),
            (#"{"a":"é\u0000","a":2}"#, "{" + identity + #","a":"é\u0000","a":2}"#),
        ])
    func splices(line: String, expected: String) {
        var encoder = NDJSONEncoder()
        #expect(EncodedRecord(line, flags: .json).text(with: &encoder) == expected + "\n")
    }

    @Test(
        "a line of text becomes the message of an object",
        arguments: [
            ("plain", "plain"),
            ("", ""),
            (#"a "quote" and a \ slash"#, #"a \"quote\" and a \\ slash"#),
            ("tab\tbell\u{7}unit\u{1F}", #"tab\tbell\u0007unit\u001f"#),
            ("two\nlines\r", #"two\nlines\r"#),
            ("naïve 日本 🚀", "naïve 日本 🚀"),
        ])
    func wraps(line: String, expected: String) {
        var encoder = NDJSONEncoder()
        let wrapped = "{" + Self.identity + #","message":""# + expected + "\"}\n"
        #expect(EncodedRecord(line).text(with: &encoder) == wrapped)
    }

    @Test("bytes that are no UTF-8 become U+FFFD, in text and inside a JSON record's strings")
    func repairs() {
        var encoder = NDJSONEncoder()
        let text = EncodedRecord(bytes: [0x61, 0xFF, 0x62, 0xE2, 0x82, 0x63], flags: .invalidUTF8).text(with: &encoder)
        #expect(text.hasSuffix("\"message\":\"a\u{FFFD}b\u{FFFD}c\"}\n"))
        let json = EncodedRecord(bytes: [0x7B, 0x22, 0x61, 0x22, 0x3A, 0x22, 0xC0, 0x22, 0x7D], flags: [.json, .invalidUTF8])
        #expect(json.text(with: &encoder).hasSuffix(",\"a\":\"\u{FFFD}\"}\n"))
    }

    @Test("line ends between the members of a record from the network don't end the line")
    func keepsOneLine() {
        var encoder = NDJSONEncoder()
        var record = EncodedRecord("{\n\"a\":1\n}", flags: .json)
        record.kind = .network
        let bytes = record.encoded(with: &encoder)
        #expect(bytes.count { $0 == 0x0A } == 1)
        #expect(bytes.last == 0x0A)
    }

    @Test("names of hosts and sources are escaped")
    func escapesNames() throws {
        var encoder = NDJSONEncoder()
        var record = EncodedRecord("x")
        record.host = "a\"b\\c"
        record.source = "line\nend"
        let object = try #require(try JSONSerialization.jsonObject(with: Data(record.encoded(with: &encoder))) as? [String: Any])
        let identity = try #require(object["_weir"] as? [String: String])
        #expect(identity["host"] == record.host)
        #expect(identity["source"] == record.source)
    }

    @Test("whatever a line holds, one valid JSON object comes out, with the text that Swift reads in the line", arguments: 0..<200)
    func staysValid(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var encoder = NDJSONEncoder()
        let line = Self.hostileBytes(&random)
        let isValid = String(validating: line, as: UTF8.self) != nil
        let bytes = EncodedRecord(bytes: line, flags: isValid ? [] : .invalidUTF8).encoded(with: &encoder)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes.dropLast())) as? [String: Any])
        #expect(object["message"] as? String == String(decoding: line, as: UTF8.self))
        #expect(!bytes.dropLast().contains(0x0A))
    }

    /// Bytes of every kind that matters: ASCII, controls, scalars of each length, torn ones, surrogates, overlong forms.
    private static func hostileBytes(_ random: inout SeededRandom) -> [UInt8] {
        let pieces: [[UInt8]] = [
            [0x22], [0x5C], [0x0A], [0x00], [0x1F], [0x7F], [0x80], [0xC2], [0xC3, 0xA9], [0xE2, 0x82, 0xAC], [0xE2, 0x82],
            [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x9A, 0x80], [0xF0, 0x9F, 0x9A], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0xFF], [0xF5, 0x80],
            [0xE0, 0x80, 0x80],
        ]
        return (0..<Int.random(in: 0...40, using: &random)).flatMap { _ in
            Bool.random(using: &random) ? pieces.randomElement(using: &random) ?? [] : [UInt8.random(in: 0x20...0x7E, using: &random)]
        }
    }
}
