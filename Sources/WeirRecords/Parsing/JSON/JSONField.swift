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
}

/// What a line is as JSON.
package enum JSONVerdict: UInt8, Sendable, BitwiseCopyable {
    /// Not one JSON object, or nested deeper than ``JSONLineScanner/maximumDepth``: its fields must not be used.
    case invalid
    /// Built as JSON is, but not to be passed on as JSON, since strict readers refuse it: bytes that are not UTF-8, an escaped lone
    /// surrogate, or a number that no double holds. Its fields can be used.
    case unportable
    /// One JSON object that every reader takes.
    case portable
}
