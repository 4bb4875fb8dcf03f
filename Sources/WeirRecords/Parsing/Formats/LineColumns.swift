/// The columns of a log that names them in its own lines: W3C's `#Fields: date time cs-method …` with blanks between, Zeek's `#fields` with
/// tabs.
struct LineColumns: Sendable {
    private enum Column: Sendable { case date, time, status, other, message }

    private var columns: [Column]
    private var separator: UInt8

    /// Nil where the line names none.
    init?(naming line: UnsafeRawBufferPointer) {
        let isW3C = line.holds("#Fields:", at: 0)
        guard isW3C || line.holds("#fields\t", at: 0) else { return nil }
        let text = String(decoding: line.dropFirst(8), as: UTF8.self)
        let names = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        columns = names.map(Self.column)
        separator = isW3C && !text.contains("\t") ? 0x20 : 0x09
    }

    private static func column(_ name: String) -> Column {
        switch name {
        case "date": .date
        case "time", "ts": .time
        case "sc-status", "status_code": .status
        case "cs-uri-stem", "uri": .message
        default: .other
        }
    }

    /// Whether a line is one about the log itself, where no columns are known yet.
    static func isComment(_ line: UnsafeRawBufferPointer) -> Bool {
        for name in [
            "#Software:", "#Version:", "#Date:", "#separator", "#set_separator", "#Remark:", "#Start-Date:", "#path", "#open",
            "#empty_field", "#unset_field",
        ] as [StaticString]
        where line.holds(name, at: 0) { return true }
        return false
    }

    func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        var record = ParsedRecord.plain(count: line.count)
        var (index, start) = (0, 0)
        var (date, time): (Range<Int>?, Range<Int>?) = (nil, nil)
        while start <= line.count, index < columns.count {
            let end = RawBytes.first(separator, in: line, from: start, to: line.count) ?? line.count
            switch columns[index] {
            case .date: date = start..<end
            case .time: time = start..<end
            case .status: record.level = Level(status: UnsafeRawBufferPointer(rebasing: line[start..<end])) ?? record.level
            case .message: record.message = FieldRange(start..<end)
            case .other: break
            }
            (index, start) = (index + 1, end + 1)
        }
        guard index == columns.count, let time else { return nil }
        record.time = Self.moment(line, date, time, reference)
        record.origin = .columns
        return record
    }

    private static func moment(_ line: UnsafeRawBufferPointer, _ date: Range<Int>?, _ time: Range<Int>, _ reference: Timestamp)
        -> Timestamp?
    {
        guard let date else { return Timestamp.stated(UnsafeRawBufferPointer(rebasing: line[time]), reference: reference) }
        let text = Array(line[date]) + [0x20] + Array(line[time])
        return text.withUnsafeBytes { Timestamp.stated($0, reference: reference) }
    }
}
