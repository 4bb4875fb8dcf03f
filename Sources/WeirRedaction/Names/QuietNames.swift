/// Names met before that announce no secret, each with the bytes next to it that this was told by: the same few stand in record after
/// record. For one thread at a time.
final class QuietNames {
    private static let slots = 256
    private static let longestBytes = 128
    private static let shortestBytes = 8

    private struct Slot {
        /// Bytes of the name and of what stands next to it.
        var count = 0
        /// Of them, those before the place.
        var before = 0
    }

    private let slots = UnsafeMutablePointer<Slot>.allocate(capacity: QuietNames.slots)
    private let texts = UnsafeMutableRawPointer.allocate(byteCount: QuietNames.slots * QuietNames.longestBytes, alignment: 8)

    init() {
        slots.initialize(repeating: Slot(), count: Self.slots)
        texts.initializeMemory(as: UInt8.self, repeating: 0, count: Self.slots * Self.longestBytes)
    }

    deinit {
        slots.deallocate()
        texts.deallocate()
    }

    /// Whether one of them stands here, with the same bytes next to it.
    func contains(_ place: Int, in line: UnsafeRawBufferPointer) -> Bool {
        guard let slot = Self.slot(place, in: line) else { return false }
        let start = place - slots[slot].before
        let count = slots[slot].count
        guard count != 0, start >= 0, start + count <= line.count else { return false }
        let text = texts + slot * Self.longestBytes
        var offset = 0
        while offset < count {
            // The last eight bytes may be compared in part twice.
            let word = min(offset, count - 8)
            guard
                line.loadUnaligned(fromByteOffset: start + word, as: UInt64.self)
                    == text.loadUnaligned(fromByteOffset: word, as: UInt64.self)
            else { return false }
            offset += 8
        }
        return true
    }

    /// - Parameters:
    ///   - name: as it was read around the place.
    ///   - before: bytes before it that its meaning depends on, one at least.
    ///   - behind: bytes behind it, one at least.
    func learn(_ name: Range<Int>, before: Int, behind: Int, _ place: Int, in line: UnsafeRawBufferPointer) {
        // What was left out at the name's end belongs to what was read.
        let start = name.lowerBound - before
        let end = line.end(from: name.upperBound, limit: Self.longestBytes) { $0.isName } + behind
        guard start >= 0, end <= line.count, start <= place, place < end, Self.shortestBytes...Self.longestBytes ~= end - start,
            !line[name.lowerBound - 1].isName, line[name.lowerBound - 1] != 0x5C, let slot = Self.slot(place, in: line)
        else { return }
        slots[slot] = Slot(count: end - start, before: place - start)
        for offset in 0..<end - start {
            texts.storeBytes(of: line[start + offset], toByteOffset: slot * Self.longestBytes + offset, as: UInt8.self)
        }
    }

    /// By the eight bytes before the place and those from there on.
    private static func slot(_ place: Int, in line: UnsafeRawBufferPointer) -> Int? {
        guard place >= 8, place + 8 <= line.count else { return nil }
        let before = line.loadUnaligned(fromByteOffset: place - 8, as: UInt64.self)
        let behind = line.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let hash = ((before &* 0x9E37_79B9_7F4A_7C15) ^ behind) &* 0xD6E8_FEB8_6659_FD93
        return Int(hash >> 56)
    }
}
