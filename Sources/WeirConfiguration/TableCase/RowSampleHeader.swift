import WeirPlanner

/// Where in a line of the sample each of its columns stands.
struct RowSampleHeader {
    static let retentionClass = "class"
    /// Longer names of columns by which the truth's samples go.
    private static let valueNames = ["levelname": "level_value"]

    let count: Int
    /// A name that stands there more than once.
    let duplicate: String?
    private let places: [String: Int]

    init(names: [String]) {
        count = names.count
        places = Dictionary(names.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        duplicate = names.first { name in !name.isEmpty && names.count { $0 == name } > 1 }
    }

    func place(_ name: String) -> Int? { places[name] }

    /// Under which name a column's length stands; jsonb is measured as stored.
    static func lengthName(of column: LogTable.Column) -> String { column.type == .jsonb ? column.name + "_jsonb" : column.name }

    func compressedPlace(of column: LogTable.Column) -> Int? { places[column.name + "_pglz"] }

    func valuePlace(of column: LogTable.Column) -> Int? {
        places[column.name + "_value"] ?? Self.valueNames[column.name].flatMap { places[$0] }
    }

    /// What is wrong where a column's length is needed and the sample doesn't tell it; types of one length need none.
    func missing(for column: LogTable.Column) -> RowSampleReader.Problem? {
        let name = Self.lengthName(of: column)
        guard places[name] == nil else { return nil }
        if column.length != nil { return nil }
        if column.type.fixedBytes != nil, column.type != .uuid || !column.nullable { return nil }
        let wayOut = column.nullable ? "add it, or list \(column.name) in rows.always_null" : "add it"
        let suggestion = Suggestion.nearest(to: name, among: places.keys.sorted())
        return .init(message: "line 1 has no column \(quoted(name))", suggestion: suggestion, wayOut: wayOut)
    }
}
