/// Rows over a quarter of a page: PostgreSQL compresses their longest values, then moves them out in chunks.
enum Toast {
    /// Tuples longer than this are worked on until they are not.
    static let thresholdBytes = 2032
    static let chunkBytes = 1996
    /// Values that would not gain from a pointer of 18 bytes are left alone.
    static let smallestMovedBytes = 24
    /// Compression is kept only where it leaves at most this share.
    static let keptRatio = 0.75
    /// A chunk's own tuple beside its bytes: header 24, value's id 4, number 4, length word 4.
    static let chunkOverheadBytes = 36
    /// An index entry a chunk, with its line pointer.
    static let indexEntryBytes = 20
}

/// A row after toasting.
package struct StoredRow: Equatable, Sendable {
    /// Bytes of the heap tuple before rounding up.
    package var length: Int
    /// Bytes of the heap tuple, rounded up to a multiple of eight.
    package var tupleBytes: Int { PageGeometry.aligned(length) }
    /// Bytes of each chunk that was moved out.
    package var chunks: [Int]

    /// Heap bytes with the line pointer.
    var pageCost: Int { tupleBytes + PageGeometry.linePointerBytes }
    /// Bytes of each chunk in the TOAST table's pages, with its line pointer.
    var chunkPageCosts: [Int] {
        chunks.map { PageGeometry.aligned($0 + Toast.chunkOverheadBytes) + PageGeometry.linePointerBytes }
    }
    var toastPageCost: Int { chunkPageCosts.reduce(0, +) }
}

extension TupleLayout {
    /// The row as it is stored. Missing lengths count as NULL.
    package func stored(_ row: RowLengths) -> StoredRow {
        var toaster = Toaster(layout: self, row: row)
        toaster.run()
        return StoredRow(length: toaster.length, chunks: toaster.chunks)
    }
}

/// One row on its way below the threshold: first the longest values are compressed, then moved out.
private struct Toaster {
    let layout: TupleLayout
    let row: RowLengths
    var values: [StoredValue?]
    var compressed: Set<Int> = []
    var moved: Set<Int> = []
    var chunks: [Int] = []

    init(layout: TupleLayout, row: RowLengths) {
        self.layout = layout
        self.row = row
        values = layout.columns.indices.map { index in
            guard index < row.columns.count, let bytes = row.columns[index] else { return nil }
            return StoredValue(layout.columns[index].type, bytes: max(0, bytes))
        }
    }

    var length: Int { layout.length(of: values) }

    mutating func run() {
        while length > Toast.thresholdBytes, let column = longest(excluding: compressed.union(moved)) {
            compress(column)
        }
        while length > Toast.thresholdBytes, let column = longest(excluding: moved) { move(column) }
    }

    private func longest(excluding done: Set<Int>) -> Int? {
        let candidates = values.indices.filter { index in
            layout.columns[index].type.isExtended && !done.contains(index) && (values[index]?.length ?? 0) > Toast.smallestMovedBytes
        }
        return candidates.max { (values[$0]?.length ?? 0) < (values[$1]?.length ?? 0) }
    }

    private mutating func compress(_ column: Int) {
        compressed.insert(column)
        guard let plain = values[column]?.length else { return }
        let stored = row.compressed[column] ?? Compression.estimate(plain)
        guard Double(stored) <= Toast.keptRatio * Double(plain) else { return }
        values[column] = StoredValue(length: stored, alignment: 4)
        if stored > Toast.thresholdBytes { move(column) }
    }

    private mutating func move(_ column: Int) {
        guard let length = values[column]?.length else { return }
        moved.insert(column)
        values[column] = .pointer
        let bytes = max(1, length - 4)
        let whole = bytes / Toast.chunkBytes
        chunks += Array(repeating: Toast.chunkBytes, count: whole)
        if !bytes.isMultiple(of: Toast.chunkBytes) { chunks.append(bytes % Toast.chunkBytes) }
    }
}

/// What pglz makes of a message where nobody measured it: 0.75 of plain text, 0.41 of a stack trace of 4 KB, 0.30 of one of 19 KB.
enum Compression {
    private static let measured: [(bytes: Double, ratio: Double)] = [(2000, 0.75), (4000, 0.41), (19000, 0.30)]

    static func estimate(_ bytes: Int) -> Int { Int((Double(bytes) * ratio(Double(bytes))).rounded()) }

    private static func ratio(_ bytes: Double) -> Double {
        guard let after = measured.firstIndex(where: { $0.bytes >= bytes }) else { return measured[measured.count - 1].ratio }
        guard after > 0 else { return measured[0].ratio }
        let (low, high) = (measured[after - 1], measured[after])
        return low.ratio + (high.ratio - low.ratio) * (bytes - low.bytes) / (high.bytes - low.bytes)
    }
}
