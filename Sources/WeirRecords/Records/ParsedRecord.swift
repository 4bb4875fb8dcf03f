/// What one line says of itself. All ranges lie in the line.
package struct ParsedRecord: Equatable, Sendable, BitwiseCopyable {
    /// The message; the whole line where the format names none. Always present.
    package var message: FieldRange
    /// Absent where what wrote the line stands in, see ``RecordOrigin/application``.
    package var application: FieldRange = .absent
    /// The host that the record itself names; absent for most formats.
    package var host: FieldRange = .absent
    package var process: FieldRange = .absent
    package var metricName: FieldRange = .absent
    package var level: Level = .unknown
    package var origin = RecordOrigin.unknown
    /// Event time; nil where the line names none or none that can be read.
    package var time: Timestamp?
    package var category: Category = .infrastructure
    /// The line is one JSON object, portable or not.
    package var isObject = false
    /// The line is one valid JSON object that begins with its brace: it may be passed on as JSON.
    package var isJSON = false
    package var isValidUTF8 = true
    /// A line of a text log without a head of its own: it goes on with the record before it.
    package var isContinuation = false
    /// A part of a line that goes on in the next record.
    package var isPartial = false
    /// A line about the log itself, such as the names of its columns.
    package var isComment = false
    /// A line of any format that this one carries; absent for most.
    var carried: FieldRange = .absent

    package init(message: FieldRange) { self.message = message }

    package static func plain(count: Int) -> ParsedRecord { ParsedRecord(message: FieldRange(0..<count)) }
}

extension ParsedRecord {
    /// The application as the meter and the ledger name it.
    ///
    /// - Parameter text: what the record's ranges lie in.
    package func applicationName(in text: UnsafeRawBufferPointer) -> String {
        (application.count > 0 ? application.text(in: text) : nil) ?? origin.application
    }
}
