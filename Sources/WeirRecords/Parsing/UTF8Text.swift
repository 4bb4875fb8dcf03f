/// Whether bytes are UTF-8 as Unicode defines it: no overlong forms, no surrogates, nothing over U+10FFFF.
package enum UTF8Text {
    package static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool { isValid(bytes.bytes) }

    static func isValid(_ text: RawSpan) -> Bool {
        var position = asciiPrefix(of: text, from: 0)
        while position < text.byteCount {
            let length = sequenceLength(in: text, at: position)
            guard length > 0 else { return false }
            position &+= length
            position = asciiPrefix(of: text, from: position)
        }
        return true
    }

    /// Where the ASCII that begins at `start` ends.
    @inline(__always)
    static func asciiPrefix(of text: RawSpan, from start: Int) -> Int {
        var position = start
        while position &+ 16 <= text.byteCount {
            guard (text.word(at: position) | text.word(at: position &+ 8)) & ByteWords.highBits == 0 else { break }
            position &+= 16
        }
        while position < text.byteCount, text.byte(at: position) < 0x80 { position &+= 1 }
        return position
    }

    /// Bytes of the sequence over ASCII that begins here; 0 where there is none.
    private static func sequenceLength(in text: RawSpan, at start: Int) -> Int {
        let lead = text.byte(at: start)
        let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard 0xC2...0xF4 ~= lead, start + length <= text.byteCount else { return 0 }
        guard secondBytes(after: lead) ~= text.byte(at: start + 1) else { return 0 }
        for offset in 2..<max(length, 2) where text.byte(at: start + offset) & 0xC0 != 0x80 { return 0 }
        return length
    }

    /// Unicode, table 3-7.
    private static func secondBytes(after lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }
}
