internal import CWeirRecords

/// The text of JSON strings.
package enum JSONText {
    /// Bytes of `\uXXXX`.
    static let unicodeEscapeBytes = 6

    /// Writes the text of the inside of a string that the scanner found valid, and returns its bytes. An escaped lone surrogate becomes
    /// U+FFFD; a backslash that escapes nothing known stands for itself.
    ///
    /// - Precondition: `room` is as large as `raw`: no escape is shorter than what it stands for.
    package static func unescape(_ raw: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) -> Int {
        precondition(room.count >= raw.count)
        var writer = Writer(raw: raw, room: room)
        return writer.run()
    }

    /// The same behind what is in an array.
    package static func unescape(_ raw: UnsafeRawBufferPointer, into text: inout [UInt8]) {
        let start = text.count
        text.append(contentsOf: repeatElement(0, count: raw.count))
        let written = text.withUnsafeMutableBytes { unescape(raw, into: UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
        text.removeLast(raw.count - written)
    }

    /// Never ahead of where it reads.
    private struct Writer {
        let raw: UnsafeRawBufferPointer
        let room: UnsafeMutableRawBufferPointer
        private var from = 0
        private var to = 0

        init(raw: UnsafeRawBufferPointer, room: UnsafeMutableRawBufferPointer) {
            self.raw = raw
            self.room = room
        }

        mutating func run() -> Int {
            while from < raw.count {
                copyToBackslash()
                guard from < raw.count else { break }
                let byte = raw[from]
                if byte == UInt8(ascii: "\\"), from + 1 < raw.count {
                    from += escape(raw[from + 1])
                } else {
                    put(byte)
                    from += 1
                }
            }
            return to
        }

        /// Sixteen bytes at a time; the last few of the text stay.
        @inline(__always)
        private mutating func copyToBackslash() {
            #if arch(x86_64)
                while from &+ 16 <= raw.count {
                    let stops = weir_copy_to_backslash(
                        room.baseAddress.unsafelyUnwrapped + to, raw.baseAddress.unsafelyUnwrapped + from)
                    let copied = stops == 0 ? 16 : stops.trailingZeroBitCount
                    from &+= copied
                    to &+= copied
                    if stops != 0 { return }
                }
            #endif
        }

        @inline(__always)
        private mutating func put(_ byte: UInt8) {
            room[to] = byte
            to &+= 1
        }

        /// Bytes of the escape.
        @inline(__always)
        private mutating func escape(_ letter: UInt8) -> Int {
            switch letter {
            case UInt8(ascii: "n"): put(0x0A)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): put(letter)
            case UInt8(ascii: "t"): put(0x09)
            case UInt8(ascii: "r"): put(0x0D)
            case UInt8(ascii: "b"): put(0x08)
            case UInt8(ascii: "f"): put(0x0C)
            default: return unicode()
            }
            return 2
        }

        private mutating func unicode() -> Int {
            guard let unit = codeUnit(raw.bytes, at: from) else {
                put(UInt8(ascii: "\\"))
                return 1
            }
            if 0xD800...0xDBFF ~= unit, let low = codeUnit(raw.bytes, at: from + unicodeEscapeBytes), 0xDC00...0xDFFF ~= low {
                put(scalar: 0x1_0000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
                return 2 * unicodeEscapeBytes
            }
            put(scalar: 0xD800...0xDFFF ~= unit ? 0xFFFD : UInt32(unit))
            return unicodeEscapeBytes
        }

        private mutating func put(scalar: UInt32) {
            switch scalar {
            case ..<0x80:
                put(UInt8(truncatingIfNeeded: scalar))
            case ..<0x800:
                put(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
                put(continuation(scalar))
            case ..<0x1_0000:
                put(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
                put(continuation(scalar >> 6))
                put(continuation(scalar))
            default:
                put(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18))
                put(continuation(scalar >> 12))
                put(continuation(scalar >> 6))
                put(continuation(scalar))
            }
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
