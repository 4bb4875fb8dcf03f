/// A place where a slab could have ended: its streams stand there behind the records before it, and before those that follow.
package struct SlabCut: Sendable {
    package var entries: Int
    package var payloadBytes: Int
    package var streams: [StreamState]

    /// Between two cuts of a slab lies at least one of these, so that a slab has few.
    static let stepBytes = 128 << 10
    static let stepEntries = 2_048
    static let stepStreams = 128
}

extension Slab {
    /// Notes that the slab could end here: each stream's position is right for the records so far. A source calls it between two
    /// turns. Where the frame is too long for a small spool, it is written in parts, each with the positions as of its end.
    package func markCut() {
        let last = cuts.last
        guard
            payloadCount - (last?.payloadBytes ?? 0) >= SlabCut.stepBytes || entries.count - (last?.entries ?? 0) >= SlabCut.stepEntries
                || streams.count - (last?.streams.count ?? 0) >= SlabCut.stepStreams
        else { return }
        cuts.append(SlabCut(entries: entries.count, payloadBytes: payloadCount, streams: streams))
    }

    /// Whether ``parts()`` are more than one.
    package var canBeParted: Bool { cuts.contains { $0.entries < entries.count || $0.streams.count < streams.count } }

    /// The same records in slabs of their own, one from each cut to the next: what each of them says of its streams is true if none
    /// of those after it is ever written.
    package func parts() -> [Slab] {
        var parts: [Slab] = []
        var before = SlabCut(entries: 0, payloadBytes: 0, streams: [])
        for cut in cuts + [SlabCut(entries: entries.count, payloadBytes: payloadCount, streams: streams)] {
            let part = part(from: before, to: cut)
            if !part.isEmpty { parts.append(part) }
            before = cut
        }
        return parts
    }

    private func part(from start: SlabCut, to end: SlabCut) -> Slab {
        let part = Slab(capacity: max(1, end.payloadBytes - start.payloadBytes))
        part.freePayload.copyMemory(from: UnsafeRawBufferPointer(rebasing: usedPayload[start.payloadBytes..<end.payloadBytes]))
        part.payloadCount = end.payloadBytes - start.payloadBytes
        let entries = entries[start.entries..<end.entries]
        let used = Set(entries.map(\.stream))
        var places: [UInt16: UInt16] = [:]
        for (index, state) in end.streams.enumerated() {
            let hasMoved = index >= start.streams.count || start.streams[index] != state
            guard hasMoved || used.contains(UInt16(clamping: index)) else { continue }
            places[UInt16(clamping: index)] = UInt16(clamping: part.streams.count)
            part.streams.append(state)
        }
        for entry in entries { part.add(entry, of: self, movedBy: start.payloadBytes, stream: places[entry.stream] ?? 0) }
        let redacted = redactions.records(in: start.entries..<end.entries)
        if !redacted.isEmpty {
            part.redactions = Redactions(rules: redactions.rules, records: redacted.map { $0.moved(by: start.entries) })
        }
        return part
    }

    private func add(_ entry: RecordEntry, of whole: Slab, movedBy bytes: Int, stream: UInt16) {
        var entry = entry
        let key = whole.meter.keys[Int(entry.meterKey)]
        entry.payloadOffset -= UInt32(clamping: bytes)
        entry.stream = stream
        SlabFill.with(self) { fill in
            entry.meterKey = fill.index.key(key, in: &fill.meter)
            let row = fill.index.row(of: entry.meterKey, minute: entry.eventTime.minute, in: &fill.meter)
            fill.meter.rows[row].count.add(MeterCount(records: 1, bytes: UInt64(entry.length), digest: entry.digest))
            fill.entries.append(entry)
        }
    }
}

extension RedactedRecord {
    fileprivate func moved(by entries: Int) -> RedactedRecord {
        RedactedRecord(entry: entry - UInt32(clamping: entries), rules: rules, digest: digest)
    }
}
