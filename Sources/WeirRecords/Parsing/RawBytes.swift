internal import Glibc

/// Search and comparison of raw bytes.
package enum RawBytes {
    /// Index of the first such byte in a part of the text; nil where there is none.
    ///
    /// - Precondition: `start` is not below zero, and `end` not behind the text.
    @inline(__always)
    package static func first(_ byte: UInt8, in text: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int? {
        guard start < end, let base = text.baseAddress, let found = memchr(base + start, Int32(byte), end &- start) else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// Whether `text` holds `other` at `start`.
    ///
    /// - Precondition: `text` has as many bytes from there on.
    @inline(__always)
    static func equal(_ text: RawSpan, from start: Int, _ other: RawSpan) -> Bool {
        let count = other.byteCount
        var offset = 0
        while offset &+ 8 <= count {
            guard text.word(at: start &+ offset) == other.word(at: offset) else { return false }
            offset &+= 8
        }
        if count >= 8 { return text.word(at: start &+ count &- 8) == other.word(at: count &- 8) }
        while offset < count {
            guard text.byte(at: start &+ offset) == other.byte(at: offset) else { return false }
            offset &+= 1
        }
        return true
    }
}
