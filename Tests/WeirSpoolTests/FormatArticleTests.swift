import Foundation
import TestSupport
import Testing
import WeirRecords

@testable import WeirSpool

/// The article on the spool's format is held to what the code does.
@Suite("The article on the format")
struct FormatArticleTests {
    private let article: String

    init() throws { article = try Repository.text("Sources/WeirSpool/WeirSpool.docc/SpoolFormat.md") }

    /// Rows of the table whose head names such fields.
    private func fields(_ kind: String) throws -> [(offset: Int, bytes: Int, text: String)] {
        let start = try #require(article.range(of: "| offset | bytes | \(kind) field |"))
        let rows = article[start.upperBound...].split(separator: "\n").dropFirst().prefix { $0.hasPrefix("|") }
        return try rows.map { row in
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            return (try #require(Int(cells[0])), try #require(Int(cells[1])), cells[2])
        }
    }

    @Test(
        "the tables of fields have no gap and end where the code's do",
        arguments: [
            ("header", FrameHeader.byteCount), ("entry", FrameLimits.entryBytes), ("row", MeterCoding.rowBytes), ("stream", 20),
            ("redaction", RedactionsBlock.recordBytes),
        ])
    func fields(kind: String, bytes: Int) throws {
        var end = 0
        for field in try fields(kind) {
            #expect(field.offset == end, "\(kind): \(field.text)")
            end += field.bytes
        }
        #expect(end == bytes)
    }

    @Test("the example is the frame that it says it is, read by the tables alone and by the code")
    func example() throws {
        let start = try #require(article.range(of: "### An example"))
        let block = try #require(article[start.upperBound...].split(separator: "```", omittingEmptySubsequences: false).dropFirst().first)
        let bytes = block.split(whereSeparator: \.isWhitespace).compactMap { UInt8($0, radix: 16) }
        let kept = [UInt8](try Data(contentsOf: URL(filePath: Repository.path("Tests/WeirSpoolTests/Fixtures/frame-v1.weir"))))
        #expect(bytes == kept)
        let header = try fields("header")
        func number(_ text: String) throws -> UInt64 {
            let field = try #require(header.first { $0.text.hasPrefix(text) })
            return bytes[field.offset..<(field.offset + field.bytes)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        let expected: [(String, UInt64)] = [
            ("salt", 0x5A17), ("number of the first record", 1000), ("mark", 3), ("records", 3), ("version", UInt64(FrameHeader.version)),
            ("bytes of the whole frame", UInt64(bytes.count)),
        ]
        for (field, value) in expected {
            let found = try number(field)
            #expect(found == value, "\(field)")
        }
        let frame = try bytes.withUnsafeBytes { bytes throws(FrameError) in try Frame(copying: bytes) }
        let blocks = try 64 + number("bytes of the streams block") + 3 * 48 + number("bytes of the meter block")
        let payload = try number("bytes of the payload") + number("bytes of the redactions block")
        #expect(blocks + payload + 4 == UInt64(bytes.count))
        #expect(frame.count == 3)
    }

    @Test("every table and column of the state is described, and nothing else is")
    func state() throws {
        let schema = try Repository.files(below: "Sources/WeirSpool/State", ending: ".swift").map { try Repository.text($0) }.joined()
        var expected: Set<String> = []
        for match in schema.matches(of: #/CREATE TABLE (\w+) \(\n([\s\S]*?)\n\s*\) STRICT/#) {
            for column in match.output.2.matches(of: #/(?m)^\s+([a-z_]+) (INTEGER|TEXT|BLOB)/#) {
                expected.insert("\(match.output.1).\(column.output.1) \(column.output.2)")
            }
        }
        for match in schema.matches(of: #/ALTER TABLE (\w+) ADD COLUMN ([a-z_]+) (INTEGER|TEXT|BLOB)/#) {
            expected.insert("\(match.output.1).\(match.output.2) \(match.output.3)")
        }
        var described: Set<String> = []
        for section in article.components(separatedBy: "### Table `").dropFirst() {
            let table = section.prefix { $0 != "`" }
            for row in section.matches(of: #/\| `([a-z_]+)` \| (INTEGER|TEXT|BLOB) \|/#) {
                described.insert("\(table).\(row.output.1) \(row.output.2)")
            }
        }
        #expect(expected.count > 30)
        #expect(described == expected)
    }

    @Test("the ledger's outcomes are the numbers that the article gives")
    func outcomes() throws {
        let outcomes: [(LedgerOutcome, String)] = [
            (.committed, "committed"), (.filtered, "filtered"), (.deadLettered, "dead-lettered"), (.dropped, "dropped"),
            (.quarantined, "quarantined"), (.delivered(.sent), "delivered as sent"), (.delivered(.accepted), "accepted"),
            (.delivered(.durable), "durable"), (.delivered(.found), "found"),
        ]
        for (outcome, name) in outcomes { #expect(article.contains("\(outcome.rawValue) \(name)"), "\(outcome)") }
        for kind in [FrameHeader.Kind.data, .checkpoint, .dropped] { #expect(article.contains("\(kind.rawValue) \(kind)"), "\(kind)") }
    }
}
