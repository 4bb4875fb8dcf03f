/// Tests on eight bytes at once. Each yields a word in which the high bit of a byte says "here"; of these, the lowest is exact, since
/// a borrow can only reach upwards.
enum ByteWords {
    static let lowBits: UInt64 = 0x0101_0101_0101_0101
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    @inline(__always)
    static func repeating(_ byte: UInt8) -> UInt64 { UInt64(byte) &* lowBits }

    @inline(__always)
    static func zeros(in word: UInt64) -> UInt64 { (word &- lowBits) & ~word & highBits }

    @inline(__always)
    static func matches(of byte: UInt8, in word: UInt64) -> UInt64 { zeros(in: word ^ repeating(byte)) }

    /// Quotes, backslashes and control characters: where a JSON string ends, escapes or is wrong.
    ///
    /// Exchanging 0x20 and 0x22 makes quotes and controls one range, everything below 0x21.
    @inline(__always)
    static func stringStops(in word: UInt64) -> UInt64 {
        let exchanged = word ^ repeating(0x02)
        let quotesAndControls = (exchanged &- repeating(0x21)) & ~word
        let backslashes = word ^ repeating(UInt8(ascii: "\\"))
        return (quotesAndControls | ((backslashes &- lowBits) & ~backslashes)) & highBits
    }

    /// Index of the byte that the lowest set bit marks.
    @inline(__always)
    static func first(_ marks: UInt64) -> Int { marks.trailingZeroBitCount &>> 3 }
}

extension RawSpan {
    /// - Precondition: `offset` is within the span.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 { unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self) }

    /// Eight bytes, the first one lowest.
    ///
    /// - Precondition: `offset + 8` is within the span.
    @inline(__always)
    func word(at offset: Int) -> UInt64 { UInt64(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)) }

    /// Four bytes, the first one lowest.
    ///
    /// - Precondition: `offset + 4` is within the span.
    @inline(__always)
    func halfWord(at offset: Int) -> UInt32 {
        UInt32(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
    }
}
