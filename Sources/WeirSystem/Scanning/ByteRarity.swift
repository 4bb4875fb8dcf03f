/// How seldom bytes are met in logs.
enum ByteRarity {
    /// Where the three bytes in a row begin that are met the least often.
    static func rarestTriple(in lowered: [UInt8]) -> Int {
        let starts = 0...max(0, lowered.count - LiteralScanner.shortestText)
        let shares = starts.map { start in lowered[start...].prefix(3).reduce(1.0) { $0 * TripleGroups.frequency(of: $1) } }
        return starts.min { shares[$0] < shares[$1] } ?? 0
    }
}

enum ASCIILetter {
    static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    static func upper(_ byte: UInt8) -> UInt8 { isLower(byte) ? byte & ~0x20 : byte }
}
