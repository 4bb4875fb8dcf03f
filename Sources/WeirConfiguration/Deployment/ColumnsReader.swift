import WeirPlanner

/// Reads `columns` and `indexes`, which a deployment's table and a case's are described by alike.
struct ColumnsReader<Key: TableKeys> {
    let section: Section<Key>

    func columns() -> [LogTable.Column] {
        var names: Set<String> = []
        let sections = section.sections(.columns, ColumnKey.self, limit: DeploymentRanges.columns)
        if section.isEmptyList(.columns) { section.error(.columns, "is empty", wayOut: "list the table's columns in its order") }
        return sections.compactMap { column in
            let name = column.required(.name, .columnName)
            let type = column.required(.type, .columnType)
            let nullable = column.value(.nullable, .boolean, default: true)
            guard let name, let type else { return nil }
            if !names.insert(name).inserted { column.error(.name, "another column is called \(quoted(name)) already") }
            return LogTable.Column(name: name, type: type.type, nullable: nullable, length: type.length)
        }
    }

    func indexes(over columns: [LogTable.Column]) -> [LogTable.Index] {
        if !section.has(.columns) {
            section.error(.indexes, "needs `columns` beside it", wayOut: "list the table's columns in its order")
        }
        let known = columns.map(\.name)
        let sections = section.sections(.indexes, IndexKey.self, limit: DeploymentRanges.indexes)
        let indexes = sections.map { IndexReader(section: $0, known: known).read() }
        if indexes.count(where: \.primary) > 1 { section.error(.indexes, "has more than one primary key", wayOut: "keep one") }
        return indexes
    }
}

extension ScalarReader where Value == String {
    /// Any name where no column is known.
    static func column(of known: [String]) -> Self {
        Self("the name of a column") { text throws(Refusal) in
            guard known.isEmpty || known.contains(text) else {
                throw Refusal("is no column of the table", suggestion: Suggestion.nearest(to: text, among: known))
            }
            return text
        }
    }
}
