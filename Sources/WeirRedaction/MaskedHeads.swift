internal import WeirRecords

/// Records whose names, level or category are others now that something was taken out of them, and the lines without a head that go
/// on with them: these take over what was derived from the head, not what stood in it.
struct MaskedHeads {
    /// Of the slab at hand, by the index of the entry.
    private var moved: [Int: MeterKey] = [:]
    /// Of streams whose last head was moved.
    private var carried: [Digest128: MeterKey] = [:]
    /// Each stream's last head before `walked`, by their indices in the slab: a slab is walked once, whatever an attacker fills it with.
    private var lastHeads: [UInt16: Int] = [:]
    private var walked = 0

    /// - Parameter key: what the record counts under now; nil where that is what it was.
    mutating func changed(_ index: Int, _ key: MeterKey?) { moved[index] = key }

    /// What a line without a head goes on with, where that was moved. To be asked in the order of the slab.
    mutating func head(of index: Int, in slab: Slab) -> MeterKey? {
        guard !moved.isEmpty || !carried.isEmpty, slab.entries[index].flags.contains(.continuation) else { return nil }
        let stream = slab.entries[index].stream
        for earlier in walked..<max(walked, index) where !slab.entries[earlier].flags.contains(.continuation) {
            lastHeads[slab.entries[earlier].stream] = earlier
        }
        walked = max(walked, index)
        if let head = lastHeads[stream] { return moved[head] }
        return Self.generation(stream, slab).flatMap { carried[$0] }
    }

    /// Counts what was moved under its new keys, at the slab's end.
    mutating func follow(_ slab: Slab) {
        (lastHeads, walked) = ([:], 0)
        guard !moved.isEmpty || !carried.isEmpty else { return }
        for index in slab.entries.indices {
            let entry = slab.entries[index]
            guard let generation = Self.generation(entry.stream, slab) else { continue }
            if entry.flags.contains(.continuation) {
                moved[index] = carried[generation]
            } else {
                carried[generation] = moved[index]
            }
        }
        slab.count(moved)
        moved.removeAll()
        for stream in slab.streams where stream.isClosed { carried[stream.descriptor.generation] = nil }
    }

    private static func generation(_ stream: UInt16, _ slab: Slab) -> Digest128? {
        slab.streams.indices.contains(Int(stream)) ? slab.streams[Int(stream)].descriptor.generation : nil
    }
}
