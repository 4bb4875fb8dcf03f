import WeirPlanner

/// Reads `log_table`.
struct LogTableReader {
    let root: Section<DeploymentKey>

    func read() -> LogTable? {
        guard let section = root.section(.logTable, LogTableKey.self) else { return nil }
        let name = section.value(.name, .tableName, default: "logs")
        let columns = section.has(.columns) ? columns(section) : nil
        let indexes = section.has(.indexes) ? indexes(section, columns ?? []) : nil
        return LogTable(name: name, columns: columns, indexes: indexes)
    }

    private func columns(_ section: Section<LogTableKey>) -> [LogTable.Column] {
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

    private func indexes(_ section: Section<LogTableKey>, _ columns: [LogTable.Column]) -> [LogTable.Index] {
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
        let reader = ScalarReader<String>("the name of a column") { text throws(Refusal) in
            guard known.isEmpty || known.contains(text) else {
                throw Refusal("is no column of the table", suggestion: Suggestion.nearest(to: text, among: known))
            }
            return text
        }
        if !section.has(.columns) { section.reportMissing(.columns, "a list of columns") }
        let before = section.findings.problems.count
        let columns = section.list(.columns, reader) ?? []
        if section.has(.columns), section.findings.problems.count == before, !(1...DeploymentRanges.indexColumns).contains(columns.count) {
            section.error(.columns, "has \(columns.count) columns", wayOut: "an index has 1 to \(DeploymentRanges.indexColumns)")
        }
        return LogTable.Index(columns: columns, primary: section.value(.primary, .boolean, default: false))
    }
}
