/// What each row of a table costs on disk, per class: worked out once from columns, indexes and a sample of rows.
package struct TableLayout: Equatable, Sendable {
    package let columns: [LogTable.Column]
    package let indexes: [IndexLayout]
    /// From packing, not from the mean length.
    package let rowsPerPage: PerClass<Double>
    package let tupleBytes: PerClass<Double>
    /// Page cost of the row that a byte of the heap belongs to, on the mean: what uneven rows are more than `tupleBytes`.
    package let unevenBytes: PerClass<Double>
    /// Bytes that a row's chunks take in the TOAST table, without what packing leaves free.
    package let toastBytes: PerClass<Double>
    package let toastChunks: PerClass<Double>
    /// From packing; 0 where no row has chunks.
    package let chunksPerPage: PerClass<Double>

    /// - Throws: where there is nothing to work with: no column, no row, or an index over a column that is not there.
    package init(columns: [LogTable.Column], indexes: [LogTable.Index], sample: RowSample) throws(PlanError) {
        try Self.check(columns, indexes, sample)
        let tuples = TupleLayout(columns: columns)
        let stored = PerClass { each in sample.rows(of: each).map(tuples.stored) }
        self.columns = columns
        self.indexes = indexes.map { IndexLayout($0, columns: columns, sample: sample) }
        rowsPerPage = stored.map { HeapPacking.rowsPerPage(costs: $0.map(\.pageCost)) }
        tupleBytes = stored.map { rows in Self.mean(rows) { $0.tupleBytes } }
        unevenBytes = stored.map { rows in
            Self.mean(rows) { $0.pageCost * $0.pageCost } / max(1, Self.mean(rows) { $0.pageCost })
        }
        toastBytes = stored.map { rows in Self.mean(rows) { $0.toastPageCost } }
        toastChunks = stored.map { rows in Self.mean(rows) { $0.chunks.count } }
        chunksPerPage = stored.map { HeapPacking.rowsPerPage(costs: $0.flatMap(\.chunkPageCosts)) }
    }

    private static func mean(_ rows: [StoredRow], _ value: (StoredRow) -> Int) -> Double {
        Double(rows.reduce(0) { $0 + value($1) }) / Double(max(1, rows.count))
    }

    static func check(_ columns: [LogTable.Column], _ indexes: [LogTable.Index], _ sample: RowSample) throws(PlanError) {
        guard !columns.isEmpty else { throw .noColumns }
        guard !sample.rows.isEmpty else { throw .noRows }
        guard sample.rows.allSatisfy({ $0.columns.count == columns.count }) else { throw .unevenRows(columns.count) }
        for index in indexes {
            for name in index.columns where !columns.contains(where: { $0.name == name }) { throw .unknownColumn(name) }
        }
    }
}
