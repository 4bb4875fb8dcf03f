/// The meter keys that one stream's records were counted under lately, found by the raw bytes of their names: a repeated key costs a
/// comparison, not a string. What is read for each record lies in arrays of plain values, apart from the keys' strings.
struct KeyCache {
    /// Keys kept, and bytes of their names; when one of them is exceeded, all keys are forgotten.
    static let maximumKeys = 512
    static let maximumNameBytes = 32 << 10
    /// A longer name is counted as ``MeterKey/otherName``.
    static let longestNameBytes = 255
    /// A power of two, at least twice the keys.
    private static let slots = 2 * maximumKeys
    /// So few are looked through without a table: most files hold no more, and of 50,000 each table would take 2 KiB.
    private static let fewKeys = 8

    /// What tells keys apart, as it lies in the line.
    struct Names {
        var application: UnsafeRawBufferPointer
        var host: UnsafeRawBufferPointer
        /// What stands in where the application is empty.
        var origin: RecordOrigin
        /// At least one of them holds escapes.
        var isEscaped: Bool
        var level: Level
        var category: Category
    }

    /// The same for a known key; its names lie in `names`, the application's before the host's.
    private struct Identity: BitwiseCopyable {
        var start: Int
        var applicationCount: Int
        var hostCount: Int
        var origin: RecordOrigin
        var isEscaped: Bool
        var level: Level
        var category: Category
    }

    /// Where a key's record was counted last in the slab at hand.
    struct Hint: BitwiseCopyable {
        var minute: Int64
        /// Below zero where the slab has not been counted in yet.
        var row: Int32
        var key: UInt16

        static let none = Hint(minute: 0, row: -1, key: 0)
    }

    /// How often all keys were forgotten: an index is good until the next reset.
    private(set) var resets = 0
    private var keys: [MeterKey] = []
    private var digests: [ContentDigest.Prefix] = []
    var hints: [Hint] = []
    private var identities: [Identity] = []
    private var last = 0
    private var names: [UInt8] = []
    /// Indices of keys, -1 where there is none; open addressing. Empty until there are more than ``fewKeys``.
    private var table: [Int16] = []
    /// What the hints hold for.
    private var use: SlabFill.Use?

    func key(_ index: Int) -> MeterKey { keys[index] }

    @inline(__always)
    func digest(of index: Int) -> ContentDigest.Prefix { digests[index] }

    /// Makes sure that the hints are of this use of a slab.
    mutating func begin(_ use: SlabFill.Use?) {
        guard self.use !== use else { return }
        self.use = use
        for index in hints.indices { hints[index] = .none }
    }
}

extension KeyCache {
    /// The key's index, if it is known.
    @inline(__always)
    mutating func find(_ names: Names) -> Int? {
        if last < identities.count, Self.matches(identities[last], names, in: self.names.span.bytes) { return last }
        return search(names)
    }

    private mutating func search(_ names: Names) -> Int? {
        guard !table.isEmpty else { return searchFew(names) }
        var slot = Self.slot(of: names)
        while table[slot] >= 0 {
            let index = Int(table[slot])
            if Self.matches(identities[index], names, in: self.names.span.bytes) {
                last = index
                return index
            }
            slot = (slot &+ 1) & (Self.slots &- 1)
        }
        return nil
    }

    private mutating func searchFew(_ names: Names) -> Int? {
        for index in identities.indices where Self.matches(identities[index], names, in: self.names.span.bytes) {
            last = index
            return index
        }
        return nil
    }

    /// - Precondition: the names are not known yet.
    mutating func insert(_ names: Names, key: MeterKey, digest: ContentDigest.Prefix) -> Int {
        let bytes = names.application.count + names.host.count
        if keys.count == Self.maximumKeys || self.names.count + bytes > Self.maximumNameBytes { removeAll() }
        last = keys.count
        keys.append(key)
        digests.append(digest)
        hints.append(.none)
        identities.append(
            Identity(
                start: self.names.count, applicationCount: names.application.count, hostCount: names.host.count,
                origin: names.origin, isEscaped: names.isEscaped, level: names.level, category: names.category))
        self.names.append(contentsOf: names.application)
        self.names.append(contentsOf: names.host)
        if !table.isEmpty {
            place(last)
        } else if keys.count > Self.fewKeys {
            table = [Int16](repeating: -1, count: Self.slots)
            for index in keys.indices { place(index) }
        }
        return last
    }

    /// Puts a key into the table.
    private mutating func place(_ index: Int) {
        let identity = identities[index]
        let middle = identity.start + identity.applicationCount
        var slot = names.withUnsafeBytes { bytes in
            Self.slot(
                of: Names(
                    application: UnsafeRawBufferPointer(rebasing: bytes[identity.start..<middle]),
                    host: UnsafeRawBufferPointer(rebasing: bytes[middle..<middle + identity.hostCount]), origin: identity.origin,
                    isEscaped: identity.isEscaped,
                    level: identity.level, category: identity.category))
        }
        while table[slot] >= 0 { slot = (slot + 1) & (Self.slots - 1) }
        table[slot] = Int16(index)
    }

    /// Gives back what it takes, but for one key, whose index is 0 afterwards.
    mutating func shrink(keeping index: Int?) {
        let kept = index.map { (identities[$0], keys[$0], digests[$0], nameBytes(of: $0)) }
        let resets = resets
        self = KeyCache()
        self.resets = resets &+ 1
        guard let (identity, key, digest, bytes) = kept else { return }
        bytes.withUnsafeBytes { bytes in
            let names = Names(
                application: UnsafeRawBufferPointer(rebasing: bytes[..<identity.applicationCount]),
                host: UnsafeRawBufferPointer(rebasing: bytes[identity.applicationCount...]), origin: identity.origin,
                isEscaped: identity.isEscaped,
                level: identity.level, category: identity.category)
            _ = insert(names, key: key, digest: digest)
        }
    }

    private func nameBytes(of index: Int) -> [UInt8] {
        let identity = identities[index]
        return Array(names[identity.start..<(identity.start + identity.applicationCount + identity.hostCount)])
    }

    private mutating func removeAll() {
        resets &+= 1
        keys.removeAll(keepingCapacity: true)
        digests.removeAll(keepingCapacity: true)
        hints.removeAll(keepingCapacity: true)
        identities.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        for slot in table.indices { table[slot] = -1 }
    }

    @inline(__always)
    private static func matches(_ known: Identity, _ other: Names, in names: RawSpan) -> Bool {
        guard known.level == other.level, known.category == other.category, known.isEscaped == other.isEscaped,
            known.origin == other.origin,
            known.applicationCount == other.application.count, known.hostCount == other.host.count
        else { return false }
        return RawBytes.equal(names, from: known.start, other.application.bytes)
            && RawBytes.equal(names, from: known.start &+ known.applicationCount, other.host.bytes)
    }

    private static func slot(of names: Names) -> Int {
        var hash = MurmurHash3()
        hash.block(UInt64(names.level.rawValue) << 8 | UInt64(names.category.rawValue), UInt64(names.application.count))
        hash.padded(names.application)
        return Int(truncatingIfNeeded: hash.finish(names.host).low) & (slots - 1)
    }
}
