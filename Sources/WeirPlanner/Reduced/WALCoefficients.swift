/// Lengths of the records that a row writes, in bytes.
struct WALCoefficients: Equatable, Sendable {
    /// Records of an insertion: heap, TOAST and index entries, with splits.
    var insert: PerClass<Double>
    /// The part of it that grows with the row.
    var rowPart: PerClass<Double>

    init(_ layout: TableLayout) {
        insert = .zero
        rowPart = .zero
    }

    mutating func scale(rowBytes: Double) {
        insert = insert + rowPart * (rowBytes - 1)
        rowPart = rowPart * rowBytes
    }
}
