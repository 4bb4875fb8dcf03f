package import WeirRecords

/// One row as the storage model sees it: lengths, never contents.
package struct RowLengths: Equatable, Sendable {
    package var retentionClass: RetentionClass
    /// Bytes of each column's value in table order, without its length word; `nil` is NULL.
    package var columns: [Int?]
    /// Stored bytes after pglz, length word included, by column, where that was measured.
    package var compressed: [Int: Int]
    /// Contents by column, where the sample tells them: rows that agree in an index's leading columns share its hot leaf.
    package var values: [Int: String]

    package init(_ retentionClass: RetentionClass, columns: [Int?], compressed: [Int: Int] = [:], values: [Int: String] = [:]) {
        self.retentionClass = retentionClass
        self.columns = columns
        self.compressed = compressed
        self.values = values
    }
}

/// Rows that stand for all rows of a table: what is inserted is drawn uniformly from those of its class.
package struct RowSample: Equatable, Sendable {
    package var rows: [RowLengths]

    package init(_ rows: [RowLengths]) { self.rows = rows }

    /// The rows of a class; all rows where the sample has none of it.
    package func rows(of retentionClass: RetentionClass) -> [RowLengths] {
        let own = rows.filter { $0.retentionClass == retentionClass }
        return own.isEmpty ? rows : own
    }
}
