/// Rows of a query as somebody saved them: what psql prints in its usual table, with `\x` or with `-A`; CSV with a header from `\copy`
/// or `--csv`; JSON from `row_to_json` or `json_agg`. Several results one after another are read as one.
package struct ResultText: Equatable, Sendable {
    package struct Row: Equatable, Sendable {
        /// NULL and empty values are left out: none of the forms but JSON tells them apart.
        var values: [String: String]

        /// The first of these columns that has a value.
        func value(_ names: String...) -> String? { names.lazy.compactMap { values[$0] }.first }
    }

    package let rows: [Row]

    /// Rows of one file; a database with so many tables has its log table named and selected by name.
    package static let maximumRows = 100_000
    /// PostgreSQL's own limit of columns in a result.
    static let maximumColumns = 1_664

    /// - Parameters:
    ///   - bytes: of the file; UTF-8.
    ///   - name: of the file, for messages.
    package init(_ bytes: [UInt8], name: String) throws(PlanError) {
        let text = try Self.text(bytes, name)
        let rows = Self.rows(of: text)
        guard let rows, !rows.isEmpty else { throw .unreadableResult(name) }
        guard rows.count <= Self.maximumRows, rows.allSatisfy({ $0.values.count <= Self.maximumColumns }) else {
            throw .imported("\(name) has more than \(Self.maximumRows) rows or \(Self.maximumColumns) columns", "select the log table only")
        }
        self.rows = rows
    }

    private static func text(_ bytes: [UInt8], _ name: String) throws(PlanError) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw .imported("\(name) is in UTF-16", "save it as UTF-8")
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        return String(decoding: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self)
    }

    private static func rows(of text: String) -> [Row]? {
        guard let first = text.first(where: { !$0.isWhitespace }) else { return nil }
        if first == "{" || first == "[" { return json(text) }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return expanded(lines) ?? embedded(lines).flatMap(json) ?? aligned(lines) ?? commaSeparated(text) ?? unaligned(lines)
    }

    private static func json(_ text: String) -> [Row]? {
        guard let values = JSONTree.sequence(text) else { return nil }
        let objects = values.flatMap { value in if case .array(let elements) = value { elements } else { [value] } }
        guard objects.allSatisfy({ !$0.members.isEmpty }) else { return nil }
        return objects.map { object in
            Row(object.members.compactMap { member in member.value.text.map { (member.name, $0) } })
        }
    }
}

extension ResultText.Row {
    /// Of equal names the last value counts; empty ones are left out.
    init(_ pairs: some Sequence<(String, String)>) {
        values = Dictionary(pairs.filter { !$0.1.isEmpty }, uniquingKeysWith: { $1 })
    }
}

extension PlanError {
    static func imported(_ message: String, _ wayOut: String) -> PlanError {
        PlanError(code: "import", message: message, wayOut: wayOut)
    }

    static func unreadableResult(_ name: String) -> PlanError {
        .imported(
            "\(name) holds no rows of a query", "save what psql prints with \\x or --csv, or JSON from row_to_json, with the columns' names"
        )
    }
}
