/// The text of JSON strings.
package enum JSONText {
    /// Bytes of `\uXXXX`.
    static let unicodeEscapeBytes = 6

    /// Appends the text of the inside of a string that the scanner found valid. An escaped lone surrogate becomes U+FFFD; a backslash
    /// that escapes nothing known stands for itself.
    package static func unescape(_ raw: UnsafeRawBufferPointer, into text: inout [UInt8]) {
        let raw = raw.bytes
        var position = 0
        while position < raw.byteCount {
            let byte = raw.byte(at: position)
            if byte == UInt8(ascii: "\\") {
                position += unescapeOne(raw, at: position, into: &text)
            } else {
                text.append(byte)
                position += 1
            }
        }
    }

    /// Bytes of the escape.
    private static func unescapeOne(_ raw: RawSpan, at position: Int, into text: inout [UInt8]) -> Int {
        guard position + 1 < raw.byteCount else {
            text.append(UInt8(ascii: "\\"))
            return 1
        }
        if let unit = codeUnit(raw, at: position) { return appendScalar(raw, at: position, unit, into: &text) }
        guard let plain = simpleEscape(raw.byte(at: position + 1)) else {
            text.append(UInt8(ascii: "\\"))
            return 1
        }
        text.append(plain)
        return 2
    }

    private static func simpleEscape(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        default: nil
        }
    }

    private static func appendScalar(_ raw: RawSpan, at position: Int, _ unit: UInt16, into text: inout [UInt8]) -> Int {
        if 0xD800...0xDBFF ~= unit, let low = codeUnit(raw, at: position + unicodeEscapeBytes), 0xDC00...0xDFFF ~= low {
            append(0x1_0000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00), to: &text)
            return 2 * unicodeEscapeBytes
        }
        append(0xD800...0xDFFF ~= unit ? 0xFFFD : UInt32(unit), to: &text)
        return unicodeEscapeBytes
    }

    private static func append(_ scalar: UInt32, to text: inout [UInt8]) {
        switch scalar {
        case ..<0x80:
            text.append(UInt8(truncatingIfNeeded: scalar))
        case ..<0x800:
            text.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
            text.append(continuation(scalar))
        case ..<0x1_0000:
            text.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
            text.append(continuation(scalar >> 6))
            text.append(continuation(scalar))
        default:
            text.append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
            text.append(continuation(scalar >> 12))
            text.append(continuation(scalar >> 6))
            text.append(continuation(scalar))
        }
    }

    private static func continuation(_ bits: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: bits & 0x3F) }

    /// The UTF-16 code unit of a `\uXXXX` at this place; nil where there is none.
    static func codeUnit(_ text: RawSpan, at position: Int) -> UInt16? {
        guard position + unicodeEscapeBytes <= text.byteCount, text.byte(at: position) == UInt8(ascii: "\\"),
            text.byte(at: position + 1) == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for offset in 2..<unicodeEscapeBytes {
            guard let digit = hexadecimalDigit(text.byte(at: position + offset)) else { return nil }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
