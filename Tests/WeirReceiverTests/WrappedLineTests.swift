import Testing
import WeirRecords
import WeirSystem

@testable import WeirReceiver

@Suite struct WrappedLineTests {
    private static let id = "000102030405060708090a0b0c0d0e0f"

    @Test("a JSON line comes back byte for byte")
    func jsonLine() throws {
        let line = #"{"_weir":{"id":"\#(Self.id)","host":"web-app-1","source":"kasm"},"a": 1, "a": 2}"#
        let wrapped = parse(line)
        #expect(wrapped.id == Digest128(Self.id))
        #expect(wrapped.host.map { text(line, $0) } == "web-app-1")
        guard case .json(let from) = wrapped.record else { return #expect(Bool(false), "a JSON record") }
        #expect("{" + line.utf8.dropFirst(from).map { String(UnicodeScalar($0)) }.joined() == #"{"a": 1, "a": 2}"#)
    }

    @Test("an empty object comes back")
    func emptyObject() {
        let line = #"{"_weir":{"id":"\#(Self.id)"}}"#
        guard case .json(let from) = parse(line).record else { return #expect(Bool(false), "a JSON record") }
        #expect(String(line.dropFirst(from)) == "}")
    }

    @Test("a line of text is the message", arguments: [("plain", false), (#"with \"quotes\" and \\"#, true), ("", false)])
    func textLine(inside: String, isEscaped: Bool) {
        let line = #"{"_weir":{"id":"\#(Self.id)","host":"h"},"message":"\#(inside)"}"#
        guard case .text(let range, let escaped) = parse(line).record else { return #expect(Bool(false), "a text record") }
        #expect(text(line, range) == inside)
        #expect(escaped == isEscaped)
    }

    @Test("a line of JSON that has more than a message is JSON")
    func jsonWithMessage() {
        let line = #"{"_weir":{"id":"\#(Self.id)"},"message":"m","level":"x"}"#
        guard case .json = parse(line).record else { return #expect(Bool(false), "a JSON record") }
    }

    @Test(
        "a line without what a shipper writes is a record as it is",
        arguments: [
            "", "{", "{}", "text", #"{"a":1}"#, #"{"_weir":{"#, #"{"_weir":{"id""#, #"{"_weir":{"id":"x"#, #"{"_weir":{"id":1},"a":1}"#,
            #"{"_weir":{"id":"x\"#, #"{"_weir":{"id":"x"}"#,
        ])
    func bare(line: String) { #expect(parse(line) == WrappedLine(id: nil, host: nil, record: .bare)) }

    @Test("an id that is none is left out, the record is kept")
    func badID() {
        let wrapped = parse(#"{"_weir":{"id":"zz","host":"h"},"a":1}"#)
        #expect(wrapped.id == nil)
        #expect(wrapped.record != .bare)
    }

    @Test("no bytes whatever trap, and what is cut off anywhere is still read in bounds")
    func hostileBytes() {
        let line = Array(#"{"_weir":{"id":"\#(Self.id)","host":"h\"","source":"s"},"message":"a\\\"b"}"#.utf8)
        for count in 0...line.count { _ = line[..<count].withUnsafeBytes { WrappedLine($0) } }
        var random = SeededRandom(seed: 11)
        for _ in 0..<20_000 {
            var hostile = line
            for _ in 0...random.next() % 4 {
                hostile[Int(random.next() % UInt64(hostile.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            let wrapped = hostile.withUnsafeBytes { WrappedLine($0) }
            switch wrapped.record {
            case .json(let from): #expect(from >= 1 && from <= hostile.count)
            case .text(let range, _): #expect(range.upperBound <= hostile.count)
            case .bare: break
            }
        }
    }

    private func parse(_ line: String) -> WrappedLine { Array(line.utf8).withUnsafeBytes { WrappedLine($0) } }

    private func text(_ line: String, _ range: Range<Int>) -> String { String(decoding: Array(line.utf8)[range], as: UTF8.self) }
}

extension WrappedLine {
    init(id: Digest128?, host: Range<Int>?, record: Record) {
        self = [].withUnsafeBytes { WrappedLine($0) }
        self.id = id
        self.host = host
        self.record = record
    }
}
