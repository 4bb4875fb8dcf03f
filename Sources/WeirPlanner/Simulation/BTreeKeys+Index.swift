import WeirRecords

/// One index of a table as the simulation keeps it: the order of its keys, and each sampled row's group.
struct SimulatedIndex: Equatable, Sendable {
    /// Where a row comes among those of its group.
    enum Position: Equatable, Sendable {
        /// By its number: an identity.
        case number
        /// By its time.
        case time
    }

    let keys: BTreeKeys
    let method: LogTable.Index.Method
    /// By row of the sample.
    let groups: [Int]
    /// By row of the sample: whether the index holds it.
    let holds: [Bool]
    let position: Position
    /// Whether later rows come before earlier ones of their group.
    let isDescending: Bool
    /// Whether an update of one of these columns needs a new entry.
    let columns: Set<String>

    init(_ index: LogTable.Index, columns: [LogTable.Column], rows: [RowLengths], hasVersions: Bool = false) {
        let positions = index.columns.compactMap { name in columns.firstIndex { $0.name == name } }
        let leading = Self.leading(positions, columns)
        let order = Self.order(positions, leading, columns, isUnique: index.primary)
        let prefixes = rows.indices.map { row in order == .random ? [] : leading.map { Self.value($0, columns, rows[row], row: row) } }
        let descending = leading.map { index.descending.contains(columns[$0].name) }
        let distinct = Set(prefixes).sorted { Self.isBefore($0, $1, descending) }
        let rank = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
        groups = prefixes.map { rank[$0] ?? 0 }
        holds = Self.holds(index.condition, columns, rows)
        method = index.method
        let growing = positions.dropFirst(leading.count).first.map { columns[$0] }
        position = growing.map { $0.type == .timestamp || $0.type == .timestamptz } ?? false ? .time : .number
        isDescending = growing.map { index.descending.contains($0.name) } ?? false
        self.columns = Set(index.columns + index.included + (index.condition.map { [$0.column] } ?? []))
        keys = BTreeKeys(
            order: order, itemBytes: Self.itemBytes(index.entry(columns), columns, rows, groups, count: distinct.count),
            leading: Self.identities(distinct), columns: max(1, positions.count),
            sharesEntries: !index.primary && index.included.isEmpty, includedBytes: Self.includedBytes(index, columns, rows),
            hasVersions: hasVersions)
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

    /// All rows where there is no condition, or where the sample doesn't tell the column's values.
    private static func holds(_ condition: LogTable.Index.Condition?, _ columns: [LogTable.Column], _ rows: [RowLengths]) -> [Bool] {
        guard let condition, let column = columns.firstIndex(where: { $0.name == condition.column }) else {
            return Array(repeating: true, count: rows.count)
        }
        guard rows.contains(where: { $0.values[column] != nil }) else { return Array(repeating: true, count: rows.count) }
        let wanted = Set(condition.values)
        return rows.map { row in row.values[column].map(wanted.contains) ?? false }
    }

    /// As PostgreSQL sorts: value by value, NULLs last, or first where descending.
    private static func isBefore(_ left: [String?], _ right: [String?], _ descending: [Bool]) -> Bool {
        for ((first, second), isDescending) in zip(zip(left, right), descending) where first != second {
            guard let first else { return isDescending }
            guard let second else { return !isDescending }
            return (first < second) != isDescending
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
        return zip(sums, counts).map { $1 > 0 ? ($0 + $1 / 2) / $1 : 16 }
    }

    /// Mean bytes of an entry that its separator lacks: of columns beside the key.
    private static func includedBytes(_ index: LogTable.Index, _ columns: [LogTable.Column], _ rows: [RowLengths]) -> Int {
        guard !index.included.isEmpty, !rows.isEmpty else { return 0 }
        let key = index.columns.compactMap { name in columns.firstIndex { $0.name == name } }
        let more = rows.reduce(0) { $0 + IndexLayout.item(index.entry(columns), columns, $1) - IndexLayout.item(key, columns, $1) }
        return more / rows.count
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

    func key(row: Int, _ ordinal: RowOrdinal, place: HeapFile.Place) -> UInt64 {
        switch keys.order {
        case .random: SplitMix64.mixed(ordinal.number &* 0x9E37_79B9_7F4A_7C15)
        case .grouped:
            BTreeKeys.key(group: groups[row], ordinal: position == .time ? ordinal.time : ordinal.number, isDescending: isDescending)
        case .duplicates: BTreeKeys.key(group: groups[row], ordinal: UInt64(place.page) << 9 | UInt64(place.slot))
        }
    }
}

/// Where a row comes among all others.
struct RowOrdinal: Equatable, Sendable {
    /// Rows before it.
    var number: UInt64
    /// Ticks of its time; the row's number where rows come in the order of their times.
    var time: UInt64

    init(number: UInt64) { (self.number, time) = (number, number) }

    /// - Parameter hours: since the run's beginning; earlier ones are negative.
    init(number: UInt64, hours: Double) {
        self.number = number
        time = UInt64(max(0, (hours + Self.hoursBefore) * Self.ticksPerHour))
    }

    /// Hours before the run that have ticks of their own.
    private static let hoursBefore = 100_000.0
    /// As many as leave a key's 40 bits for a run of ten years and what came before.
    private static let ticksPerHour = 5_000_000.0
}

extension LogTable.Index {
    /// Places of the key's columns in the table, then those of the columns beside it.
    func entry(_ table: [LogTable.Column]) -> [Int] {
        (columns + included).compactMap { name in table.firstIndex { $0.name == name } }
    }
}
