/// PostgreSQL's own log with the platform's prefix, `< %m %a %u %d %r %p %i %e %s %c:>`, then `LEVEL:  message`. A line without the
/// prefix goes on with the record before it.
enum PostgresLogParser {
    static func parse(_ line: UnsafeRawBufferPointer) -> ParsedRecord {
        head(line) ?? KasmTextParser.continuation(line)
    }

    /// Nil where the line does not begin with the prefix.
    static func head(_ line: UnsafeRawBufferPointer) -> ParsedRecord? {
        guard line.count > 2, line[0] == UInt8(ascii: "<"), line[1] == UInt8(ascii: " ") else { return nil }
        var reader = TimestampReader(position: 2)
        let time = reader.postgresMoment(line.bytes)
        guard let end = prefixEnd(line, from: reader.position) else { return nil }
        var record = ParsedRecord(message: FieldRange(end..<line.count))
        record.time = time
        readLevel(line, from: end, into: &record)
        return record
    }

    /// A prefix is no longer than this: names of applications are cut at 63 bytes by PostgreSQL.
    private static let longestPrefixBytes = 512

    /// Behind the `:>` that follows the session's id, which ends in a hexadecimal digit.
    private static func prefixEnd(_ line: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var index = max(start, 3)
        let limit = min(line.count - 1, longestPrefixBytes)
        while index < limit {
            if line[index] == UInt8(ascii: ":"), line[index + 1] == UInt8(ascii: ">"), isHexadecimal(line[index - 1]) {
                return index + 2
            }
            index += 1
        }
        return nil
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte
    }

    private static func readLevel(_ line: UnsafeRawBufferPointer, from start: Int, into record: inout ParsedRecord) {
        let limit = min(line.count, start + Level.longestNameBytes + 1)
        guard let colon = line[start..<limit].firstIndex(of: UInt8(ascii: ":")),
            let level = Level(parsing: UnsafeRawBufferPointer(rebasing: line[start..<colon]))
        else { return }
        var message = colon + 1
        while message < line.count, message < colon + 3, line[message] == UInt8(ascii: " ") { message += 1 }
        record.level = level
        record.message = FieldRange(message..<line.count)
    }
}
