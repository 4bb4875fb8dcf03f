/// `time=2024-03-01T10:00:00Z level=info msg="a message" key=value`: what is known of the keys is known of JSON's, too.
enum LogfmtScanner {
    /// A line of fewer pairs is no logfmt.
    private static let fewestPairs = 2
    /// Pairs that are looked at.
    private static let mostPairs = 64

    static func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        var fields = NamedFields()
        var (position, pairs) = (0, 0)
        while position < line.count, pairs < mostPairs {
            guard let pair = pair(line, from: position) else {
                guard pairs >= fewestPairs else { return nil }
                break
            }
            fields.take(FieldRange(pair.value), as: FieldTable.common.role(of: UnsafeRawBufferPointer(rebasing: line[pair.key])))
            pairs += 1
            position = pair.end
            while position < line.count, line[position] == 0x20 { position += 1 }
        }
        guard pairs >= fewestPairs, fields.isTelling else { return nil }
        return fields.record(line, reference: reference)
    }

    private struct Pair {
        var key: Range<Int>
        var value: Range<Int>
        var end: Int
    }

    private static let keyBytes: ByteSet = {
        var bytes = ByteSet.nameBytes
        bytes.formUnion(ByteSet("@/"))
        return bytes
    }()

    private static func pair(_ line: UnsafeRawBufferPointer, from start: Int) -> Pair? {
        var end = start
        while end < line.count, keyBytes.contains(line[end]) { end += 1 }
        guard end > start, end < line.count, line[end] == UInt8(ascii: "=") else { return nil }
        let value = end + 1
        guard value < line.count, line[value] == UInt8(ascii: "\"") else {
            let stop = RawBytes.first(0x20, in: line, from: value, to: line.count) ?? line.count
            return Pair(key: start..<end, value: value..<stop, end: stop)
        }
        guard let quote = closingQuote(line, from: value + 1) else { return nil }
        return Pair(key: start..<end, value: value + 1..<quote, end: quote + 1)
    }

    private static func closingQuote(_ line: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = start
        while index < line.count {
            if line[index] == UInt8(ascii: "\"") { return index }
            index += line[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }
}
