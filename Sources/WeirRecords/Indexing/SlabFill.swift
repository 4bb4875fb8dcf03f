/// A slab's index. It is taken out of the slab while records are added, so that each costs no access to the slab itself.
struct SlabFill {
    /// Identifies one use of a slab. Compared by identity; whoever remembers something of it keeps it, so that no later use can be
    /// taken for it.
    final class Use: Sendable {}

    var entries: [RecordEntry] = []
    var meter = MeterBlock()
    var index = MeterIndex()
    /// Nil while taken out of its slab.
    var use: Use?
    /// The meter has as many keys or rows as a slab may have.
    private(set) var areNamesFull = false

    /// Whether one more record may be added.
    @inline(__always)
    var hasRoom: Bool { entries.count < Slab.fullEntries && !areNamesFull }

    /// Runs `body` on the slab's index, which the slab lacks meanwhile.
    @inline(__always)
    static func with<Result>(_ slab: Slab, _ body: (inout SlabFill) -> Result) -> Result {
        var fill = SlabFill()
        swap(&fill, &slab.fill)
        defer { swap(&fill, &slab.fill) }
        return body(&fill)
    }

    mutating func reset() {
        entries.removeAll(keepingCapacity: true)
        meter.removeAll()
        index.removeAll()
        areNamesFull = false
        use = Use()
    }

    /// Takes a meter that someone else made.
    mutating func replace(_ meter: MeterBlock) {
        self.meter = meter
        areNamesFull = false
        use = Use()
    }

    /// Counts a record under a key and returns the key's index. Where the cache remembers, nothing is looked up.
    ///
    /// - Precondition: the cache's hints are of this use of the slab.
    @inline(__always)
    mutating func count(_ count: MeterCount, minute: Int64, under key: Int, of cache: inout KeyCache) -> UInt16 {
        var hint = cache.hints[key]
        if hint.row < 0 || hint.minute != minute {
            hint = find(hint.row < 0 ? index.key(cache.key(key), in: &meter) : hint.key, minute: minute)
            cache.hints[key] = hint
        }
        meter.rows[Int(hint.row)].count.add(count)
        return hint.key
    }

    private mutating func find(_ key: UInt16, minute: Int64) -> KeyCache.Hint {
        let row = index.row(of: key, minute: minute, in: &meter)
        areNamesFull = meter.keys.count >= Slab.fullKeys || meter.rows.count >= Slab.fullRows
        return KeyCache.Hint(minute: minute, row: Int32(truncatingIfNeeded: row), key: key)
    }
}
