/// The platform's text logs: `2024-10-29 23:35:31,324 [INFO] __main__.handler: message`.
enum KasmTextParser {
    /// Nil where the line has no such head.
    static func head(_ line: UnsafeRawBufferPointer) -> ParsedRecord? {
        var reader = TimestampReader(position: 0)
        let text = line.bytes
        guard let time = reader.dateAndTime(text), let zone = reader.numericZone(text), reader.skip(UInt8(ascii: " "), in: text),
            reader.skip(UInt8(ascii: "["), in: text), let level = level(line, from: reader.position)
        else { return nil }
        var record = ParsedRecord(message: FieldRange(level.end..<line.count))
        record.time = time.subtracting(seconds: zone)
        record.level = level.level
        nameLogger(line, from: level.end, in: &record)
        return record
    }

    /// The level that stands before `] `, and where the rest begins.
    private static func level(_ line: UnsafeRawBufferPointer, from start: Int) -> (level: Level, end: Int)? {
        let limit = min(line.count, start + Level.longestNameBytes + 1)
        guard let bracket = line[start..<limit].firstIndex(of: UInt8(ascii: "]")) else { return nil }
        guard let level = Level(parsing: UnsafeRawBufferPointer(rebasing: line[start..<bracket])) else { return nil }
        var end = bracket + 1
        while end < line.count, line[end] == UInt8(ascii: " ") { end += 1 }
        return (level, end)
    }

    /// Loggers with longer names are none: the colon then belongs to the message.
    private static let longestLoggerBytes = 128

    private static func nameLogger(_ line: UnsafeRawBufferPointer, from start: Int, in record: inout ParsedRecord) {
        var index = start
        let limit = min(line.count, start + longestLoggerBytes)
        while index < limit, isNameByte(line[index]) { index += 1 }
        guard index > start, index < line.count, line[index] == UInt8(ascii: ":") else { return }
        record.application = FieldRange(start..<withoutThread(line, start..<index))
        let hasSpace = index + 1 < line.count && line[index + 1] == UInt8(ascii: " ")
        record.message = FieldRange(index + (hasSpace ? 2 : 1)..<line.count)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool { byte > 0x20 && byte != UInt8(ascii: ":") }

    /// Where the logger's name ends without its thread's number: `cherrypy.access.132792002184384` is `cherrypy.access`.
    private static func withoutThread(_ line: UnsafeRawBufferPointer, _ name: Range<Int>) -> Int {
        var index = name.upperBound
        while index > name.lowerBound, UInt8(ascii: "0")...UInt8(ascii: "9") ~= line[index - 1] { index -= 1 }
        let endsInNumber = index < name.upperBound && index - 1 > name.lowerBound && line[index - 1] == UInt8(ascii: ".")
        return endsInNumber ? index - 1 : name.upperBound
    }
}
