/// Reads one line as its format says. A line that is not what its format promises is a plain one: nothing is lost.
package enum RecordParser {
    /// - Parameter line: without its line end; shorter than 4 GiB.
    package static func parse(_ line: UnsafeRawBufferPointer, as format: RecordFormat) -> ParsedRecord {
        var keys = JSONKeys(remembers: false)
        return parse(line, as: format, keys: &keys)
    }

    /// The same with the keys of the line before, which must have had the same format.
    @inline(__always)
    static func parse(_ line: UnsafeRawBufferPointer, as format: RecordFormat, keys: inout JSONKeys) -> ParsedRecord {
        var record = uncategorized(line, as: format, &keys)
        record.category = CategoryRules.category(of: record, in: line, format: format)
        return record
    }

    /// The same without its category, which costs a search through the message.
    static func uncategorized(_ line: UnsafeRawBufferPointer, as format: RecordFormat) -> ParsedRecord {
        var keys = JSONKeys(remembers: false)
        return uncategorized(line, as: format, &keys)
    }

    private static func uncategorized(
        _ line: UnsafeRawBufferPointer, as format: RecordFormat, _ keys: inout JSONKeys
    ) -> ParsedRecord {
        switch format {
        case .kasmJSON: kasm(line, &keys) ?? plain(line)
        case .nginxAccessJSON: nginx(line, &keys) ?? plain(line)
        case .kasmSessionJSON: session(line, &keys) ?? plain(line)
        case .otherJSON: otherJSON(line, &keys) ?? plain(line)
        case .kasmText: checked(KasmTextParser.parse(line), line)
        case .postgresLog: checked(PostgresLogParser.parse(line), line)
        case .plain: plain(line)
        }
    }

    private static func plain(_ line: UnsafeRawBufferPointer) -> ParsedRecord { checked(.plain(count: line.count), line) }

    private static func checked(_ record: ParsedRecord, _ line: UnsafeRawBufferPointer) -> ParsedRecord {
        var record = record
        record.isValidUTF8 = UTF8Text.isValid(line)
        return record
    }

    private static func kasm(_ line: UnsafeRawBufferPointer, _ keys: inout JSONKeys) -> ParsedRecord? {
        JSONRecordParser.parse(line, keys: &keys, readTime: Timestamp.parseISO8601) { JSONFieldRole.kasm($0, $1) }
    }

    private static func nginx(_ line: UnsafeRawBufferPointer, _ keys: inout JSONKeys) -> ParsedRecord? {
        JSONRecordParser.parse(line, keys: &keys, readTime: anyTime) { JSONFieldRole.nginx($0, $1) }
    }

    private static func session(_ line: UnsafeRawBufferPointer, _ keys: inout JSONKeys) -> ParsedRecord? {
        JSONRecordParser.parse(line, keys: &keys, readTime: Timestamp.parseISO8601) { JSONFieldRole.session($0, $1) }
    }

    private static func otherJSON(_ line: UnsafeRawBufferPointer, _ keys: inout JSONKeys) -> ParsedRecord? {
        JSONRecordParser.parse(line, keys: &keys, readTime: anyTime) { JSONFieldRole.common($0, $1) }
    }

    private static func anyTime(_ text: UnsafeRawBufferPointer) -> Timestamp? {
        Timestamp.parseEpochSeconds(text) ?? Timestamp.parseISO8601(text) ?? Timestamp.parseCommonLog(text)
    }
}
