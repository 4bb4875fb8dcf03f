import WeirRecords

/// One index of a table as the simulation keeps it: the order of its keys, and each sampled row's group.
struct SimulatedIndex: Equatable, Sendable {
    let keys: BTreeKeys
    /// By row of the sample.
    let groups: [Int]

    init(_ index: LogTable.Index, columns: [LogTable.Column], rows: [RowLengths]) {
        let positions = index.columns.compactMap { name in columns.firstIndex { $0.name == name } }
        let leading = Self.leading(positions, columns)
        let order = Self.order(positions, leading, columns, isUnique: index.primary)
        let prefixes = rows.indices.map { row in order == .random ? [] : leading.map { Self.value($0, columns, rows[row], row: row) } }
        let distinct = Set(prefixes).sorted(by: Self.isBefore)
        let rank = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
        groups = prefixes.map { rank[$0] ?? 0 }
        keys = BTreeKeys(
            order: order, itemBytes: Self.itemBytes(positions, columns, rows, groups, count: distinct.count),
            leading: Self.identities(distinct), columns: max(1, positions.count), sharesEntries: !index.primary)
    }

    /// Columns before the first whose values grow.
    private static func leading(_ positions: [Int], _ columns: [LogTable.Column]) -> [Int] {
        Array(positions.prefix { !columns[$0].type.grows })
    }

    private static func order(_ positions: [Int], _ leading: [Int], _ columns: [LogTable.Column], isUnique: Bool) -> BTreeKeys.Order {
        if let first = positions.first, columns[first].type == .uuid, isUnique || !columns[first].nullable { return .random }
        return leading.count < positions.count ? .grouped : .duplicates
    }

    /// What stands for a value: its content where the sample tells it, else its length; each sampled row's own for identifiers.
    private static func value(_ position: Int, _ columns: [LogTable.Column], _ row: RowLengths, row index: Int) -> String? {
        guard let length = row.columns[position] else { return nil }
        if let content = row.values[position] { return content }
        return columns[position].type == .uuid ? "uuid \(index)" : "length \(length)"
    }

    /// As PostgreSQL sorts: value by value, NULLs last.
    private static func isBefore(_ left: [String?], _ right: [String?]) -> Bool {
        for (first, second) in zip(left, right) where first != second {
            guard let first else { return false }
            guard let second else { return true }
            return first < second
        }
        return false
    }

    private static func itemBytes(
        _ positions: [Int], _ columns: [LogTable.Column], _ rows: [RowLengths], _ groups: [Int], count: Int
    ) -> [Int] {
        var (sums, counts) = ([Int](repeating: 0, count: max(1, count)), [Int](repeating: 0, count: max(1, count)))
        for (row, group) in zip(rows, groups) {
            sums[group] += IndexLayout.item(positions, columns, row)
            counts[group] += 1
        }
        return zip(sums, counts).map { PageGeometry.aligned($1 > 0 ? ($0 + $1 / 2) / $1 : 16) }
    }

    /// Numbers for values, column by column, so that comparing them is cheap.
    private static func identities(_ prefixes: [[String?]]) -> [[Int]] {
        var numbers: [String?: Int] = [:]
        let identities = prefixes.map { prefix in
            prefix.map { value in
                if let number = numbers[value] { return number }
                numbers[value] = numbers.count
                return numbers.count - 1
            }
        }
        return identities.isEmpty ? [[]] : identities
    }

    /// Share of the sample's rows in each group.
    var shares: [Double] {
        var counts = [Double](repeating: 0, count: keys.itemBytes.count)
        for group in groups { counts[group] += 1 / Double(groups.count) }
        return counts
    }

    func key(row: Int, ordinal: UInt64, place: HeapFile.Place) -> UInt64 {
        switch keys.order {
        case .random: SplitMix64.mixed(ordinal &* 0x9E37_79B9_7F4A_7C15)
        case .grouped: BTreeKeys.key(group: groups[row], ordinal: ordinal)
        case .duplicates: BTreeKeys.key(group: groups[row], ordinal: UInt64(place.page) << 9 | UInt64(place.slot))
        }
    }
}

extension LogTable.ColumnType {
    /// Whether later rows have greater values: identities and times.
    fileprivate var grows: Bool {
        switch self {
        case .bigint, .timestamp: true
        case .uuid, .varchar, .text, .jsonb: false
        }
    }
}
