internal import CWeirSystem

/// How seldom bytes are met in logs.
enum ByteRarity {
    /// How often a byte is met in 10,000 bytes of logs of JSON and of text, by its low five bits and, above them, bit 6: letters of either
    /// case are one.
    private static let frequencies: [Double] = [
        819, 0, 594, 0, 0, 0, 0, 3, 24, 24, 98, 16, 171, 196, 228, 90, 412, 342, 320, 142, 157, 142, 120, 70, 118, 91, 325, 8, 10, 0, 10, 0,
        4,
        505, 80, 271, 181, 623, 101, 120, 108, 368, 7, 75, 267, 220, 398, 290, 188, 13, 314, 369, 387, 165, 70, 29, 26, 36, 18, 36, 7, 36,
        2, 155,
    ].map { ($0 + 1) / 10_000 }

    /// The same of each value of a sign, as if bytes did not depend on each other.
    private static let shares: [[Double]] = {
        var (low, kind) = ([Double](repeating: 0, count: 16), [Double](repeating: 0, count: 4))
        for (index, frequency) in frequencies.enumerated() {
            low[index & 15] += frequency
            kind[index >> 4] += frequency
        }
        // Of the first byte bits 0 and 2, of the second 1 and 3.
        let kinds = (0..<16).map { (value: Int) -> Double in
            let first = (value & 1) | (value >> 1 & 2)
            let second = (value >> 1 & 1) | (value >> 2 & 2)
            return kind[first] * kind[second]
        }
        return [low, low, low, kinds, kinds]
    }()

    private static func frequency(of byte: UInt8) -> Double { frequencies[Int(byte & 31 | byte >> 1 & 32)] }

    /// Where the three bytes in a row begin that are met the least often.
    static func rarestTriple(in lowered: [UInt8]) -> Int {
        let starts = 0...max(0, lowered.count - LiteralScanner.shortestText)
        let shares = starts.map { start in lowered[start...].prefix(3).reduce(1.0) { $0 * frequency(of: $1) } }
        return starts.min { shares[$0] < shares[$1] } ?? 0
    }

    /// In what part of a log's places each sign has one of the values.
    static func share(of signs: TextGroups.Signs) -> Double {
        var share = 1.0
        for (values, shares) in zip(signs.values, shares) {
            var sum = 0.0
            for value in 0..<16 where values >> UInt16(value) & 1 == 1 { sum += shares[value] }
            share *= sum
        }
        return share
    }
}

enum ASCIILetter {
    static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    static func upper(_ byte: UInt8) -> UInt8 { isLower(byte) ? byte & ~0x20 : byte }
}
