/// Where things lie that are known by their digests. The few that are asked for again and again are found without a dictionary.
struct DigestIndex: Sendable {
    /// A power of two; more than the messages that one program writes often.
    private static let slots = 1_024

    private struct Slot: BitwiseCopyable {
        var digest: Digest128
        /// Below zero where nothing was asked for yet.
        var place: Int
    }

    private(set) var places: [Digest128: Int] = [:]
    private var recent = [Slot](repeating: Slot(digest: .zero, place: -1), count: slots)

    @inline(__always)
    mutating func find(_ digest: Digest128) -> Int? {
        let slot = recent[Self.slot(of: digest)]
        return slot.place >= 0 && slot.digest == digest ? slot.place : search(digest)
    }

    private mutating func search(_ digest: Digest128) -> Int? {
        guard let place = places[digest] else { return nil }
        recent[Self.slot(of: digest)] = Slot(digest: digest, place: place)
        return place
    }

    mutating func insert(_ digest: Digest128, _ place: Int) { places[digest] = place }

    private static func slot(of digest: Digest128) -> Int { Int(truncatingIfNeeded: digest.low) & (slots &- 1) }
}
