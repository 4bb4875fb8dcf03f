package import WeirRecords

extension Digest128 {
    /// From 32 hexadecimal digits in ASCII; nil for anything else.
    package init?(hexadecimal text: UnsafeRawBufferPointer) {
        guard text.count == 32 else { return nil }
        var words: [4 of UInt64] = [0, 0, 0, 0]
        for part in 0..<4 {
            let digits = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: part * 8, as: UInt64.self))
            guard let word = HexadecimalDigits.value(of: digits) else { return nil }
            words[part] = UInt64(word)
        }
        self.init(low: words[2] << 32 | words[3], high: words[0] << 32 | words[1])
    }
}

/// Eight digits at once, a byte each, the first one lowest.
enum HexadecimalDigits {
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Nil where one of them is none.
    static func value(of text: UInt64) -> UInt32? {
        // Letters have the bit 0x40, and count from 1 in their low half.
        let letters = (text >> 6) & ones
        let values = (text & (ones &* 0x0F)) &+ letters &* 9
        // Written again they must be what they were, in lower case, and letters must be those of values from 10 to 15.
        let isSame = values &+ ones &* 0x30 &+ letters &* 0x27 == text | letters << 5
        let isInRange = ((values &+ ones &* 6) >> 4) & ones == letters && values & (ones &* 0xF0) == 0
        return isSame && isInRange ? packed(values.byteSwapped) : nil
    }

    /// Eight halves of bytes, the first one highest.
    private static func packed(_ values: UInt64) -> UInt32 {
        var packed = (values | values >> 4) & 0x00FF_00FF_00FF_00FF
        packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: packed | packed >> 16)
    }
}
