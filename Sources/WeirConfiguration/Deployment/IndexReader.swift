import WeirPlanner

/// Reads one entry of `indexes`.
struct IndexReader {
    let section: Section<IndexKey>
    /// The table's columns.
    let known: [String]

    func read() -> LogTable.Index {
        let method = section.value(.method, .indexMethod, default: .btree)
        let columns = columns()
        var index = LogTable.Index(columns: columns.map(\.name), primary: section.value(.primary, .boolean, default: false))
        index.method = method
        index.descending = columns.filter(\.descending).map(\.name)
        index.included = section.list(.include, .column(of: known)) ?? []
        index.condition = condition()
        if method == .brin { refuseBesideBrin(index) }
        if index.primary, index.condition != nil {
            section.error(.condition, "a primary key holds every row", wayOut: "take `where` or `primary` out")
        }
        return index
    }

    private func columns() -> [(name: String, descending: Bool)] {
        if !section.has(.columns) { section.reportMissing(.columns, "a list of columns") }
        let before = section.findings.problems.count
        let columns = section.items(.columns, limit: DeploymentRanges.columns).compactMap(column)
        if section.has(.columns), section.findings.problems.count == before, !(1...DeploymentRanges.indexColumns).contains(columns.count) {
            section.error(.columns, "has \(columns.count) columns", wayOut: "an index has 1 to \(DeploymentRanges.indexColumns)")
        }
        return columns
    }

    /// A name, or a name with its direction.
    private func column(_ item: (node: ConfigurationNode, path: ValuePath)) -> (name: String, descending: Bool)? {
        guard case .mapping = item.node.content else {
            return section.context.read(item.node, at: item.path, .column(of: known)).map { ($0, false) }
        }
        guard let column = Section<IndexColumnKey>(item.node, at: item.path, section.context) else { return nil }
        let descending = column.value(.descending, .boolean, default: false)
        return column.required(.name, .column(of: known)).map { ($0, descending) }
    }

    private func condition() -> LogTable.Index.Condition? {
        guard let condition = section.section(.condition, IndexConditionKey.self) else { return nil }
        let column = condition.required(.column, .column(of: known))
        if !condition.has(.values) { condition.reportMissing(.values, "a list of the column's values whose rows the index holds") }
        let values = condition.list(.values, .text("a value of the column")) ?? []
        if condition.isEmptyList(.values) { condition.error(.values, "is empty", wayOut: "name at least one value, or take `where` out") }
        return column.map { LogTable.Index.Condition(column: $0, values: values) }
    }

    private func refuseBesideBrin(_ index: LogTable.Index) {
        if index.primary { section.error(.primary, "a BRIN index can't be unique", wayOut: "take `method` out: a key is a btree") }
        if !index.included.isEmpty { section.error(.include, "a BRIN index takes no further columns", wayOut: "name them in `columns`") }
    }
}

extension ScalarReader where Value == LogTable.Index.Method {
    /// Methods whose size depends on the words of a text or the spread of a hash are refused: lengths don't tell them.
    static var indexMethod: Self {
        let known = LogTable.Index.Method.allCases.map { ($0.rawValue, $0) }
        return Self(choice(known).expected) { text throws(Refusal) in
            guard unplanned.contains(text) else { return try choice(known).parse(text) }
            throw Refusal(
                "can't be planned: its size depends on what the values hold, and a sample has their lengths",
                wayOut: "take the index out, build it over a copy of some rows, and add pg_relation_size times the ratio of rows")
        }
    }

    private static var unplanned: [String] { ["gin", "gist", "spgist", "hash"] }
}
