import TestSupport
import Testing

@testable import WeirSystem

@Suite("Looking for literals")
struct LiteralScannerTests {
    private struct Wanted {
        var text: String
        var endings: [String]

        /// Where the text stands in lower-case bytes, with an ending behind it.
        func places(in lowered: [UInt8]) -> [Range<Int>] {
            let bytes = Array(text.lowercased().utf8)
            guard lowered.count >= bytes.count else { return [] }
            return (0...(lowered.count - bytes.count)).filter { start in
                lowered[start...].starts(with: bytes)
                    && (endings.isEmpty || endings.contains { lowered[(start + bytes.count)...].starts(with: $0.lowercased().utf8) })
            }.map { $0..<($0 + bytes.count) }
        }
    }

    private static let alphabet = Array("abcTOKenPASword=:\" -_/.\u{0}\u{ff}eyJ".utf8)

    private static func wanted(_ random: inout SeededRandom) -> [Wanted] {
        // Texts of ASCII alone are looked for by fewer instructions.
        let isASCII = random.chance(0.5)
        return (0..<random.number(in: 1..<24)).map { _ in
            var text = String(decoding: (0..<random.number(in: 3..<22)).map { _ in letter(&random) }, as: UTF8.self)
            if !isASCII, random.chance(0.5) { text.insert("é", at: text.indices.randomElement(using: &random) ?? text.startIndex) }
            let endings = ["=", ":", "\":", " =", "%3d"]
            return Wanted(text: text, endings: random.chance(0.5) ? Array(endings.prefix(random.number(in: 1..<6))) : [])
        }
    }

    private static func letter(_ random: inout SeededRandom) -> UInt8 { Array("tokenpasw_-://".utf8)[random.number(in: 0..<14)] }

    /// Noise in which some of what is wanted stands, in either case.
    private static func text(_ wanted: [Wanted], _ random: inout SeededRandom) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<random.number(in: 0..<30) {
            bytes += (0..<random.number(in: 0..<40)).map { _ in alphabet[random.number(in: 0..<alphabet.count)] }
            let one = wanted[random.number(in: 0..<wanted.count)]
            bytes += random.chance(0.5) ? one.text.uppercased().utf8 : one.text.utf8
            bytes += Array((one.endings.randomElement(using: &random) ?? "").utf8)
        }
        return bytes
    }

    private static func hits(_ scanner: LiteralScanner, _ bytes: [UInt8]) -> [LiteralScanner.Hit] {
        bytes.withUnsafeBytes { scanner.hits(in: $0) }
    }

    @Test("every text that stands somewhere is found, whatever the processor has", arguments: UInt64(0)..<400)
    func findsAll(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let wanted = Self.wanted(&random)
        let bytes = Self.text(wanted, &random)
        let literals = wanted.enumerated().map { LiteralScanner.Literal($1.text, endings: $1.endings, marks: 1 << UInt64($0)) }
        let hits = Self.hits(LiteralScanner(literals), bytes)
        #expect(hits == Self.hits(LiteralScanner(literals, usesInstructions: false), bytes))
        let lowered = bytes.map(ASCIILetter.lower)
        for (index, one) in wanted.enumerated() {
            for place in one.places(in: lowered) {
                let isFound = hits.contains { place.contains($0.place) && $0.marks & (1 << UInt64(index)) != 0 }
                #expect(isFound, "\(one.text) at \(place)")
            }
        }
    }

    @Test("nothing is found that does not stand there", arguments: UInt64(0)..<400)
    func findsNoMore(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        // Of longer texts only 16 bytes are compared.
        let wanted = Self.wanted(&random).filter { $0.text.utf8.count <= 16 }
        guard !wanted.isEmpty else { return }
        let bytes = Self.text(wanted, &random)
        let literals = wanted.enumerated().map { LiteralScanner.Literal($1.text, endings: $1.endings, marks: 1 << UInt64($0)) }
        let lowered = bytes.map(ASCIILetter.lower)
        for hit in Self.hits(LiteralScanner(literals), bytes) {
            for (index, one) in wanted.enumerated() where hit.marks & (1 << UInt64(index)) != 0 {
                #expect(one.places(in: lowered).contains { $0.contains(hit.place) }, "\(one.text) at \(hit.place)")
            }
        }
    }

    @Test("a text of which every place is a hit is gone through in parts")
    func manyHits() {
        let scanner = LiteralScanner([.init(byte: UInt8(ascii: "@"), marks: 1), .init("@@@", marks: 2)])
        let hits = Self.hits(scanner, [UInt8](repeating: UInt8(ascii: "@"), count: 3 * LiteralScanner.hitsAtOnce + 7))
        #expect(hits.map(\.place) == Array(0...(3 * LiteralScanner.hitsAtOnce + 4)))
        #expect(hits.allSatisfy { $0.marks == 3 })
    }

    @Test("a text is found at every place of a block of bytes, and at the very end")
    func everyPlace() {
        let scanner = LiteralScanner([.init("token", endings: ["="], marks: 1), .init("eyJ", marks: 2)])
        for before in 0..<100 {
            let bytes = Array(String(repeating: "x", count: before).utf8) + Array("Token=eyJ".utf8)
            #expect(Self.hits(scanner, bytes).map(\.marks) == [1, 2], "behind \(before) bytes")
            #expect(Self.hits(scanner, bytes.dropLast()).map(\.marks) == [1])
            #expect(Self.hits(scanner, bytes.dropLast(4)).map(\.marks) == [])
        }
        #expect(Self.hits(LiteralScanner([]), Array("token".utf8)) == [])
        #expect(Self.hits(scanner, []) == [])
    }
}
