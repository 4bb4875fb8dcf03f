import WeirPlanner

/// Reads `log_table`.
struct LogTableReader {
    let root: Section<DeploymentKey>

    func read() -> LogTable? {
        guard let section = root.section(.logTable, LogTableKey.self) else { return nil }
        let name = section.value(.name, .tableName, default: "logs")
        let table = ColumnsReader(section: section)
        let columns = section.has(.columns) ? table.columns() : nil
        let indexes = section.has(.indexes) ? table.indexes(over: columns ?? []) : nil
        return LogTable(name: name, columns: columns, indexes: indexes)
    }
}
