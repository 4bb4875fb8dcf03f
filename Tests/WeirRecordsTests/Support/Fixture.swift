import Foundation
import Testing
import WeirRecords

/// Lines beside the tests: those of the platform's own samples, and for formats without a public sample lines built from their keys.
enum Fixture: String, CaseIterable {
    case kasmJSON = "api_server_json.log"
    case kasmText = "agent.log"
    case stackTrace = "stacktrace.log"
    case nginx = "access_json.log"
    case session = "session_json.log"
    case postgres = "postgresql.log"
    case plain = "plain.log"

    var format: RecordFormat {
        switch self {
        case .kasmJSON: .kasmJSON
        case .kasmText, .stackTrace: .kasmText
        case .nginx: .nginxAccessJSON
        case .session: .kasmSessionJSON
        case .postgres: .postgresLog
        case .plain: .plain
        }
    }

    func text() throws -> String {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/\(rawValue)", withExtension: nil))
        return try String(contentsOf: url, encoding: .utf8)
    }

    func lines() throws -> [String] {
        try text().split(separator: "\n").map(String.init)
    }
}

/// One line, parsed, with the texts of its fields.
struct Parsed {
    let record: ParsedRecord
    let application: String
    private let text: [UInt8]

    init(_ line: String, as format: RecordFormat = .automatic, reference: Timestamp = Parsed.reference) {
        (record, application, text) = line.withBytes { bytes in
            RecordParser.parse(bytes, as: format, reference: reference) { ($0, $0.applicationName(in: $1), Array($1)) }
        }
    }

    /// 2024-06-01: lines without a year are of the twelve months before.
    static let reference = Timestamp(microseconds: 1_717_200_000_000_000)

    func text(_ field: KeyPath<ParsedRecord, FieldRange>) -> String? { text.withUnsafeBytes { record[keyPath: field].text(in: $0) } }

    var message: String? { text(\.message) }
}

extension String {
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try Array(utf8).withUnsafeBytes(body)
    }
}

/// SplitMix64: the same values for a seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// One of the choices, of which there must be one.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[Int.random(in: choices.indices, using: &self)] }
}
