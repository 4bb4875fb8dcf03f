/// Bytes written as signs of an alphabet that stand for a few bits each: hexadecimal, Base32 and Base64 (RFC 4648).
package struct BitText: Sendable {
    package static let hexadecimal = BitText("0123456789abcdef", bits: 4)
    package static let base32 = BitText("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5)
    package static let base32Hex = BitText("0123456789ABCDEFGHIJKLMNOPQRSTUV", bits: 5)
    package static let base64 = BitText("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", bits: 6)

    private let alphabet: [UInt8]
    private let bits: Int
    /// By sign; nil for what is none.
    private let values: [UInt8?]

    private init(_ alphabet: String, bits: Int) {
        self.alphabet = Array(alphabet.utf8)
        self.bits = bits
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, sign) in alphabet.utf8.enumerated() {
            values[Int(sign)] = UInt8(value)
            // Up to 32 signs the case of a letter says nothing.
            if bits < 6, Character(UnicodeScalar(sign)).isLetter { values[Int(sign ^ 0x20)] = UInt8(value) }
        }
        if bits == 6 { (values[Int(UInt8(ascii: "-"))], values[Int(UInt8(ascii: "_"))]) = (62, 63) }
        self.values = values
    }

    package func value(of sign: UInt8) -> UInt8? { values[Int(sign)] }

    /// How the bytes are written within something longer: one text for each bit that they may begin at, each without the signs that
    /// belong to the neighbours too.
    package func written(_ bytes: [UInt8]) -> [[UInt8]] {
        let shifts = bits == 4 ? 1 : bits == 5 ? 5 : 3
        return (0..<shifts).map { shift in
            let padded = [UInt8](repeating: 0, count: shift) + bytes
            let first = (8 * shift + bits - 1) / bits
            return (first..<max(first, 8 * padded.count / bits)).map { sign(at: $0, of: padded) }
        }
    }

    private func sign(at index: Int, of bytes: [UInt8]) -> UInt8 {
        let place = index * bits
        let pair = UInt16(bytes[place / 8]) << 8 | UInt16(place / 8 + 1 < bytes.count ? bytes[place / 8 + 1] : 0)
        return alphabet[Int(pair >> UInt16(16 - bits - place % 8)) & ((1 << bits) - 1)]
    }

    /// Nil where the text is none; with padding or without.
    package func decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var (bytes, held, count): ([UInt8], Int, Int) = ([], 0, 0)
        for sign in text where sign != UInt8(ascii: "=") {
            guard let value = value(of: sign) else { return nil }
            (held, count) = ((held << bits | Int(value)) & 0xFFFF, count + bits)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> count))
            }
        }
        return bytes
    }
}
