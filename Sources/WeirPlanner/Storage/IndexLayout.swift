/// One B-tree of the table: how wide its entries are and how its pages fill.
package struct IndexLayout: Equatable, Sendable {
    package enum Kind: String, Equatable, Sendable {
        /// One growing column (an identity, a time): appended at the right edge.
        case monotone
        /// A random key: inserted anywhere.
        case random
        /// Leading columns of few values, then a growing one: appended at one edge a group.
        case composite
        /// Few values only: equal keys are stored once with a list of rows.
        case deduplicated
    }

    package let name: String
    package let kind: Kind
    /// Mean bytes of an entry without its line pointer, per class; the tuple that a WAL record of an insertion carries.
    package let itemBytes: PerClass<Double>
    /// Rows that agree in the columns before the first growing one, in the index's order; one group where that comes first.
    package let groups: [Group]

    package init(_ index: LogTable.Index, columns: [LogTable.Column], sample: RowSample) {
        let positions = index.columns.compactMap { name in columns.firstIndex { $0.name == name } }
        name = index.columns.joined(separator: ", ")
        kind = Self.kind(of: positions.map { columns[$0] })
        itemBytes = PerClass { Self.meanItem(positions, columns, sample.rows(of: $0)) }
        groups = Self.groups(of: SimulatedIndex(index, columns: columns, rows: sample.rows), sample)
    }

    /// Of entries that all have the same length and come in their order.
    init(name: String, kind: Kind, itemBytes: Double) {
        self.name = name
        self.kind = kind
        self.itemBytes = PerClass { _ in itemBytes }
        groups = [Group(share: PerClass { _ in 1 }, itemBytes: itemBytes)]
    }

    /// Rows whose entries are neighbours in the index.
    package struct Group: Equatable, Sendable {
        /// Share of a class's rows.
        package let share: PerClass<Double>
        package let itemBytes: Double
    }

    /// Types tell: identities and times grow, uuids are random, text has few values where it leads a composite.
    private static func kind(of columns: [LogTable.Column]) -> Kind {
        guard let first = columns.first else { return .deduplicated }
        switch (first.type, columns.count) {
        case (.bigint, _), (.timestamp, _): return .monotone
        case (.uuid, _) where !first.nullable: return .random
        case (_, 1): return .deduplicated
        default: return columns.contains { $0.type == .timestamp || $0.type == .bigint } ? .composite : .deduplicated
        }
    }

    private static func meanItem(_ positions: [Int], _ columns: [LogTable.Column], _ rows: [RowLengths]) -> Double {
        guard !rows.isEmpty else { return 0 }
        return Double(rows.reduce(0) { $0 + item(positions, columns, $1) }) / Double(rows.count)
    }

    static func item(_ positions: [Int], _ columns: [LogTable.Column], _ row: RowLengths) -> Int {
        let values = positions.map { position in row.columns[position].map { StoredValue(columns[position].type, bytes: $0) } }
        let hasNulls = values.contains { $0 == nil }
        var offset = PageGeometry.indexTupleHeaderBytes + (hasNulls ? 8 : 0)
        for case let value? in values { offset = PageGeometry.aligned(offset, to: value.alignment) + value.length }
        return PageGeometry.aligned(offset)
    }

    private static func groups(of index: SimulatedIndex, _ sample: RowSample) -> [Group] {
        var counts = Array(repeating: PerClass.zero, count: index.keys.itemBytes.count)
        for (row, group) in zip(sample.rows, index.groups) { counts[group][row.retentionClass] += 1 }
        let totals = counts.reduce(PerClass.zero, +)
        return zip(counts, index.keys.itemBytes).map { count, bytes in
            // As for a row's bytes: a class that the sample lacks is like all rows.
            let share = PerClass { totals[$0] > 0 ? count[$0] / totals[$0] : count.sum / max(1, totals.sum) }
            return Group(share: share, itemBytes: Double(bytes))
        }
    }
}
