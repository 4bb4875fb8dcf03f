import Foundation
import Testing
import WeirRecords

/// Against Foundation's reader, which is looser in places (trailing commas, other encodings), so that one direction holds for all input
/// and both for what was made as valid JSON.
@Suite("JSON scanner against JSONSerialization")
struct JSONDifferentialTests {
    static let objectsPerSeed = 1_500

    private func foundation(_ bytes: [UInt8]) -> [String: Any]? {
        try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    }

    @Test("every portable line is JSON to Foundation too, spoiled or not", arguments: 1...8 as ClosedRange<UInt64>)
    func acceptsNoMore(seed: UInt64) {
        var maker = JSONMaker(seed: seed)
        var accepted = 0
        for round in 0..<Self.objectsPerSeed {
            let object = maker.object()
            let line = round % 3 == 0 ? object : maker.spoiled(object)
            guard JSONLineScanner.verdict(on: line.span.bytes) == .portable else { continue }
            accepted += 1
            #expect(foundation(line) != nil, "\(String(decoding: line, as: UTF8.self))")
        }
        #expect(accepted > Self.objectsPerSeed / 10)
    }

    @Test("a made object is never refused, and both find the same members", arguments: 101...108 as ClosedRange<UInt64>)
    func findsTheSame(seed: UInt64) {
        var maker = JSONMaker(seed: seed)
        for _ in 0..<Self.objectsPerSeed {
            let line = maker.object()
            var fields: [JSONField] = []
            let verdict = JSONLineScanner.fields(of: line.span.bytes, into: &fields)
            #expect(verdict != .invalid)
            guard verdict == .portable, let object = foundation(line) else {
                #expect(verdict == .unportable, "\(String(decoding: line, as: UTF8.self))")
                continue
            }
            compare(fields, of: line, with: object)
        }
    }

    private func compare(_ fields: [JSONField], of line: [UInt8], with object: [String: Any]) {
        var last: [String: String?] = [:]
        for field in fields { last[unescaped(line, field.key)] = field.kind == .string ? unescaped(line, field.value) : .some(nil) }
        #expect(Set(last.keys) == Set(object.keys))
        for (key, value) in last { #expect(object[key] as? String == value) }
    }

    private func unescaped(_ line: [UInt8], _ range: Range<Int>) -> String {
        var text: [UInt8] = []
        line.withUnsafeBytes { JSONText.unescape(UnsafeRawBufferPointer(rebasing: $0[range]), into: &text) }
        return String(decoding: text, as: UTF8.self)
    }

    @Test("of duplicate keys the last one counts, as with Foundation")
    func duplicates() {
        let line = #"{"message":"first","level":"INFO","message":"second"}"#
        #expect(Parsed(line, as: .otherJSON).message == foundation(Array(line.utf8))?["message"] as? String)
    }

    @Test("a spliced line is still JSON", arguments: 201...204 as ClosedRange<UInt64>)
    func spliced(seed: UInt64) {
        var maker = JSONMaker(seed: seed)
        for _ in 0..<Self.objectsPerSeed {
            let object = maker.object()
            let line = maker.spoiled(object)
            var fields: [JSONField] = []
            guard JSONLineScanner.fields(of: line.span.bytes, into: &fields) == .portable else { continue }
            let spliced = Array(#"{"_weir":{"id":"x"}"#.utf8) + (fields.isEmpty ? [] : [UInt8(ascii: ",")]) + line.dropFirst()
            #expect(foundation(spliced)?.keys.contains("_weir") == true)
        }
    }
}
