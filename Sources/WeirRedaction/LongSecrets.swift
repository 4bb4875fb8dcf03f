internal import WeirRecords

/// Secrets that go on where a part of a line ends, and whose name stands too far before that to be read again with the next part:
/// what follows is masked to the line's end, since where the secret ends is not told any more.
struct LongSecrets {
    /// A name with its sign, which must stand in what is read again.
    private static let lead = 256
    /// Between the secret and the part's end: a backslash, a quote.
    private static let slack = 8

    /// Where the part ended.
    private var ends: [Digest128: UInt64] = [:]

    mutating func note(_ last: Mask, in entry: RecordEntry, of stream: StreamDescriptor) {
        let length = Int(entry.length)
        let isOpen = last.range.upperBound >= length - Self.slack && last.range.lowerBound < length - StreamMemory.lineBytes + Self.lead
        if isOpen {
            ends[stream.generation] = entry.streamOffset + UInt64(entry.length)
        } else if !ends.isEmpty {
            ends[stream.generation] = nil
        }
    }

    /// Whether the record begins within one.
    mutating func reach(_ entry: RecordEntry, of stream: StreamDescriptor) -> Bool {
        guard let end = ends.removeValue(forKey: stream.generation), end == entry.streamOffset else { return false }
        ends[stream.generation] = entry.streamOffset + UInt64(entry.length)
        return true
    }

    mutating func forget(_ stream: StreamDescriptor) { ends[stream.generation] = nil }
}
