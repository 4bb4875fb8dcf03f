import RealModule

/// What rows write to the WAL beside the images of pages, in bytes: PostgreSQL 15's records as the simulation counts them.
struct WALCoefficients: Equatable, Sendable {
    /// Records of an insertion: heap, chunks and entries, with the splits of indexes that grow.
    var insert: PerClass<Double>
    /// The part of it that grows with the row.
    private var rowPart: PerClass<Double>
    /// New statistics of each column.
    let analyze: (plain: Double, images: Double)

    /// WAL pages have headers of 24 bytes each 8,192.
    static let pageHeaders = 8192.0 / (8192 - 24)
    private static let analyzeBytes = (plain: 3_300.0, images: 5_500.0)

    init(_ layout: TableLayout) {
        let tuple = Double(WALLength.heapInsert)
        let chunk = tuple + Double(WALLength.indexInsert + Toast.indexEntryBytes - PageGeometry.linePointerBytes)
        rowPart = PerClass { layout.tupleBytes[$0] + layout.toastBytes[$0] }
        insert = PerClass { each in
            let entries = layout.indexes.reduce(0) { $0 + Double(WALLength.indexInsert) + $1.itemBytes[each] }
            return tuple + layout.tupleBytes[each] + layout.toastBytes[each] + layout.toastChunks[each] * chunk + entries
        }
        let columns = Double(layout.columns.count)
        analyze = (Self.analyzeBytes.plain * columns, Self.analyzeBytes.images * columns)
        for index in layout.indexes where index.kind == .monotone || index.kind == .composite {
            let coefficients = IndexCoefficients(index)
            insert = insert + PerClass { (coefficients.own[$0] + coefficients.common[$0]) * coefficients.splitBytes }
        }
    }

    static func == (left: WALCoefficients, right: WALCoefficients) -> Bool {
        left.insert == right.insert && left.rowPart == right.rowPart && left.analyze == right.analyze
    }

    mutating func scale(rowBytes: Double) {
        insert = insert + rowPart * (rowBytes - 1)
        rowPart = rowPart * rowBytes
    }
}

extension IndexCoefficients {
    /// A split's record holds the right page: the tenth of a page where new entries are the last, half of it elsewhere.
    var splitBytes: Double {
        let share = ends.count > 1 || kind == .random ? 0.5 : 0.1
        return Self.usable * share + Double(WALLength.split + WALLength.indexInsert)
    }
}
