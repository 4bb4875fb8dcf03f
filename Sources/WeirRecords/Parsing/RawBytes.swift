/// Comparison of raw bytes.
enum RawBytes {
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
