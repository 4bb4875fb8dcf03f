import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirShipping

/// What endpoints, proxies and their debuggers print of a header.
@Suite("A secret that an endpoint spells out")
struct SpeltSecretTests {
    private static let spellings: [(name: String, of: @Sendable (String) -> String)] = [
        ("hexadecimal with colons", { hexadecimal($0, ":") }), ("with blanks", { hexadecimal($0, " ") }),
        ("with 0x and commas", { hexadecimal($0, ", ", "0x") }), ("as a debugger groups it", { grouped(hexadecimal($0, ""), 4) }),
        ("as code points", { hexadecimal($0, " ", "U+00") }), ("as a C string", { hexadecimal($0, "", "\\x") }),
        ("in 16 bits each", { hexadecimal($0, "00 ") }),
        ("decimal", { "\(Array($0.utf8))" }), ("as calls", { $0.utf8.map { "chr(\($0))" }.joined(separator: " . ") }),
        ("octal", { $0.utf8.map { "\\" + digits($0, 8, 3) }.joined() }),
        ("octal with 0o", { $0.utf8.map { "0o" + digits($0, 8, 3) + " " }.joined() }),
        ("binary", { $0.utf8.map { digits($0, 2, 8) }.joined(separator: " ") }),
        ("binary at a stretch", { $0.utf8.map { digits($0, 2, 8) }.joined() }),
        ("quoted-printable", { hexadecimal($0, "", "=") }), ("quoted-printable, folded", { "\($0.prefix(9))=\r\n\($0.dropFirst(9))" }),
        ("Base32", { written($0, .base32) }), ("Base32 of a longer text", { written("ab\($0)c", .base32).lowercased() }),
        ("Base32 of the other alphabet", { written($0, .base32Hex) }), ("Base32 in groups", { grouped(written($0, .base32), 4) }),
        ("backwards", { String($0.reversed()) }), ("Base64 backwards", { String(Data($0.utf8).base64EncodedString().reversed()) }),
        ("rot13", { String($0.unicodeScalars.map { Character(rotated($0)) }) }),
        ("with blanks between", { grouped($0, 1) }), ("with joiners between", { $0.map { String($0) }.joined(separator: "\u{200B}") }),
        ("as elements", { "[" + $0.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }),
        ("with NUL bytes between", { $0.map { "\($0)\u{0}" }.joined() }),
        ("Base64 of Base64", { base64(base64($0)) }), ("Base64 of hexadecimal", { base64(hexadecimal($0, ":")) }),
        ("hexadecimal of Base64", { hexadecimal(base64($0), " ") }),
        ("escapes of decimal", { "\(Array($0.utf8))".replacing("1", with: "%31") }),
    ]

    private static func hexadecimal(_ text: String, _ between: String, _ before: String = "") -> String {
        text.utf8.map { before + String(format: "%02x", $0) }.joined(separator: between)
    }
    private static func grouped(_ text: String, _ count: Int) -> String {
        stride(from: 0, to: text.count, by: count).map { String(text.dropFirst($0).prefix(count)) }.joined(separator: " ")
    }
    private static func digits(_ byte: UInt8, _ radix: Int, _ count: Int) -> String {
        let digits = String(byte, radix: radix)
        return String(repeating: "0", count: count - digits.count) + digits
    }
    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    private static func written(_ text: String, _ notation: BitText) -> String {
        String(decoding: notation.written(Array(text.utf8))[0], as: UTF8.self)
    }
    private static func rotated(_ letter: Unicode.Scalar) -> Unicode.Scalar {
        for first in [UInt32(0x41), 0x61] where first..<first + 26 ~= letter.value {
            return Unicode.Scalar((letter.value - first + 13) % 26 + first) ?? letter
        }
        return letter
    }

    /// Made at run time: no text that looks like a secret is kept in the project.
    private static func secret(seed: UInt64) -> String {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-_")
        return "k" + String((0..<22).map { _ in alphabet[random.number(in: 0..<alphabet.count)] }) + "9"
    }

    @Test("is masked, and what stands around it is kept", arguments: spellings.indices)
    func spelt(index: Int) {
        for seed in UInt64(1)...3 {
            let secret = Self.secret(seed: seed)
            let spelt = Self.spellings[index].of(secret)
            let kept = AnswerCleanser(secrets: [secret], rules: nil).cleansed("no such key: \(spelt) in kasm")
            let end = kept.dropFirst("no such key: ".count)
            #expect(kept.hasPrefix("no such key: ") && kept.hasSuffix(" in kasm"), "\(Self.spellings[index].name): \(kept)")
            // A sign at either end can stand for bits of its neighbour too.
            #expect(end.contains("***") && end.count <= " in kasm".count + 16, "\(Self.spellings[index].name): \(kept)")
        }
    }

    @Test("numbers, words and keys that say something else are left as they are")
    func innocent() {
        let cleanser = AnswerCleanser(secrets: [Self.secret(seed: 4)], rules: nil)
        for text in [
            "request 3f2b8c1e-77aa-4d0b-9c1e-0a1b2c3d4e5f took 116 ms of 300", "[1, 22, 103, 255, 0x7f] at 10.0.0.7:8088",
            "aGVsbG8gd29ybGQsIHRoaXMgaXMgbm8ga2V5", "JBSWY3DPEBLW64TMMQQQ====", "a b c d e f g h i j k l m n o p",
            "=C3=A9 and \\303\\251", "00000000  48 65 6c 6c 6f 2c 20 77  6f 72 6c 64 21 0a 0a 0a  |Hello, world!|",
        ] {
            #expect(cleanser.cleansed(text) == text)
        }
    }

    @Test(
        "the longest answer is read within a moment, whatever it is made of",
        arguments: ["74 ", "a1", "=41", "%25", "AAAA", "\\164", "ab.", "0"])
    func long(piece: String) {
        let secret = Self.secret(seed: 5)
        let text = String(repeating: piece, count: HTTPAnswer.maximumBody / piece.utf8.count - 10)
        let started = ContinuousClock.now
        #expect(AnswerCleanser(secrets: [secret], rules: nil).cleansed(text + " " + secret).hasSuffix(" ***"))
        #expect(ContinuousClock.now - started < .seconds(20))
    }
}
