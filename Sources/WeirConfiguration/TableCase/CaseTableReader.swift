import WeirPlanner

/// Reads `table`.
struct CaseTableReader {
    struct Table {
        var columns: [LogTable.Column]
        var indexes: [LogTable.Index]
        var storage: TableCase.Storage
    }

    let root: Section<TableCaseKey>

    /// `nil` where columns are missing; an index is not needed.
    func read() -> Table? {
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
        let storage = TableCase.Storage(
            fillfactor: section.value(.fillfactor, .integer(TableCaseLimits.fillfactor), default: 100),
            isUnlogged: section.value(.unlogged, .boolean, default: false))
        return Table(columns: columns, indexes: reader.indexes(over: columns), storage: storage)
    }
}
