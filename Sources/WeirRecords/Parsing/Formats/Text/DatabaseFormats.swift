/// PostgreSQL under any prefix, and other databases.
enum DatabaseFormats {
    static let first: [LineFormat] = [
        LineFormat("postgres", application: "postgres", begins: .all) { line, reference in
            PostgresLogParser.read(line, reference: reference)
        },
        LineFormat("postgres-csv", application: "postgres", begins: .digits) { line, reference in
            PostgresCSVScanner.read(line, reference: reference)
        },
    ]

    static let all: [LineFormat] = [
        LineFormat("mysql", #"{time} {#} [{level}]( [{*}] [{*}]) {message}"#, application: "mysql", begins: .digits),
        LineFormat("mysql-slow", #"# Time: {time}"#, application: "mysql"),
        LineFormat("redis", application: "redis", begins: .digits) { line, reference in RedisScanner.read(line, reference: reference) },
        LineFormat("rabbitmq", #"{time} [{level}] <{*}> {message}"#, application: "rabbitmq", begins: .digits),
        LineFormat("mongodb", #"{time} {letter} {*} [{*}] {message}"#, application: "mongodb", begins: .digits),
        LineFormat("cassandra", #"{level} [{*}] {time} {*} - {message}"#, application: "cassandra"),
        LineFormat("elasticsearch", #"[{time}][{level}][{application}] {message}"#),
        LineFormat("clickhouse", #"{time} [ {#} ] \{{*?}} <{level}> {application}: {message}"#, begins: .digits),
    ]
}

/// `1:M 01 Mar 2024 10:00:00.123 * message`: process, role, time, and a sign that stands for the level.
enum RedisScanner {
    static func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        var reader = TimestampReader(position: 0)
        let text = line.bytes
        guard reader.number(text, digits: 1...10) != nil, reader.skip(UInt8(ascii: ":"), in: text), reader.position + 2 < line.count,
            ByteSet("CMSX").contains(line[reader.position])
        else { return nil }
        reader.position += 1
        guard reader.skip(0x20, in: text), let moment = reader.moment(text, reference: reference), reader.skip(0x20, in: text),
            reader.position < line.count, let level = level(of: line[reader.position])
        else { return nil }
        var record = ParsedRecord(message: FieldRange(min(reader.position + 2, line.count)..<line.count))
        (record.time, record.level) = (moment.time, level)
        return record
    }

    private static func level(of sign: UInt8) -> Level? {
        switch sign {
        case UInt8(ascii: "."): .debug
        case UInt8(ascii: "-"): .info
        case UInt8(ascii: "*"): .notice
        case UInt8(ascii: "#"): .warning
        default: nil
        }
    }
}
