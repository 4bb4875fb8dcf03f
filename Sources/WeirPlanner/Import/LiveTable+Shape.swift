/// Columns and indexes in the planner's few kinds.
extension LiveTable {
    /// In the table's order, one for each.
    var plannedColumns: [LogTable.Column] {
        columns.map { LogTable.Column(name: $0.name, type: plannedType($0), nullable: $0.isNullable) }
    }

    /// Those that can be planned for: B-trees over columns.
    var plannedIndexes: [Index] {
        indexes.filter { $0.method == "btree" && !$0.columns.isEmpty && $0.columns.allSatisfy { $0 != nil } }
    }

    var leftOutIndexes: [Index] { indexes.filter { index in !plannedIndexes.contains(index) } }

    /// Eight bytes and under that lead an index count as an identity, other short ones as that many bytes.
    private func plannedType(_ column: Column) -> LogTable.ColumnType {
        let name = column.type.prefix { $0 != "(" }
        if name == "uuid" { return .uuid }
        if name.hasPrefix("timestamp") { return .timestamp }
        if name == "jsonb" { return .jsonb }
        guard let bytes = column.fixedBytes else { return name.hasPrefix("character varying") ? .varchar : .text }
        if bytes == 8 { return .bigint }
        return bytes < 8 && Self.countingTypes.contains(String(name)) && leadsIndex(column.name) ? .bigint : .varchar
    }

    private static let countingTypes: Set = ["integer", "smallint", "date", "oid"]

    private func leadsIndex(_ name: String) -> Bool { indexes.contains { $0.columns.first == name } }

    /// A varying value under this has a length word of one byte, which counts in its stored size.
    private static let longHeaderFrom = 127

    /// Bytes of a value as a sample row gives them: without a length word. A short value of fixed length stands as a text of one byte
    /// less, which takes as much room.
    func plannedBytes(_ column: Int, stored: Int, plain: Int?) -> Int {
        if let fixed = plannedType(columns[column]).fixedBytes { return fixed }
        if let fixed = columns[column].fixedBytes { return fixed - 1 }
        return plain ?? max(0, stored - (stored < Self.longHeaderFrom ? 1 : 4))
    }

    /// From here on a stored value can only lie outside of its row, where its stored size lacks the length word.
    private static let movedFrom = Toast.chunkBytes
    /// Shorter values are not worth packing, whatever their row's length.
    private static let packedFrom = 100

    /// Bytes after compression with the length word; `nil` where it was not tried.
    func packedBytes(stored: Int, plain: Int?) -> Int? {
        guard let plain, plain >= Self.packedFrom else { return nil }
        if stored < plain { return stored > Self.movedFrom ? stored + 4 : stored }
        // Long and stored as it is: compression was tried and gained nothing.
        return plain > Toast.thresholdBytes ? plain + 4 : nil
    }
}
