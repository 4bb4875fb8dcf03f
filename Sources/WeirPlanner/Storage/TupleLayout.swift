/// How a row's values lie in a heap tuple: alignment, length words and the null bitmap.
package struct TupleLayout: Equatable, Sendable {
    package let columns: [LogTable.Column]

    package init(columns: [LogTable.Column]) { self.columns = columns }

    /// Bytes of the tuple, its header included, before rounding up to a multiple of eight.
    ///
    /// - Parameter values: stored form of each column, `nil` where NULL; as many as there are columns.
    func length(of values: [StoredValue?]) -> Int {
        var offset = headerLength(hasNulls: values.contains { $0 == nil })
        for value in values {
            guard let value else { continue }
            offset = PageGeometry.aligned(offset, to: value.alignment) + value.length
        }
        return offset
    }

    private func headerLength(hasNulls: Bool) -> Int {
        PageGeometry.aligned(PageGeometry.tupleHeaderBytes + (hasNulls ? (columns.count + 7) / 8 : 0))
    }
}

/// A column's value as it lies in a tuple.
struct StoredValue: Equatable, Sendable {
    var length: Int
    var alignment: Int

    /// The longest value that has a length word of one byte, and so no alignment.
    static let shortestLongBytes = 127
    /// What stands in a tuple for a value that was moved out; not aligned.
    static let pointer = StoredValue(length: 18, alignment: 1)

    /// - Parameter bytes: of the value itself, for types of variable length; others have their own.
    init(_ type: LogTable.ColumnType, bytes: Int) {
        if let fixed = type.fixedBytes {
            self.init(length: fixed, alignment: type.isUUID ? 1 : fixed)
        } else {
            self.init(variable: bytes)
        }
    }

    init(length: Int, alignment: Int) {
        self.length = length
        self.alignment = alignment
    }

    private init(variable bytes: Int) {
        if bytes < Self.shortestLongBytes {
            self.init(length: 1 + bytes, alignment: 1)
        } else {
            self.init(length: 4 + bytes, alignment: 4)
        }
    }
}
