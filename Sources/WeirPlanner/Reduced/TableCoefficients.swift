import WeirRecords

/// Bytes and fills of a layout: what a row takes and writes, per class.
package struct TableCoefficients: Equatable, Sendable {
    /// Heap bytes a row, with its share of the page's header and of the room that nothing fits into.
    var heapBytes: PerClass<Double>
    /// The same of its chunks in the TOAST table.
    var toastBytes: PerClass<Double>
    var chunks: PerClass<Double>
    var indexes: [IndexCoefficients]
    let toastIndex = IndexCoefficients.toast
    /// Whether the table has a TOAST table, which takes a page even if nothing is in it.
    var hasToast: Bool
    var wal: WALCoefficients

    var loss: Loss

    /// Room that reuse leaves in a file, as a share: rows of one class come back in one piece, those of two leave holes. The more
    /// uneven the rows, the more of it. Fitted to the simulation.
    struct Loss: Equatable, Sendable {
        var oneClass: Double
        var twoClasses: Double
        /// Of the TOAST table: chunks of one length leave room that few others fill.
        var toast = 0.04

        init(_ layout: TableLayout) {
            let pointer = Double(PageGeometry.linePointerBytes)
            let uneven = PerClass { layout.unevenBytes[$0] - layout.tupleBytes[$0] - pointer }.sum / 2
            let share = max(0, uneven) / Double(PageGeometry.usableBytes)
            oneClass = 0.002 + 0.62 * share
            twoClasses = 1.2 * share
        }
    }

    /// - Parameter fillfactor: percent of a heap page that insertions fill.
    package init(layout: TableLayout, fillfactor: Int = 100) {
        heapBytes = PerClass { Self.heapBytes(layout, $0, fillfactor) }
        chunks = layout.toastChunks
        toastBytes = PerClass {
            layout.chunksPerPage[$0] > 0 ? layout.toastChunks[$0] / layout.chunksPerPage[$0] * Double(PageGeometry.pageBytes) : 0
        }
        indexes = layout.indexes.map(IndexCoefficients.init)
        hasToast = layout.columns.contains { $0.type.isExtended }
        wal = WALCoefficients(layout)
        loss = Loss(layout)
    }

    /// A page takes rows as long as they leave the rest of it free.
    private static func heapBytes(_ layout: TableLayout, _ each: RetentionClass, _ fillfactor: Int) -> Double {
        let whole = Self.bytes(layout.rowsPerPage)[each]
        guard fillfactor < 100, whole > 0 else { return whole }
        let page = Double(PageGeometry.pageBytes)
        let kept = min(page * Double(100 - fillfactor) / 100, Double(PageGeometry.usableBytes) - whole)
        return whole * page / (page - max(0, kept))
    }

    private static func bytes(_ perPage: PerClass<Double>) -> PerClass<Double> {
        perPage.map { $0 > 0 ? Double(PageGeometry.pageBytes) / $0 : 0 }
    }

    /// Files of a table into which so many rows came and none was deleted.
    package func bytes(keeping rows: PerClass<Double>) -> Double {
        var table = ReducedTable(self, TableRules(retention: TableCase.Retention(standard: .forever)))
        return table.advance(inserted: rows).total
    }

    /// Rows longer or shorter by a factor; index entries stay.
    package func scaled(rowBytes: Double) -> TableCoefficients {
        var scaled = self
        scaled.heapBytes = heapBytes * rowBytes
        scaled.toastBytes = toastBytes * rowBytes
        scaled.chunks = chunks * rowBytes
        scaled.wal.scale(rowBytes: rowBytes)
        return scaled
    }
}
