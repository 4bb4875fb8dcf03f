/// Finds keys and rows of one meter block, whoever filled it.
package struct MeterIndex {
    /// Keys that are told apart in one block; further ones are counted as ``MeterKey/other``. A slab is full long before.
    package static let maximumKeys = 4_096
    /// A key's index must fit 16 bits.
    private static let lastKey = Int(UInt16.max) - 1

    private struct RowKey: Hashable {
        var key: UInt16
        var minute: Int64
    }

    private var keys: [MeterKey: UInt16] = [:]
    private var rows: [RowKey: Int] = [:]

    package init() {}

    package mutating func removeAll() {
        keys.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
    }

    /// The key's index in the block, where it is put if it is new.
    package mutating func key(_ key: MeterKey, in block: inout MeterBlock) -> UInt16 {
        catchUp(with: block)
        if let known = keys[key] { return known }
        if block.keys.count < Self.maximumKeys { return add(key, to: &block) }
        let other = key.other
        if let known = keys[other] { return known }
        if block.keys.count < Self.lastKey { return add(other, to: &block) }
        return keys[.lastResort] ?? add(.lastResort, to: &block)
    }

    /// The row's index in the block, where it is put, with a count of zero, if it is new.
    package mutating func row(of key: UInt16, minute: Int64, in block: inout MeterBlock) -> Int {
        catchUp(with: block)
        let rowKey = RowKey(key: key, minute: minute)
        if let known = rows[rowKey] { return known }
        block.rows.append(MeterBlock.Row(key: key, minute: minute, count: .zero))
        rows[rowKey] = block.rows.count - 1
        return block.rows.count - 1
    }

    private mutating func add(_ key: MeterKey, to block: inout MeterBlock) -> UInt16 {
        let index = UInt16(truncatingIfNeeded: block.keys.count)
        block.keys.append(key)
        keys[key] = index
        return index
    }

    /// Learns a block that was changed by someone else, an emptied one for instance.
    private mutating func catchUp(with block: MeterBlock) {
        guard keys.count != block.keys.count || rows.count != block.rows.count else { return }
        removeAll()
        for (index, key) in block.keys.enumerated() { keys[key] = UInt16(truncatingIfNeeded: index) }
        for (index, row) in block.rows.enumerated() { rows[RowKey(key: row.key, minute: row.minute)] = index }
    }
}

extension MeterKey {
    /// Stands for hosts and applications beyond the bounds.
    package static let otherName = "other"

    /// The key under which this one is counted when there are too many.
    package var other: MeterKey {
        MeterKey(source: source, host: Self.otherName, application: Self.otherName, level: level, category: category)
    }

    /// Where even those are too many: more sources than a slab can hold streams.
    static let lastResort = MeterKey(
        source: otherName, host: otherName, application: otherName, level: .info, category: .infrastructure)
}
