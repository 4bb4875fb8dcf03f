/// Reads a line that is one JSON object. Of duplicate keys the last one counts.
struct JSONRecordParser {
    private var record: ParsedRecord
    private var level = FieldRange.absent
    private var status = FieldRange.absent
    private var time = FieldRange.absent
    private var secondTime = FieldRange.absent
    private var thirdTime = FieldRange.absent

    private init(count: Int) { record = .plain(count: count) }

    /// Nil where the line is not one JSON object.
    @inline(__always)
    static func parse(
        _ line: UnsafeRawBufferPointer, keys: inout JSONKeys, readTime: (UnsafeRawBufferPointer) -> Timestamp?,
        role: (RawSpan, Range<Int>) -> JSONFieldRole
    ) -> ParsedRecord? {
        var parser = JSONRecordParser(count: line.count)
        let span = line.bytes
        let verdict = JSONLineScanner.scan(span, keys: &keys, role: role) { parser.take($0, as: $1) }
        guard verdict != .invalid else { return nil }
        return parser.finished(line, verdict, readTime)
    }

    @inline(__always)
    private mutating func take(_ field: JSONField, as role: JSONFieldRole) {
        guard role != .none else { return }
        let range = FieldRange(field.value, isEscaped: field.isValueEscaped)
        guard field.kind == .string else { return takeBare(range, field.kind, as: role) }
        switch role {
        case .none: break
        case .message: record.message = range
        case .application: record.application = range
        case .host: record.host = range
        case .process: record.process = range
        case .metricName: record.metricName = range
        case .level: level = range
        case .status: status = range
        case .time: time = range
        case .secondTime: secondTime = range
        case .thirdTime: thirdTime = range
        }
    }

    /// A value that is not a string: a message is taken as it is written, a time and a status as numbers.
    private mutating func takeBare(_ range: FieldRange, _ kind: JSONField.Kind, as role: JSONFieldRole) {
        switch (role, kind) {
        case (.message, _): record.message = range
        case (.status, .number): status = range
        case (.time, .number): time = range
        case (.secondTime, .number): secondTime = range
        default: break
        }
    }

    @inline(__always)
    private func finished(
        _ line: UnsafeRawBufferPointer, _ verdict: JSONVerdict, _ readTime: (UnsafeRawBufferPointer) -> Timestamp?
    ) -> ParsedRecord {
        var record = record
        record.isJSON = verdict == .portable
        record.isValidUTF8 = record.isJSON || UTF8Text.isValid(line)
        record.time = read(time, line, readTime) ?? read(secondTime, line, readTime) ?? read(thirdTime, line, readTime)
        if level.isPresent { record.level = Level(parsing: level.bytes(in: line)) ?? .info }
        if status.isPresent { record.level = Level(httpStatus: status.bytes(in: line)) }
        return record
    }

    @inline(__always)
    private func read(
        _ field: FieldRange, _ line: UnsafeRawBufferPointer, _ readTime: (UnsafeRawBufferPointer) -> Timestamp?
    ) -> Timestamp? {
        field.isPresent ? readTime(field.bytes(in: line)) : nil
    }
}

extension Level {
    /// Server errors are errors, other refusals warnings, all else is info.
    init(httpStatus: UnsafeRawBufferPointer) {
        guard httpStatus.count == 3 else {
            self = .info
            return
        }
        switch httpStatus[0] {
        case UInt8(ascii: "5")...UInt8(ascii: "9"): self = .error
        case UInt8(ascii: "4"): self = .warning
        default: self = .info
        }
    }
}
