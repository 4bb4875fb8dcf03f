/// How seldom bytes are met in logs.
enum ByteRarity {
    /// Letters of English texts, the most frequent first; digits and punctuation are more frequent still in logs.
    private static let letters = Array("etaoinsrhldcumfpgwybvkxqjz".utf8)

    /// Where the three bytes in a row begin that are met the least often.
    static func rarestTriple(in lowered: [UInt8]) -> Int {
        let ranks = lowered.map { letters.firstIndex(of: $0).map { $0 + 1 } ?? 0 }
        let starts = 0...max(0, lowered.count - LiteralScanner.shortestText)
        return starts.reversed().max { sum(ranks, from: $0) < sum(ranks, from: $1) } ?? 0
    }

    private static func sum(_ ranks: [Int], from start: Int) -> Int {
        ranks[start...].prefix(LiteralScanner.shortestText).reduce(0, +)
    }
}

enum ASCIILetter {
    static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    static func upper(_ byte: UInt8) -> UInt8 { isLower(byte) ? byte & ~0x20 : byte }
}
