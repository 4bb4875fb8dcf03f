import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirRedaction

/// Secrets made up from a seed, in every place where they are met, however deep in quotes.
@Suite("Made-up secrets")
struct SecretPropertyTests {
    private struct Line {
        /// As it stands before it is put into JSON.
        var text: String
        /// Parts that must stay.
        var kept: [String]
    }

    /// Characters that make a value hard to delimit, and none that end it where it stands bare.
    private static let bare = Array("abcXYZ0189._~+/-=%$#@!*|^?{}[]()")
    private static let quoted = Array("abcXYZ0189 ._+/-=%$#@!*|^?{}[]()&;,<>'\"\\/\tü€😀")

    private static func secret(_ characters: [Character], _ random: inout SeededRandom) -> String {
        // A marker that nothing else holds, a digit with it, so that no rule takes it for a word.
        let noise = (0..<random.number(in: 0..<24)).map { _ in characters[random.number(in: 0..<characters.count)] }
        let place = random.number(in: 0..<(noise.count + 1))
        return "Z9" + String(noise[..<place]) + "Q7zq" + String(noise[place...]) + "Q7zq"
    }

    private static func line(_ random: inout SeededRandom) -> Line {
        let name = ["token", "password", "client_secret", "API_KEY", "access_token", "Passwd", "x-amz-signature"][random.number(in: 0..<7)]
        let bare = secret(Self.bare.filter { !"&;,|".contains($0) }, &random)
        switch random.number(in: 0..<7) {
        case 0: return Line(text: "GET /api?a=1&\(name)=\(bare)&b=2 HTTP/1.1", kept: ["/api?a=1&", "&b=2 HTTP/1.1"])
        case 1: return Line(text: "called with \(name)=\(bare) by u1", kept: ["called with", " by u1"])
        case 2: return Line(text: "Authorization: Bearer \(bare) sent", kept: ["Authorization: Bearer ", " sent"])
        case 3: return Line(text: "Cookie: a=\(bare); b=\(bare)", kept: ["Cookie: "])
        case 4:
            let value = json(secret(quoted, &random))
            return Line(text: #"body {"\#(name)": \#(value), "user": "u1"} read"#, kept: ["body {", #""user": "u1"} read"#])
        case 5:
            let value = json(secret(quoted, &random))
            return Line(text: #"body {"headers":{"Cookie":\#(value)}, "user": "u1"} read"#, kept: ["body {", #""user": "u1"} read"#])
        default:
            return Line(
                text: "postgresql://app:\(bare.filter { !"/@".contains($0) })@db/kasm up", kept: ["postgresql://app:", "@db/kasm up"])
        }
    }

    private static func json(_ text: String) -> String {
        let data = try? JSONSerialization.data(withJSONObject: text, options: [.fragmentsAllowed])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    @Test("none is left in a line of text, and what stands around it is", arguments: UInt64(0)..<1_000)
    func text(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let line = Self.line(&random)
        let result = try RedactionBench().redact(line.text, as: .plain)
        #expect(!result.text.contains("Q7zq"), "\(line.text) became \(result.text)")
        for part in line.kept { #expect(result.text.contains(part), "\(line.text) became \(result.text)") }
    }

    @Test("none is left in a line of JSON, at any depth, and it is still JSON", arguments: UInt64(0)..<1_000)
    func nested(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let line = Self.line(&random)
        var message = line.text
        for _ in 0..<random.number(in: 0..<3) { message = #"{"inner": \#(Self.json(message)), "n": 1}"# }
        let record = #"{"message": \#(Self.json(message)), "after": "kept"}"#
        let result = try RedactionBench().redact(record, as: .otherJSON)
        #expect(!result.text.contains("Q7zq"), "\(record) became \(result.text)")
        #expect(result.isJSON)
        let object = try JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [String: Any]
        #expect(object?["after"] as? String == "kept", "\(record) became \(result.text)")
        #expect(object?["message"] is String)
    }

    @Test("any bytes at all leave a slab in order", arguments: UInt64(0)..<300)
    func anyBytes(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let pieces = ["token=", "\"password\": \"", "\\\"", "eyJ", "://", "cookie: ", "\\", "'", "\"", "}", "Authorization: ", " "]
        let lines = (0..<20).map { _ in
            (0..<random.number(in: 1..<30)).map { _ in
                random.chance(0.4) ? pieces[random.number(in: 0..<pieces.count)] : random.text(upTo: 6).filter { $0 != "\n" }
            }.joined()
        }.filter { !$0.isEmpty }
        let (results, slab) = try RedactionBench().redact(lines)
        #expect(results.count == slab.entries.count)
        #expect(slab.meter.rows.reduce(0) { $0 + $1.count.bytes } == slab.entries.reduce(0) { $0 + UInt64($1.length) })
        for result in results where result.isJSON {
            #expect((try? JSONSerialization.jsonObject(with: Data(result.text.utf8), options: [.fragmentsAllowed])) != nil)
        }
    }
}
