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
            let type = column.required(.type, ScalarReader<LogTable.ColumnType>.choice())
            let nullable = column.value(.nullable, .boolean, default: true)
            guard let name, let type else { return nil }
            if !names.insert(name).inserted { column.error(.name, "another column is called \(quoted(name)) already") }
            return LogTable.Column(name: name, type: type, nullable: nullable)
        }
    }

    func indexes(over columns: [LogTable.Column]) -> [LogTable.Index] {
        if !section.has(.columns) {
            section.error(.indexes, "needs `columns` beside it", wayOut: "list the table's columns in its order")
        }
        let known = columns.map(\.name)
        let sections = section.sections(.indexes, IndexKey.self, limit: DeploymentRanges.indexes)
        let indexes = sections.map { index($0, known) }
        if indexes.count(where: \.primary) > 1 { section.error(.indexes, "has more than one primary key", wayOut: "keep one") }
        return indexes
    }

    private func index(_ section: Section<IndexKey>, _ known: [String]) -> LogTable.Index {
        if !section.has(.columns) { section.reportMissing(.columns, "a list of columns") }
        let before = section.findings.problems.count
        let columns = section.list(.columns, .column(of: known)) ?? []
        if section.has(.columns), section.findings.problems.count == before, !(1...DeploymentRanges.indexColumns).contains(columns.count) {
            section.error(.columns, "has \(columns.count) columns", wayOut: "an index has 1 to \(DeploymentRanges.indexColumns)")
        }
        return LogTable.Index(columns: columns, primary: section.value(.primary, .boolean, default: false))
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
