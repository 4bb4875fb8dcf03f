/// PostgreSQL's own log under any `log_line_prefix`: what stands before `LOG:  ` or another severity with two spaces behind its colon is
/// the prefix. Its time is the first moment in it, its application what `app=` or `application=` names.
enum PostgresLogParser {
    /// A prefix is no longer than this: names of applications are cut at 63 bytes by PostgreSQL.
    private static let longestPrefixBytes = 512

    /// Nil where no severity stands in the line.
    static func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        guard let severity = severity(in: line) else { return nil }
        var record = ParsedRecord(message: FieldRange(severity.range.upperBound + 3..<line.count))
        record.level = severity.level
        record.isContinuation = isDetail(line, severity.range)
        readPrefix(line, severity.range.lowerBound, reference, into: &record)
        return record
    }

    private static func severity(in line: UnsafeRawBufferPointer) -> (range: Range<Int>, level: Level)? {
        var start = 0
        let limit = min(line.count, longestPrefixBytes)
        while let colon = RawBytes.first(UInt8(ascii: ":"), in: line, from: start, to: limit) {
            if line.holds(":  ", at: colon), let found = severity(in: line, endingAt: colon) { return found }
            start = colon + 1
        }
        return nil
    }

    private static func severity(in line: UnsafeRawBufferPointer, endingAt end: Int) -> (range: Range<Int>, level: Level)? {
        var start = end
        while start > 0, end - start <= longestSeverityBytes, isSeverityByte(line[start - 1]) { start -= 1 }
        let word = UnsafeRawBufferPointer(rebasing: line[start..<end])
        guard start < end, let level = level(of: word) else { return nil }
        return (start..<end, level)
    }

    private static let longestSeverityBytes = 9

    private static func isSeverityByte(_ byte: UInt8) -> Bool {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || UInt8(ascii: "1")...UInt8(ascii: "5") ~= byte
    }

    /// The severities that the server writes.
    private static let severities: [StaticString] = [
        "LOG", "ERROR", "FATAL", "WARNING", "NOTICE", "INFO", "PANIC", "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4", "DEBUG5",
    ]
    /// The names of what it puts behind a record.
    private static let details: [StaticString] = ["DETAIL", "HINT", "STATEMENT", "CONTEXT", "QUERY", "LOCATION", "BACKTRACE"]

    private static let known = severities + details

    private static func level(of word: UnsafeRawBufferPointer) -> Level? {
        let isKnown = known.contains { $0.utf8CodeUnitCount == word.count && word.holds($0, at: 0) }
        return isKnown ? Level(parsing: word) ?? .info : nil
    }

    /// What goes on with the record before it.
    private static func isDetail(_ line: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        details.contains { $0.utf8CodeUnitCount == range.count && line.holds($0, at: range.lowerBound) }
    }
}

extension PostgresLogParser {
    private static func readPrefix(_ line: UnsafeRawBufferPointer, _ end: Int, _ reference: Timestamp, into record: inout ParsedRecord) {
        let prefix = UnsafeRawBufferPointer(rebasing: line[..<end])
        record.time = time(in: prefix, reference)
        guard let name = application(in: prefix) else { return }
        record.application = FieldRange(name)
    }

    /// `%m`, `%t` and `%n`, wherever they stand.
    private static func time(in prefix: UnsafeRawBufferPointer, _ reference: Timestamp) -> Timestamp? {
        var reader = TimestampReader(position: 0)
        let text = prefix.bytes
        while reader.position < prefix.count {
            let start = reader.position
            if ByteSet.digits.contains(prefix[start]) {
                if let moment = reader.moment(text, reference: reference), let time = moment.time {
                    return hasUnknownZone(prefix, behind: reader.position) ? nil : time
                }
                while reader.position < prefix.count, ByteSet.digits.contains(prefix[reader.position]) { reader.position += 1 }
            }
            if reader.position == start { reader.position += 1 }
        }
        return nil
    }

    /// `%m` and `%t` name a zone always. One that is not known leaves the moment unknown: a wrong hour is worse than none.
    private static func hasUnknownZone(_ prefix: UnsafeRawBufferPointer, behind end: Int) -> Bool {
        let letters = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        guard !letters.contains(prefix[end - 1]), prefix.holds(" ", at: end) else { return false }
        let word = prefix[(end + 1)...].prefix { letters.contains($0) }
        return 3...5 ~= word.count
    }

    private static func application(in prefix: UnsafeRawBufferPointer) -> Range<Int>? {
        for name in ["app=", "application=", "application_name="] as [StaticString] {
            guard let start = start(of: name, in: prefix) else { continue }
            var end = start
            while end < prefix.count, !nameEnds.contains(prefix[end]) { end += 1 }
            if end > start { return start..<end }
        }
        return nil
    }

    private static let nameEnds = ByteSet(" ,;:|]>)")

    /// Behind the name, where one begins with it.
    private static func start(of name: StaticString, in prefix: UnsafeRawBufferPointer) -> Int? {
        var index = 0
        while index + name.utf8CodeUnitCount <= prefix.count {
            if prefix.holds(name, at: index), index == 0 || !ByteSet.nameBytes.contains(prefix[index - 1]) {
                return index + name.utf8CodeUnitCount
            }
            index += 1
        }
        return nil
    }
}
