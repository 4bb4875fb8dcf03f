/// Where a field's text lies in its line; for a JSON string, the text between the quotes.
@frozen
package struct FieldRange: Equatable, Sendable, BitwiseCopyable {
    /// Bytes from the beginning of the line.
    package var start: UInt32
    package var count: UInt32
    /// The text holds JSON escapes and must be unescaped to be read.
    package var isEscaped: Bool
    /// False where the line names no such field; then all else is zero.
    package var isPresent: Bool

    package static let absent = FieldRange(start: 0, count: 0, isEscaped: false, isPresent: false)

    @inlinable
    init(start: UInt32, count: UInt32, isEscaped: Bool, isPresent: Bool) {
        self.start = start
        self.count = count
        self.isEscaped = isEscaped
        self.isPresent = isPresent
    }

    /// - Precondition: the bounds lie in a line, which is shorter than 4 GiB.
    @inlinable
    package init(_ range: Range<Int>, isEscaped: Bool = false) {
        self.init(
            start: UInt32(truncatingIfNeeded: range.lowerBound), count: UInt32(truncatingIfNeeded: range.count),
            isEscaped: isEscaped, isPresent: true)
    }

    @inlinable
    package var range: Range<Int> { Int(start)..<Int(start) + Int(count) }

    /// The field's raw bytes: escapes stand as they are.
    @inlinable
    package func bytes(in line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: line[range])
    }

    /// The field's bytes with escapes resolved, where they lie or in `scratch`, which grows to what is needed and is used again.
    @inline(__always)
    package func withText<Result>(
        in line: UnsafeRawBufferPointer, scratch: inout [UInt8], _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        guard isEscaped else { return body(bytes(in: line)) }
        return withUnescaped(in: line, scratch: &scratch, body)
    }

    private func withUnescaped<Result>(
        in line: UnsafeRawBufferPointer, scratch: inout [UInt8], _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        let missing = Int(count) - scratch.count
        if missing > 0 { scratch.append(contentsOf: repeatElement(0, count: missing)) }
        return scratch.withUnsafeMutableBytes { room in
            let written = JSONText.unescape(bytes(in: line), into: room)
            return body(UnsafeRawBufferPointer(rebasing: room[..<written]))
        }
    }

    /// The field's text with escapes resolved; nil where the line names no such field. Bytes that are not UTF-8 become U+FFFD.
    package func text(in line: UnsafeRawBufferPointer) -> String? {
        guard isPresent else { return nil }
        var scratch: [UInt8] = []
        return withText(in: line, scratch: &scratch) { String(decoding: $0, as: UTF8.self) }
    }
}
