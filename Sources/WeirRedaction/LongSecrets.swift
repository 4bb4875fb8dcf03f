internal import WeirRecords

/// Secrets that go on where a part of a line ends, and whose name stands too far before that to be read again with the next part:
/// what follows is masked to the line's end, since where the secret ends is not told any more.
struct LongSecrets {
    /// A name with its sign, which must stand in what is read again.
    private static let lead = 256

    /// Where the part ended.
    private var ends: [Digest128: UInt64] = [:]

    mutating func note(_ last: Mask, in line: UnsafeRawBufferPointer, _ entry: RecordEntry, of stream: StreamDescriptor) {
        let end = entry.streamOffset + UInt64(entry.length)
        // The first half of an escape may stand behind it.
        let reachesTheEnd = line[last.range.upperBound...].allSatisfy { $0 == UInt8(ascii: "\\") }
        let isLong = ends[stream.generation] == end || last.range.lowerBound < line.count - StreamMemory.lineBytes + Self.lead
        if reachesTheEnd, isLong {
            ends[stream.generation] = end
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
