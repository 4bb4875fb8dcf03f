import WeirRecords

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
    /// Whether later rows come before earlier ones of their group, so that pages are cut in halves.
    package let isDescending: Bool
    /// Share of each class's rows that the index holds.
    package let held: PerClass<Double>

    package init(_ index: LogTable.Index, columns: [LogTable.Column], sample: RowSample) {
        let positions = index.columns.compactMap { name in columns.firstIndex { $0.name == name } }
        let entry = index.entry(columns)
        name = index.columns.joined(separator: ", ")
        kind = Self.kind(of: positions.map { columns[$0] })
        itemBytes = PerClass { Self.meanItem(entry, columns, sample.rows(of: $0)) }
        let simulated = SimulatedIndex(index, columns: columns, rows: sample.rows)
        groups = Self.groups(of: simulated, sample)
        isDescending = simulated.isDescending
        held = PerClass { Self.shareHeld(simulated, sample, $0) }
    }

    /// Of entries that all have the same length and come in their order.
    init(name: String, kind: Kind, itemBytes: Double) {
        self.name = name
        self.kind = kind
        self.itemBytes = PerClass { _ in itemBytes }
        groups = [Group(share: PerClass { _ in 1 }, itemBytes: itemBytes)]
        (isDescending, held) = (false, PerClass { _ in 1 })
    }

    private static func shareHeld(_ index: SimulatedIndex, _ sample: RowSample, _ each: RetentionClass) -> Double {
        let own = sample.rows.indices.filter { sample.rows[$0].retentionClass == each }
        let rows = own.isEmpty ? Array(sample.rows.indices) : own
        return Double(rows.count { index.holds[$0] }) / Double(max(1, rows.count))
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
        case _ where first.type.grows: return .monotone
        case (.uuid, _) where !first.nullable: return .random
        case (_, 1): return .deduplicated
        default: return columns.contains { $0.type.grows } ? .composite : .deduplicated
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
        var totals = PerClass<Double>.zero
        for (number, row) in sample.rows.enumerated() {
            totals[row.retentionClass] += 1
            if index.holds[number] { counts[index.groups[number]][row.retentionClass] += 1 }
        }
        return zip(counts, index.keys.itemBytes).map { count, bytes in
            // As for a row's bytes: a class that the sample lacks is like all rows.
            let share = PerClass { totals[$0] > 0 ? count[$0] / totals[$0] : count.sum / max(1, totals.sum) }
            return Group(share: share, itemBytes: Double(bytes))
        }
    }
}
