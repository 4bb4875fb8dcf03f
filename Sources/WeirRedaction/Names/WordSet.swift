/// Words that are looked up by bytes: most bytes that are none of them are told by a few bits, without a text made of them.
struct WordSet: ExpressibleByArrayLiteral {
    private static let bits = 1 << 12

    private var words: Set<String>
    private var known: [UInt64]

    /// - Parameter elements: in lower case, and none empty.
    init(arrayLiteral elements: String...) { self.init(elements) }

    init(_ elements: some Sequence<String>) {
        words = Set(elements)
        known = [UInt64](repeating: 0, count: Self.bits / 64)
        for word in words {
            var word = word
            let bit = word.withUTF8 { Self.bit(of: UnsafeRawBufferPointer($0)) }
            known[bit / 64] |= 1 << UInt64(bit % 64)
        }
    }

    /// Letters in either case are the same.
    func contains(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard !bytes.isEmpty else { return false }
        let bit = Self.bit(of: bytes)
        return known[bit / 64] >> UInt64(bit % 64) & 1 == 1 && words.contains(bytes.lowered(0..<bytes.count))
    }

    func contains(_ word: String) -> Bool { words.contains(word) }

    /// By the first three bytes, the last one and how many there are.
    private static func bit(of bytes: UnsafeRawBufferPointer) -> Int {
        let ends = UInt32(bytes[0].lowered) | UInt32(bytes.at(1).lowered) << 8 | UInt32(bytes.at(2).lowered) << 16
        let hash = (ends | UInt32(bytes[bytes.count - 1].lowered) << 24 ^ UInt32(truncatingIfNeeded: bytes.count)) &* 0x9E37_79B1
        return Int(hash >> 20)
    }
}
