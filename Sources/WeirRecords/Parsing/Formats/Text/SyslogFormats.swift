/// RFC 5424, RFC 3164, rsyslog's ISO form, journalctl's and what goes on in their style.
enum SyslogFormats {
    static let first: [LineFormat] = [
        LineFormat("syslog-5424", content: .line, begins: ByteSet("<0123456789")) { line, reference in
            SyslogScanner.read(line, reference: reference)
        }
    ]

    static let all: [LineFormat] = [
        LineFormat("syslog", #"(<{priority}>){time} {host} {application}([{process}])( \({*}\)): {message}"#, content: .line),
        LineFormat("heroku", #"{time} {application}[{process}]: {message}"#, content: .line, begins: .digits),
        LineFormat("syslog", #"(<{priority}>){time} {host} {message}"#, content: .line, begins: monthOrPriority),
        LineFormat("kernel-ring", #"[( ){#}.{#}] {message}"#, application: "kernel"),
    ]

    private static let monthOrPriority: ByteSet = {
        var bytes = ByteSet.letters
        bytes.insert(UInt8(ascii: "<"))
        return bytes
    }()
}

/// `<165>1 2003-10-11T22:14:15.003Z host application process ID47 [structured data] message`, where `-` stands for what is not said, and
/// bytes of the whole may be counted before it (RFC 6587).
enum SyslogScanner {
    static func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        var reader = TimestampReader(position: 0)
        let text = line.bytes
        if reader.number(text, digits: 1...6) != nil, !reader.skip(0x20, in: text) { return nil }
        guard reader.skip(UInt8(ascii: "<"), in: text), let priority = reader.number(text, digits: 1...3), priority < 24 * 8,
            reader.skip(UInt8(ascii: ">"), in: text), reader.skip(UInt8(ascii: "1"), in: text), reader.skip(0x20, in: text)
        else { return nil }
        var record = ParsedRecord.plain(count: line.count)
        record.level = Level(syslogSeverity: UInt8(priority & 7)) ?? .unknown
        if !skipNil(line, &reader) {
            guard let moment = reader.moment(text, reference: reference) else { return nil }
            record.time = moment.time
        }
        guard reader.skip(0x20, in: text) else { return nil }
        return rest(line, &reader, record)
    }

    /// From the host on.
    private static func rest(_ line: UnsafeRawBufferPointer, _ reader: inout TimestampReader, _ record: ParsedRecord) -> ParsedRecord? {
        var record = record
        var words: [FieldRange] = []
        for _ in 0..<4 {
            let start = reader.position
            while reader.position < line.count, line[reader.position] != 0x20 { reader.position += 1 }
            guard reader.position > start, reader.position < line.count else { return nil }
            words.append(isNil(line, start..<reader.position) ? .absent : FieldRange(start..<reader.position))
            reader.position += 1
        }
        (record.host, record.application, record.process) = (words[0], words[1], words[2])
        guard skipStructuredData(line, &reader) else { return nil }
        var start = min(reader.position + (reader.position < line.count ? 1 : 0), line.count)
        if line.holds("\u{FEFF}", at: start) { start += 3 }
        record.message = FieldRange(start..<line.count)
        return record
    }

    /// Whether a `-` alone stood here.
    private static func skipNil(_ line: UnsafeRawBufferPointer, _ reader: inout TimestampReader) -> Bool {
        guard line.holds("- ", at: reader.position) else { return false }
        reader.position += 1
        return true
    }

    private static func isNil(_ line: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        range.count == 1 && line[range.lowerBound] == UInt8(ascii: "-")
    }

    private static func skipStructuredData(_ line: UnsafeRawBufferPointer, _ reader: inout TimestampReader) -> Bool {
        guard reader.position < line.count else { return false }
        if line[reader.position] == UInt8(ascii: "-") {
            reader.position += 1
            return reader.position == line.count || line[reader.position] == 0x20
        }
        // Heroku's drains leave it out.
        guard line[reader.position] == UInt8(ascii: "[") else {
            reader.position -= 1
            return true
        }
        while reader.position < line.count, line[reader.position] == UInt8(ascii: "[") {
            guard let end = elementEnd(line, from: reader.position + 1) else { return false }
            reader.position = end + 1
        }
        return true
    }

    private static func elementEnd(_ line: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var (index, isQuoted) = (start, false)
        while index < line.count {
            switch line[index] {
            case UInt8(ascii: "\\") where isQuoted: index += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "]") where !isQuoted: return index
            default: break
            }
            index += 1
        }
        return nil
    }
}
