package import WeirRecords
internal import WeirSystem

/// A set of 128-bit ids: open addressing with linear probing, 16 bytes a slot, at most two thirds full.
package struct DigestSet: Sendable {
    package enum Insertion: Equatable, Sendable {
        case new
        case known
        /// The set is at its limit and does not know this id.
        case full
    }

    private static let smallest = 1 << 10

    /// All zero: free. The id of zero itself is kept apart.
    private var slots: ContiguousArray<Digest128>
    private var hasZero = false
    private let limit: Int
    package private(set) var count = 0

    package init(limit: Int = ReceiverLimits.rememberedIDs) {
        self.limit = limit
        slots = Self.free(Self.smallest)
    }

    /// Brings the place of an id into the processor's caches, where it is needed soon: the waits of several go side by side.
    ///
    /// - Returns: something of what lies there, for a caller that must not be optimised away.
    @inline(__always)
    func touch(_ id: Digest128) -> UInt64 { slots[first(of: id)].low }

    package mutating func insert(_ id: Digest128) -> Insertion {
        guard !Self.isFree(id) else { return insertZero() }
        if (count + 1) * 3 > slots.count * 2 { grow() }
        let slot = place(of: id)
        guard Self.isFree(slots[slot]) else { return .known }
        guard count < limit else { return .full }
        slots[slot] = id
        count += 1
        return .new
    }

    private mutating func insertZero() -> Insertion {
        guard !hasZero else { return .known }
        guard count < limit else { return .full }
        hasZero = true
        count += 1
        return .new
    }

    /// Where the id is, or the free slot where it belongs.
    private func place(of id: Digest128) -> Int {
        let mask = slots.count - 1
        var slot = first(of: id)
        while !Self.isFree(slots[slot]), !Self.isSame(slots[slot], id) { slot = (slot + 1) & mask }
        return slot
    }

    /// Where the search begins.
    @inline(__always)
    private func first(of id: Digest128) -> Int {
        Int(truncatingIfNeeded: (id.low ^ id.high &* 0x9E37_79B9_7F4A_7C15) >> 7) & (slots.count - 1)
    }

    // Spelt out, since the equality of another module's type is a call.
    @inline(__always)
    private static func isFree(_ slot: Digest128) -> Bool { slot.low | slot.high == 0 }
    @inline(__always)
    private static func isSame(_ left: Digest128, _ right: Digest128) -> Bool { left.low == right.low && left.high == right.high }

    private static func free(_ count: Int) -> ContiguousArray<Digest128> {
        ContiguousArray(unsafeUninitializedCapacity: count) { slots, initializedCount in
            LargePages.prefer(for: UnsafeMutableRawBufferPointer(slots))
            slots[..<count].initialize(repeating: .zero)
            initializedCount = count
        }
    }

    private mutating func grow() {
        let old = slots
        slots = Self.free(old.count * 2)
        for id in old where !Self.isFree(id) { slots[place(of: id)] = id }
    }
}
