/// How one index's entries are ordered and how wide they are: what a B-tree needs to know of the rows in it.
struct BTreeKeys: Equatable, Sendable {
    enum Order: Equatable, Sendable {
        /// By the leading values' rank, then by the time of insertion.
        case grouped
        /// Anywhere.
        case random
        /// Equal keys, in the order of their rows' places: they share an entry.
        case duplicates
    }

    var order: Order
    /// Bytes of an entry without its line pointer, by group.
    var itemBytes: [Int]
    /// Number of the first column in which two groups differ, by the groups' leading values; columns count from 1.
    var leading: [[Int]]
    /// Key columns.
    var columns: Int
    /// Unique indexes don't share entries, nor do those with columns beside their key.
    var sharesEntries: Bool
    /// Bytes of an entry that its separator lacks: of columns beside the key.
    var includedBytes = 0

    /// Whether rows have versions, whose equal keys share an entry even in a unique index.
    var hasVersions = false

    var sharesAny: Bool { includedBytes == 0 && (hasVersions || order == .duplicates && sharesEntries) }

    func share(_ one: UInt64, _ other: UInt64) -> Bool {
        order == .duplicates && sharesEntries ? group(of: one) == group(of: other) : one == other
    }

    private static let ordinalBits: UInt64 = 40

    static func key(group: Int, ordinal: UInt64, isDescending: Bool = false) -> UInt64 {
        let last: UInt64 = (1 << ordinalBits) - 1
        return UInt64(group) << ordinalBits | (isDescending ? last - ordinal & last : ordinal & last)
    }

    func group(of key: UInt64) -> Int { order == .random ? 0 : Int(key >> Self.ordinalBits) }

    func itemBytes(of key: UInt64) -> Int { itemBytes[group(of: key)] }

    /// Columns that a separator between two neighbours must keep; one more than there are where only their places differ.
    func keptColumns(_ left: UInt64, _ right: UInt64) -> Int {
        guard order != .random else { return 1 }
        let (first, second) = (group(of: left), group(of: right))
        if first != second {
            let (one, other) = (leading[first], leading[second])
            return (zip(one, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? max(0, one.count - 1)) + 1
        }
        return order == .duplicates ? columns + 1 : (leading[first].count + 1)
    }

    /// Bytes of the separator made of a right neighbour, with its line pointer.
    func pivotBytes(_ left: UInt64, _ right: UInt64) -> Int {
        let kept = keptColumns(left, right)
        let whole = PageGeometry.aligned(itemBytes(of: right) - includedBytes)
        if kept > columns { return whole + Self.placeBytes + PageGeometry.linePointerBytes }
        let cut = kept < columns && order == .grouped ? max(16, whole - Self.placeBytes) : whole
        return cut + PageGeometry.linePointerBytes
    }

    /// A row's place, appended where the columns don't tell two neighbours apart.
    private static let placeBytes = 8
}
