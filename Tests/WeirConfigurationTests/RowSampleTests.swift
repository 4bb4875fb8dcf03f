import Testing
import WeirPlanner
import WeirRecords

@testable import WeirConfiguration

@Suite struct RowSampleTests {
    private static let columns: [LogTable.Column] = [
        .init(name: "id", type: .bigint, nullable: false), .init(name: "levelname", type: .varchar),
        .init(name: "application", type: .varchar), .init(name: "kasm_id", type: .uuid), .init(name: "message", type: .text),
        .init(name: "data", type: .jsonb),
    ]

    private static func read(_ text: String, columns: [LogTable.Column] = columns, alwaysNull: Set<String> = []) -> (RowSample?, [String]) {
        var reader = RowSampleReader(columns: columns, alwaysNull: alwaysNull)
        let sample = reader.read(Array(text.utf8))
        return (sample, reader.problems.map { "\($0.message); \($0.suggestion ?? ""); \($0.wayOut ?? "")" })
    }

    @Test("lengths, compressed sizes and contents arrive by column; jsonb loses its length word")
    func rows() throws {
        let (sample, problems) = Self.read(Valid.rows)
        #expect(problems == [])
        let first = RowLengths(.debug, columns: [8, 5, 7, nil, 82, nil], values: [1: "DEBUG", 2: "manager"])
        let second = RowLengths(
            .standard, columns: [8, 4, 10, 16, 2742, 119], compressed: [4: 1994], values: [1: "INFO", 2: "api_server"])
        #expect(sample == RowSample([first, second]))
    }

    @Test("the order of the columns, quotes, blank lines, CRLF and a byte order mark make no difference")
    func dialects() throws {
        let plain = Self.read(Valid.rows).0
        let quoted = Valid.rows.replacing("manager", with: "\"manager\"").replacing("\n", with: "\r\n\r\n")
        #expect(Self.read("\u{FEFF}" + quoted + "\r\n").0 == plain)
        let turned = Valid.rows.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).reversed().joined(separator: ",")
        }
        #expect(Self.read(turned.joined(separator: "\n")).0 == plain)
        #expect(Self.read(Valid.rows.replacing("manager", with: "\"a,\"\"b\"")).0?.rows[0].values[2] == "a,\"b")
    }

    @Test("a column that is always NULL needs no column in the sample, and one that is there is passed over")
    func alwaysNull() throws {
        let (sample, problems) = Self.read(Valid.rows, alwaysNull: ["message", "data"])
        #expect(problems == [])
        #expect(sample?.rows.map { $0.columns[4] } == [nil, nil])
        #expect(sample?.rows.allSatisfy { $0.compressed.isEmpty } == true)
        #expect(Self.read("class\ndebug", alwaysNull: Set(Self.columns.dropFirst().map(\.name))).0?.rows.count == 1)
    }

    @Test(
        "what is wrong is named with its line, its column and the way out",
        arguments: [
            ("82", "x", "line 2, column `message`: `x` is not a whole number"), ("82", "8.5", "line 2, column `message`"),
            ("82", "-82", "`-82` must be from 0"), ("82", "99999999999999999999", "not a whole number"),
            ("82", "16777217", "must be from 0 to 16777216"), ("120", "0", "column `data_jsonb`: `0` must be from 1"),
            (",16,", ",15,", "line 3, column `kasm_id`: `15` is not the length of a uuid"), ("1994", "lots", "column `message_pglz`"),
            ("debug,5", "dbug,5", "did",), ("manager,DEBUG", "manager", "line 2 has 8 cells, the header has 9"),
            ("manager,DEBUG", "manager,DEBUG,", "line 2 has 10 cells"), ("manager", "\"manager", "line 2 has a quote"),
            ("manager", "\"man\"ager", "line 2 has a quote"), ("message,message_pglz", "mesage,message_pglz", "no column `message`"),
            ("data_jsonb", "data", "no column `data_jsonb`"), ("level_value", "class", "names the column `class` twice"),
        ].map { ($0.0, $0.1, $0.2 == "did" ? "line 2, column `class`: `dbug` is not debug or standard; debug" : $0.2) })
    func wrong(part: String, replacement: String, message: String) {
        let (sample, problems) = Self.read(Valid.rows(part, replacement))
        #expect(sample == nil)
        #expect(problems.contains { $0.contains(message) }, "\(problems)")
    }

    @Test("a header without the column suggests the nearest one")
    func suggestion() {
        let (_, problems) = Self.read(Valid.rows("message,message_pglz", "mesage,message_pglz"))
        #expect(problems == ["line 1 has no column `message`; mesage; add it, or list message in rows.always_null"])
    }

    @Test("NULL where the column allows none is refused")
    func notNullable() {
        let columns = [LogTable.Column(name: "message", type: .text, nullable: false)]
        let (sample, problems) = Self.read("class,message\ndebug,\n", columns: columns)
        #expect(sample == nil && problems.count == 1 && problems[0].contains("not nullable"))
    }

    @Test(
        "a sample that is empty, has only a header, or is no text is refused", arguments: ["", "\n\n", "class", "class,message\n", "\0\0"])
    func empty(text: String) {
        let (sample, problems) = Self.read(text)
        #expect(sample == nil && !problems.isEmpty)
    }

    @Test("reading stops after twenty problems and says so")
    func manyProblems() {
        let (_, problems) = Self.read(Valid.rows + String(repeating: "\nx", count: 1_000))
        #expect(problems.count == RowSampleLimits.problems + 1)
        #expect(problems.last?.contains("not read any more") == true)
    }

    @Test("more rows than the limit, and more contents, are refused")
    func limits() {
        let row = "\ndebug,5,7,,82,,,manager,DEBUG"
        let (many, problems) = Self.read(Valid.rows + String(repeating: row, count: RowSampleLimits.rows))
        #expect(many == nil && problems.count == 1 && problems[0].contains("more than 100000 rows"))
        let large = "\ndebug,5,7,,16777216,,,manager,DEBUG"
        let (heavy, heavyProblems) = Self.read(Valid.rows + String(repeating: large, count: 20))
        #expect(heavy == nil && heavyProblems.count == 1 && heavyProblems[0].contains("line 19"))
    }

    @Test("a row that fits on no page is refused, as PostgreSQL does")
    func tooWide() {
        let columns = (0..<600).map { LogTable.Column(name: "c\($0)", type: .uuid) }
        let text = columns.map(\.name).joined(separator: ",") + "\n" + columns.map { _ in "16" }.joined(separator: ",")
        let (sample, problems) = Self.read(text, columns: columns)
        #expect(sample == nil && problems.count == 1 && problems[0].contains("line 2 takes 9624 bytes"), "\(problems)")
        #expect(Self.read(text, columns: Array(columns.prefix(500))).0 != nil)
    }

    @Test("whatever the bytes, a sample or a problem comes out, and never both", arguments: [1, 2, 3] as [UInt64])
    func noise(seed: UInt64) {
        var random = Seeded(seed)
        let pieces = ["\"", ",", "\n", "\r", "-", "9", "99999999999999999999", "debug", "\u{FEFF}", "é", "\0", "1e9", " ", "NaN"]
        for _ in 0..<500 {
            var text = Array(Valid.rows)
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let place = Int.random(in: 0...text.count, using: &random)
                text.insert(contentsOf: pieces.randomElement(using: &random) ?? "", at: place)
            }
            let (sample, problems) = Self.read(String(text))
            #expect((sample == nil) == !problems.isEmpty, "\(String(text))")
        }
    }
}
