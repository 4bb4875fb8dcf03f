import WeirRecords

/// Bytes and fills of a layout: what a row takes and writes, per class.
package struct TableCoefficients: Equatable, Sendable {
    /// Heap bytes a row, with its share of the page's header and of the room that nothing fits into.
    var heapBytes: PerClass<Double>
    /// The same of its chunks in the TOAST table.
    var toastBytes: PerClass<Double>
    var chunks: PerClass<Double>
    var indexes: [IndexCoefficients]
    var toastIndex: IndexCoefficients?
    var wal: WALCoefficients

    /// Room that reuse leaves in a file, as a share: with one class of rows, whose room comes back in one piece, and with two.
    struct Loss: Equatable, Sendable {
        var oneClass = 0.010
        var twoClasses = 0.008
        /// Of the TOAST table: chunks of one length leave room that few others fill.
        var toast = 0.04
    }

    var loss = Loss()

    package init(layout: TableLayout) {
        heapBytes = Self.bytes(layout.rowsPerPage)
        chunks = layout.toastChunks
        toastBytes = PerClass {
            layout.chunksPerPage[$0] > 0 ? layout.toastChunks[$0] / layout.chunksPerPage[$0] * Double(PageGeometry.pageBytes) : 0
        }
        indexes = layout.indexes.map(IndexCoefficients.init)
        toastIndex = layout.columns.contains { $0.type.isExtended } ? .toast : nil
        wal = WALCoefficients(layout)
    }

    private static func bytes(_ perPage: PerClass<Double>) -> PerClass<Double> {
        perPage.map { $0 > 0 ? Double(PageGeometry.pageBytes) / $0 : 0 }
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

extension IndexCoefficients {
    /// The TOAST table's own: by value and chunk number, so that new entries are the last.
    static let toast = IndexCoefficients(
        IndexLayout(
            name: "toast", kind: .monotone, itemBytes: Double(Toast.indexEntryBytes - PageGeometry.linePointerBytes)))
}
