import Testing
import WeirRecords

@testable import WeirShipping

@Suite("RFC 5424")
struct SyslogEncoderTests {
    private static let header =
        "<132>1 2023-01-31T15:05:01.896185Z web-app-1 client_api_server - authentication "
        + #"[weir@32473 id="fedcba98765432100123456789abcdef" source="kasm"] "#

    @Test("a record is the message as it is, behind its octet count and header")
    func encodes() {
        var encoder = SyslogEncoder()
        let message = Self.header + #"{"message": "naïve"}"#
        #expect(EncodedRecord(#"{"message": "naïve"}"#, flags: .json).text(with: &encoder) == "\(message.utf8.count) \(message)")
    }

    @Test(
        "priority is the facility times eight and the severity",
        arguments: [
            (SyslogFacility.local0, Level.critical, 130), (.local0, .error, 131), (.local0, .warning, 132), (.local0, .notice, 133),
            (.local0, .info, 134), (.local0, .debug, 135), (.local7, .info, 190), (.user, .error, 11),
        ])
    func priorities(facility: SyslogFacility, level: Level, priority: Int) {
        var encoder = SyslogEncoder(SyslogSettings(facility: facility))
        var record = EncodedRecord("x")
        record.level = level
        #expect(record.text(with: &encoder).contains(" <\(priority)>1 2023"))
    }

    @Test("the header's fields are printable, without spaces, and within their limits")
    func boundsFields() {
        var encoder = SyslogEncoder()
        var record = EncodedRecord("x")
        record.host = String(repeating: "h", count: 300)
        record.application = "ä name " + String(repeating: "a", count: 60)
        let fields = record.text(with: &encoder).split(separator: " ")
        #expect(fields[3] == String(repeating: "h", count: 255))
        #expect(fields[4] == "__" + "_name_" + String(repeating: "a", count: 40))
        record.host = ""
        record.application = ""
        #expect(record.text(with: &encoder).contains("Z - - - authentication ["))
    }

    @Test("only quote, backslash and closing bracket are escaped in structured data")
    func escapesParameters() {
        var encoder = SyslogEncoder()
        var record = EncodedRecord("x")
        record.source = #"a"b\c]d[é"#
        #expect(record.text(with: &encoder).contains(#" source="a\"b\\c\]d[é"] x"#))
    }

    @Test("a byte order mark stands only where it is asked for and the message is UTF-8")
    func marks() {
        var encoder = SyslogEncoder(SyslogSettings(byteOrderMark: true))
        let marked = EncodedRecord("x").encoded(with: &encoder)
        #expect(Array(marked.suffix(4)) == [0xEF, 0xBB, 0xBF, 0x78])
        let invalid = EncodedRecord(bytes: [0xFF], flags: .invalidUTF8).encoded(with: &encoder)
        #expect(Array(invalid.suffix(2)) == [0x20, 0xFF])
    }

    @Test("every message is as long as its count says", arguments: [0, 1, 9, 10, 99, 100, 1_000, 70_000])
    func counts(length: Int) throws {
        var encoder = SyslogEncoder(SyslogSettings(byteOrderMark: true))
        let bytes = EncodedRecord(bytes: Array(repeating: 0x61, count: length)).encoded(with: &encoder)
        let space = try #require(bytes.firstIndex(of: 0x20))
        let count = try #require(Int(String(decoding: bytes[..<space], as: UTF8.self)))
        #expect(bytes.count - space - 1 == count)
    }

    @Test("a message over the limit is cut between scalars, marked and counted", arguments: 0..<4)
    func cuts(shift: Int) throws {
        let limit = 2_048
        var encoder = SyslogEncoder(SyslogSettings(maximumMessage: ByteCount(Int64(limit))))
        let line = String(repeating: "x", count: shift) + String(repeating: "🚀", count: 1_000)
        let bytes = EncodedRecord(line).encoded(with: &encoder)
        let text = try #require(String(validating: bytes, as: UTF8.self))
        let space = try #require(text.firstIndex(of: " "))
        let count = try #require(Int(text[..<space]))
        #expect((limit - 3...limit).contains(count))
        #expect(text.utf8.count == count + 1 + text[..<space].utf8.count)
        #expect(text.contains(#" source="kasm" cut="\#(line.utf8.count)"] x"#) || shift == 0)
        #expect(encoder.cutRecords == 1)
    }
}
