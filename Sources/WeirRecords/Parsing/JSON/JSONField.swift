/// One member of a line's top-level object. All ranges lie in the line.
package struct JSONField: Equatable, Sendable, BitwiseCopyable {
    package enum Kind: UInt8, Sendable, BitwiseCopyable {
        case string, number, literal, nested
    }

    /// The key's text between its quotes, escapes as they are.
    package var keyStart: Int
    package var keyEnd: Int
    /// For a string the text between its quotes, else the whole value.
    package var valueStart: Int
    package var valueEnd: Int
    package var kind: Kind
    package var isKeyEscaped: Bool
    package var isValueEscaped: Bool

    @inline(__always)
    package var key: Range<Int> { Range(uncheckedBounds: (keyStart, keyEnd)) }
    @inline(__always)
    package var value: Range<Int> { Range(uncheckedBounds: (valueStart, valueEnd)) }

    /// Whether it is a member `_weir`: a shipper puts one before all others to say what a record's id, host and source are. Of two members
    /// of one name some readers take the first and some the last, so a record that has one itself must not stand next to it.
    ///
    /// - Parameter line: the one that the field lies in.
    @inline(__always)
    func takesEnvelopeName(in line: RawSpan) -> Bool {
        if isKeyEscaped { return escapedKeyIsEnvelope(line) }
        return keyEnd &- keyStart == 5 && line.byte(at: keyStart) == 0x5F && keyIsEnvelope(line)
    }

    private func keyIsEnvelope(_ line: RawSpan) -> Bool { line.withUnsafeBytes { $0[key].elementsEqual("_weir".utf8) } }

    private func escapedKeyIsEnvelope(_ line: RawSpan) -> Bool {
        var text: [UInt8] = []
        line.withUnsafeBytes { JSONText.unescape(UnsafeRawBufferPointer(rebasing: $0[key]), into: &text) }
        return text.elementsEqual("_weir".utf8)
    }
}

/// What a line is as JSON.
package enum JSONVerdict: UInt8, Sendable, BitwiseCopyable {
    /// Not one JSON object, or nested deeper than ``JSONLineScanner/maximumDepth``: its fields must not be used.
    case invalid
    /// Built as JSON is, but not to be passed on as JSON, since strict readers refuse it: bytes that are not UTF-8, an escaped lone
    /// surrogate, a number that no double holds, or a member `_weir` at the top. Its fields can be used.
    case unportable
    /// One JSON object that every reader takes.
    case portable
}
