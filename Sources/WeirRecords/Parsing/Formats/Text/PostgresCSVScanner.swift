/// PostgreSQL's `csvlog`. A record may go on over lines within its quotes; the first of them holds time and level.
enum PostgresCSVScanner {
    /// Columns as documented: log_time, user, database, process id, …, error_severity, SQL state, message; the 23rd is the application.
    private static let severityColumn = 11
    private static let messageColumn = 13
    private static let applicationColumn = 22

    static func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        var reader = TimestampReader(position: 0)
        let text = line.bytes
        guard let moment = reader.moment(text, reference: reference), reader.skip(UInt8(ascii: ","), in: text) else { return nil }
        var record = ParsedRecord.plain(count: line.count)
        record.time = moment.time
        var (column, start, hasSeverity) = (1, reader.position, false)
        while start < line.count, column <= applicationColumn {
            let field = field(line, from: start)
            if column == severityColumn {
                guard let level = Level(parsing: UnsafeRawBufferPointer(rebasing: line[field.text])) else { return nil }
                (record.level, hasSeverity) = (level, true)
            }
            if column == messageColumn { record.message = FieldRange(field.text) }
            if column == applicationColumn, !field.text.isEmpty { record.application = FieldRange(field.text) }
            (column, start) = (column + 1, field.end + 1)
        }
        return hasSeverity ? record : nil
    }

    /// What stands between the quotes, or between the commas; `end` is the comma's place.
    private static func field(_ line: UnsafeRawBufferPointer, from start: Int) -> (text: Range<Int>, end: Int) {
        guard line[start] == UInt8(ascii: "\"") else {
            let end = RawBytes.first(UInt8(ascii: ","), in: line, from: start, to: line.count) ?? line.count
            return (start..<end, end)
        }
        var index = start + 1
        while let quote = RawBytes.first(UInt8(ascii: "\""), in: line, from: index, to: line.count) {
            guard quote + 1 < line.count, line[quote + 1] == UInt8(ascii: "\"") else { return (start + 1..<quote, quote + 1) }
            index = quote + 2
        }
        return (start + 1..<line.count, line.count)
    }
}
