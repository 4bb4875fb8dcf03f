/// What names mean, by their bytes: the same few stand in record after record. For one thread at a time.
final class NameCache {
    private static let slots = 256
    /// Of one name, padded with zeros.
    private static let words = NameWords.longestBytes / 8

    private struct Slot {
        var count = 0
        var meaning: SecretName?
    }

    private let slots = UnsafeMutablePointer<Slot>.allocate(capacity: NameCache.slots)
    private let names = UnsafeMutablePointer<UInt64>.allocate(capacity: NameCache.slots * NameCache.words)

    init() {
        slots.initialize(repeating: Slot(), count: Self.slots)
        names.initialize(repeating: 0, count: Self.slots * Self.words)
    }

    deinit {
        slots.deallocate()
        names.deallocate()
    }

    func name(_ name: UnsafeRawBufferPointer) -> SecretName? {
        guard !name.isEmpty, name.count <= NameWords.longestBytes else { return nil }
        var hash = UInt64(name.count)
        for word in 0..<Self.words(in: name) { hash = (hash ^ Self.word(name, word)) &* 0x9E37_79B9_7F4A_7C15 }
        let slot = Int(hash >> 56)
        if !isKnown(name, in: slot) { learn(name, in: slot) }
        return slots[slot].meaning
    }

    private func isKnown(_ name: UnsafeRawBufferPointer, in slot: Int) -> Bool {
        guard slots[slot].count == name.count else { return false }
        for word in 0..<Self.words(in: name) where names[slot * Self.words + word] != Self.word(name, word) { return false }
        return true
    }

    private func learn(_ name: UnsafeRawBufferPointer, in slot: Int) {
        for word in 0..<Self.words(in: name) { names[slot * Self.words + word] = Self.word(name, word) }
        slots[slot] = Slot(count: name.count, meaning: SecretName(name))
    }

    @inline(__always)
    private static func words(in name: UnsafeRawBufferPointer) -> Int { (name.count + 7) / 8 }

    /// Eight bytes of the name, and of its last ones as many as there are.
    @inline(__always)
    private static func word(_ name: UnsafeRawBufferPointer, _ index: Int) -> UInt64 {
        let start = 8 * index
        if start + 8 <= name.count { return name.loadUnaligned(fromByteOffset: start, as: UInt64.self) }
        var word: UInt64 = 0
        for place in (start..<name.count).reversed() { word = word << 8 | UInt64(name[place]) }
        return word
    }
}
