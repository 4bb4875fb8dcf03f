package import WeirRecords

/// One line of NDJSON from a shipper: what it says of itself in `_weir`, and the record that it carries.
///
/// `{"_weir":{"id":…,"host":…,"source":…},` and then the JSON line from behind its opening brace, or `"message":"…"}` alone for a
/// line of text.
package struct WrappedLine: Equatable, Sendable {
    package enum Record: Equatable, Sendable {
        /// `{` and then the line from this offset on.
        case json(from: Int)
        /// The inside of a JSON string.
        case text(Range<Int>, isEscaped: Bool)
        /// The line as it is: it carries no `_weir`.
        case bare
    }

    package var id: Digest128?
    package var host: Range<Int>?
    package var record: Record

    private static let opening: [UInt8] = Array(#"{"_weir":{"#.utf8)
    private static let idName: [UInt8] = Array("id".utf8)
    private static let hostName: [UInt8] = Array("host".utf8)
    private static let message: [UInt8] = Array(#""message":""#.utf8)

    /// - Parameter line: without its line end.
    package init(_ line: UnsafeRawBufferPointer) {
        record = .bare
        guard Self.has(Self.opening, in: line, at: 0) else { return }
        var members = FlatMembers(line, from: Self.opening.count)
        var id: Digest128?
        var host: Range<Int>?
        while let (key, value) = members.next() {
            if key.count == Self.idName.count, Self.has(Self.idName, in: line, at: key.lowerBound) {
                id = Digest128(hexadecimal: UnsafeRawBufferPointer(rebasing: line[value]))
            }
            if key.count == Self.hostName.count, Self.has(Self.hostName, in: line, at: key.lowerBound) { host = value }
        }
        guard let end = members.end, end < line.count else { return }
        self.id = id
        self.host = host
        record = Self.rest(of: line, after: end)
    }

    /// - Parameter end: behind the closing brace of `_weir`.
    private static func rest(of line: UnsafeRawBufferPointer, after end: Int) -> Record {
        guard line[end] == UInt8(ascii: ",") else { return .json(from: end) }
        let start = end + 1 + message.count
        guard has(message, in: line, at: end + 1), line.count >= start + 2, let close = stringEnd(line, from: start),
            close == line.count - 2,
            line[close + 1] == UInt8(ascii: "}")
        else { return .json(from: end + 1) }
        return .text(start..<close, isEscaped: line[start..<close].contains(UInt8(ascii: "\\")))
    }

    private static func has(_ text: [UInt8], in line: UnsafeRawBufferPointer, at start: Int) -> Bool {
        guard start + text.count <= line.count else { return false }
        for (offset, byte) in text.enumerated() where line[start + offset] != byte { return false }
        return true
    }

    /// The quote that closes the string.
    static func stringEnd(_ line: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = start
        while index < line.count {
            switch line[index] {
            case UInt8(ascii: "\""): return index
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return nil
    }
}

/// The members of an object of strings without white space, as a shipper writes `_weir`.
private struct FlatMembers {
    private let line: UnsafeRawBufferPointer
    private var index: Int
    /// Behind the closing brace, once the object was read to its end.
    private(set) var end: Int?

    init(_ line: UnsafeRawBufferPointer, from index: Int) {
        self.line = line
        self.index = index
    }

    /// The insides of the next key and of its value; nil at the end and where it is no such object.
    mutating func next() -> (key: Range<Int>, value: Range<Int>)? {
        guard index < line.count else { return nil }
        if line[index] == UInt8(ascii: "}") {
            end = index + 1
            return nil
        }
        if line[index] == UInt8(ascii: ",") { index += 1 }
        guard let key = string(), index < line.count, line[index] == UInt8(ascii: ":") else { return nil }
        index += 1
        guard let value = string() else { return nil }
        return (key, value)
    }

    private mutating func string() -> Range<Int>? {
        guard index < line.count, line[index] == UInt8(ascii: "\"") else { return nil }
        let start = index + 1
        guard let close = WrappedLine.stringEnd(line, from: start) else { return nil }
        index = close + 1
        return start..<close
    }
}
