/// What names mean, by their bytes: the same few stand in record after record. For one thread at a time.
final class NameCache {
    private static let slots = 256

    private var names = [[UInt8]](repeating: [], count: slots)
    private var meanings = [SecretName?](repeating: nil, count: slots)

    func name(_ name: UnsafeRawBufferPointer) -> SecretName? {
        guard !name.isEmpty, name.count <= NameWords.longestBytes else { return nil }
        var hash: UInt32 = 2_166_136_261
        for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let slot = Int((hash ^ hash >> 16) & UInt32(Self.slots - 1))
        if isEqual(names[slot], name) { return meanings[slot] }
        names[slot] = Array(name)
        meanings[slot] = SecretName(name)
        return meanings[slot]
    }

    @inline(__always)
    private func isEqual(_ known: [UInt8], _ name: UnsafeRawBufferPointer) -> Bool {
        guard known.count == name.count else { return false }
        for place in known.indices where known[place] != name[place] { return false }
        return true
    }
}
