/// What one line says of itself. All ranges lie in the line.
package struct ParsedRecord: Equatable, Sendable, BitwiseCopyable {
    /// The message; the whole line where the format names none. Always present.
    package var message: FieldRange
    /// Absent where the format's own name stands in, see ``RecordFormat/fixedApplication``.
    package var application: FieldRange = .absent
    /// The host that the record itself names; absent for most formats.
    package var host: FieldRange = .absent
    package var process: FieldRange = .absent
    package var metricName: FieldRange = .absent
    /// `info` where the line names none.
    package var level: Level = .info
    /// Event time; nil where the line names none or none that can be read.
    package var time: Timestamp?
    package var category: Category = .infrastructure
    /// The line is one valid JSON object that begins with its brace: it may be passed on as JSON.
    package var isJSON = false
    package var isValidUTF8 = true
    /// A line of a text log without a head of its own: it goes on with the record before it.
    package var isContinuation = false

    package init(message: FieldRange) { self.message = message }

    package static func plain(count: Int) -> ParsedRecord { ParsedRecord(message: FieldRange(0..<count)) }
}

extension ParsedRecord {
    /// The application as the meter and the ledger name it.
    package func applicationName(in line: UnsafeRawBufferPointer, format: RecordFormat) -> String {
        application.text(in: line) ?? format.fixedApplication
    }
}

extension RecordFormat {
    /// The application of records whose format has no field for it.
    package var fixedApplication: String {
        switch self {
        case .nginxAccessJSON: "nginx"
        case .postgresLog: "postgres"
        case .plain, .kasmJSON, .kasmText, .kasmSessionJSON, .otherJSON: ""
        }
    }
}
