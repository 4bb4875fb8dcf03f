internal import CWeirRecords

extension JSONLineScanner {
    /// Steps from a string's first byte to its closing quote; false where it has none or holds what no string may.
    @inline(__always)
    mutating func skipString(_ line: RawSpan) -> Bool {
        isEscaped = false
        findStop(line)
        guard position < line.byteCount else { return false }
        if line.byte(at: position) == UInt8(ascii: "\"") { return true }
        return finishEscapedString(line)
    }

    /// A string that goes on after a backslash.
    private mutating func finishEscapedString(_ line: RawSpan) -> Bool {
        isEscaped = true
        while position < line.byteCount {
            if line.byte(at: position) == UInt8(ascii: "\"") { return true }
            guard skipPlainEscape(line) || skipEscape(line) else { return false }
            findStop(line)
        }
        return false
    }

    /// Steps to the next quote, backslash or control character, or to the line's end.
    @inline(__always)
    private mutating func findStop(_ line: RawSpan) {
        #if arch(x86_64)
            while position &+ 16 <= line.byteCount {
                seenBits |= line.word(at: position) | line.word(at: position &+ 8)
                let stops = line.stringStops(at: position)
                if stops != 0 {
                    position &+= stops.trailingZeroBitCount
                    return
                }
                position &+= 16
            }
        #endif
        while position &+ 8 <= line.byteCount {
            let word = line.word(at: position)
            seenBits |= word
            let stops = ByteWords.stringStops(in: word)
            if stops != 0 {
                position &+= ByteWords.first(stops)
                return
            }
            position &+= 8
        }
        findStopInTail(line)
    }

    private mutating func findStopInTail(_ line: RawSpan) {
        while position < line.byteCount {
            let byte = line.byte(at: position)
            seenBits |= UInt64(byte)
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            position &+= 1
        }
    }

    /// Steps over a backslash with a quote, a backslash or an `n` behind it.
    @inline(__always)
    private mutating func skipPlainEscape(_ line: RawSpan) -> Bool {
        guard position &+ 1 < line.byteCount, line.byte(at: position) == UInt8(ascii: "\\") else { return false }
        let letter = line.byte(at: position &+ 1)
        guard letter == UInt8(ascii: "\"") || letter == UInt8(ascii: "n") || letter == UInt8(ascii: "\\") else { return false }
        position &+= 2
        return true
    }

    /// Steps over one escape; false where it is none, so for control characters too.
    private mutating func skipEscape(_ line: RawSpan) -> Bool {
        guard line.byte(at: position) == UInt8(ascii: "\\"), position + 1 < line.byteCount else { return false }
        switch line.byte(at: position + 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
            return true
        case UInt8(ascii: "u"):
            return skipUnicodeEscape(line)
        default:
            return false
        }
    }

    private mutating func skipUnicodeEscape(_ line: RawSpan) -> Bool {
        guard let unit = JSONText.codeUnit(line, at: position) else { return false }
        position += JSONText.unicodeEscapeBytes
        guard 0xD800...0xDFFF ~= unit else { return true }
        if unit < 0xDC00, let low = JSONText.codeUnit(line, at: position), 0xDC00...0xDFFF ~= low {
            position += JSONText.unicodeEscapeBytes
        } else {
            isUnportable = true
        }
        return true
    }
}

#if arch(x86_64)
    extension RawSpan {
        /// A bit for each of 16 bytes at which a string ends, escapes or is wrong.
        ///
        /// - Precondition: `offset + 16` is within the span.
        @inline(__always)
        fileprivate func stringStops(at offset: Int) -> UInt32 {
            withUnsafeBytes { weir_string_stops($0.baseAddress.unsafelyUnwrapped + offset) }
        }
    }
#endif
