import WeirRecords

/// Rows to size the table by: drawn ones, else such as the statistics describe.
extension LiveTable {
    /// Fewer drawn rows say less than the statistics of many.
    static let fewestRows = 30

    /// `nil` where neither rows nor statistics are there.
    var rowSample: (sample: RowSample, origin: String)? {
        if rows.count >= Self.fewestRows || (!rows.isEmpty && statistics.isEmpty) {
            return (RowSample(rows.map(drawn)), "\(rows.count) rows drawn from \(name)")
        }
        guard !statistics.isEmpty else { return nil }
        return (RowSample((0..<Self.describedRows).map(described)), "pg_stats of \(name)")
    }

    private func drawn(_ row: Row) -> RowLengths {
        let places = columns.indices.map { index in (stored: Self.value(row.stored, index), plain: Self.value(row.plain, index)) }
        var compressed: [Int: Int] = [:]
        for (index, place) in places.enumerated() {
            if let stored = place.stored, let packed = packedBytes(stored: stored, plain: place.plain) { compressed[index] = packed }
        }
        let lengths = places.enumerated().map { index, place in
            place.stored.map { plannedBytes(index, stored: $0, plain: place.plain) }
        }
        return RowLengths(row.retentionClass, columns: lengths, compressed: compressed, values: row.groups)
    }

    private static func value(_ values: [Int?], _ index: Int) -> Int? { values.indices.contains(index) ? values[index] : nil }

    /// Rows that shares of a percent show in.
    private static let describedRows = 200

    /// The row of this number of those that the statistics describe: each column's shares are met over all rows, apart from each other's.
    private func described(_ number: Int) -> RowLengths {
        let debug = (Double(number) + 0.5) / Double(Self.describedRows) < liveDebugShare
        var lengths: [Int?] = []
        var values: [Int: String] = [:]
        for (index, column) in columns.enumerated() {
            let known = statistics.first { $0.column == column.name }
            let place = Self.place(number, index)
            let isNull = column.isNullable && place < known?.nullShare ?? 0
            lengths.append(isNull ? nil : plannedBytes(index, stored: known?.averageBytes ?? Self.unknownBytes, plain: nil))
            if let known, !isNull { values[index] = Self.value(of: known, at: place) }
        }
        return RowLengths(debug ? .debug : .standard, columns: lengths, values: values)
    }

    /// Of a column that was not analyzed.
    private static let unknownBytes = 9

    /// Evenly over 0 to 1 for the numbers of each column, and in another order for each.
    private static func place(_ number: Int, _ column: Int) -> Double {
        let step = Double(number) * 0.618_033_988_749_895 + Double(column) * 0.754_877_666_246_693
        return step - step.rounded(.down)
    }

    private static func value(of statistics: Statistics, at place: Double) -> String? {
        var seen = statistics.nullShare
        for common in statistics.common {
            seen += common.share
            if place < seen { return common.value }
        }
        return statistics.common.isEmpty ? nil : "other"
    }

    /// Share of debug among the rows that lie in the table, by the level's common values.
    private var liveDebugShare: Double {
        guard let level = statistics.first(where: { $0.column == levelColumn }) else { return 0 }
        let isDebug = { (text: String) in
            Array(text.utf8).withUnsafeBytes { Level(parsing: $0) }.map { RetentionClass(of: $0) == .debug } ?? false
        }
        return level.common.filter { isDebug($0.value) }.reduce(0) { $0 + $1.share }
    }
}
