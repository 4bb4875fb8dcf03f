/// Reads one line as its format says. A line that is not what its format promises is a plain one: nothing is lost.
package enum RecordParser {
    /// - Parameter line: without its line end; shorter than 4 GiB.
    @inline(__always)
    package static func parse(_ line: UnsafeRawBufferPointer, as format: RecordFormat) -> ParsedRecord {
        var record = uncategorized(line, as: format)
        record.category = CategoryRules.category(of: record, in: line, format: format)
        return record
    }

    /// The same without its category, which costs a search through the message.
    static func uncategorized(_ line: UnsafeRawBufferPointer, as format: RecordFormat) -> ParsedRecord {
        switch format {
        case .kasmJSON: kasm(line) ?? plain(line)
        case .nginxAccessJSON: nginx(line) ?? plain(line)
        case .kasmSessionJSON: session(line) ?? plain(line)
        case .otherJSON: otherJSON(line) ?? plain(line)
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

    private static func kasm(_ line: UnsafeRawBufferPointer) -> ParsedRecord? {
        JSONRecordParser.parse(line, readTime: Timestamp.parseISO8601) { JSONFieldRole.kasm($0, $1) }
    }

    private static func nginx(_ line: UnsafeRawBufferPointer) -> ParsedRecord? {
        JSONRecordParser.parse(line, readTime: anyTime) { JSONFieldRole.nginx($0, $1) }
    }

    private static func session(_ line: UnsafeRawBufferPointer) -> ParsedRecord? {
        JSONRecordParser.parse(line, readTime: Timestamp.parseISO8601) { JSONFieldRole.session($0, $1) }
    }

    private static func otherJSON(_ line: UnsafeRawBufferPointer) -> ParsedRecord? {
        JSONRecordParser.parse(line, readTime: anyTime) { JSONFieldRole.common($0, $1) }
    }

    private static func anyTime(_ text: UnsafeRawBufferPointer) -> Timestamp? {
        Timestamp.parseEpochSeconds(text) ?? Timestamp.parseISO8601(text) ?? Timestamp.parseCommonLog(text)
    }
}
