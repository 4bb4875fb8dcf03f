/// Reads one line by itself.
package enum RecordParser {
    /// - Parameters:
    ///   - line: without its line end; shorter than 4 GiB.
    ///   - reference: see ``TimestampReader/moment(_:reference:)``.
    ///   - body: told what the line says, and what the ranges in that lie in, which is good only here.
    package static func parse<Result>(
        _ line: UnsafeRawBufferPointer, as format: RecordFormat, reference: Timestamp,
        _ body: (ParsedRecord, UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        var recognizer = LineRecognizer(format, remembers: false)
        let found = recognizer.read(line, reference: reference)
        var record = found.record
        record.category = CategoryRules.category(of: record, in: found.text)
        return try withExtendedLifetime(recognizer) { try body(record, found.text) }
    }
}
