import WeirPlanner

/// Reads `table`.
struct CaseTableReader {
    let root: Section<TableCaseKey>

    /// `nil` where columns are missing; an index is not needed.
    func read() -> (columns: [LogTable.Column], indexes: [LogTable.Index])? {
        guard root.has(.table) else {
            root.reportMissing(.table, "a mapping with `columns` and `indexes`")
            return nil
        }
        guard let section = root.section(.table, CaseTableKey.self) else { return nil }
        guard section.has(.columns) else {
            section.reportMissing(.columns, "a list of the table's columns in its order")
            return nil
        }
        let reader = ColumnsReader(section: section)
        let columns = reader.columns()
        return (columns, reader.indexes(over: columns))
    }
}
