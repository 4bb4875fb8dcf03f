internal import WeirRecords

/// What a stream's next record must be read with: a private key that is not over, a name whose value comes on the next line, and the
/// line of which a record is the rest.
struct StreamMemory {
    /// The longest private key of a line a record.
    private static let lookbackBytes = OpenKey.longestBytes
    static let lineBytes = 4 << 10
    /// Streams of which that is kept; of more it is read again.
    private static let maximumUnfinished = 1_024

    private var known: Set<Digest128> = []
    private var states: [Digest128: OpenEnd] = [:]
    private var heritage = Heritage()
    /// Of the slab at hand: its streams, each entry's stream, and what stands before the records that are the rest of a line.
    private var streams: [StreamState] = []
    private var entries: [RecordEntry] = []
    private var beginnings: [Int: [UInt8]?] = [:]
    private var longSecrets = LongSecrets()
    /// How the last part of a line ended that goes on with the stream's next record.
    private var unfinished: [Digest128: (end: UInt64, bytes: [UInt8])] = [:]

    var isWatching: Bool { !states.isEmpty || !beginnings.isEmpty || heritage.isDue }

    mutating func enter(_ slab: Slab, _ lookback: Redactor.Lookback) {
        streams = slab.streams
        entries = slab.entries
        beginnings.removeAll()
        var firsts: [Int: RecordEntry]?
        for (index, stream) in streams.enumerated() where known.insert(stream.descriptor.generation).inserted {
            if firsts == nil { firsts = Dictionary(entries.map { (Int($0.stream), $0) }) { first, _ in first } }
            guard let first = firsts?[index] else { continue }
            resume(stream.descriptor, first, lookback)
            if states[stream.descriptor.generation] == nil { heritage.expect(stream.descriptor) }
        }
        if !unfinished.isEmpty || entries.contains(where: { $0.flags.contains(.cut) }) { begin(slab, lookback) }
    }

    mutating func leave() {
        for stream in streams where stream.isClosed {
            known.remove(stream.descriptor.generation)
            longSecrets.forget(stream.descriptor)
            unfinished[stream.descriptor.generation] = nil
            states[stream.descriptor.generation] = nil
        }
        streams.removeAll()
        entries.removeAll()
        beginnings.removeAll()
        heritage.leave()
    }

    /// After a restart: what the stream's last bytes leave open, or those of the one that it is the successor of.
    private mutating func resume(_ stream: StreamDescriptor, _ first: RecordEntry, _ lookback: Redactor.Lookback) {
        guard let bytes = lookback(stream, first.streamOffset, Self.lookbackBytes) else { return }
        let isAtLineEnd = bytes.last == 0x0A
        // A successor's first record begins a line, whether or not the last one before it ended.
        guard isAtLineEnd || first.streamOffset == 0 else { return }
        bytes.dropLast(isAtLineEnd ? 1 : 0).withUnsafeBytes { text in
            var end = OpenEnd()
            var place = 0
            while place < text.count {
                let line = place..<text.end(from: place) { $0 != 0x0A }
                _ = end.read(text.part(line))
                place = line.upperBound + 1
            }
            if !end.isEmpty { states[stream.generation] = end }
        }
    }

    /// Which cut records are the rest of a line, and what stands before them then.
    private mutating func begin(_ slab: Slab, _ lookback: Redactor.Lookback) {
        var last: [UInt16: RecordEntry] = [:]
        for (index, entry) in entries.enumerated() {
            if entry.flags.contains(.cut) { begin(index, entry, behind: last[entry.stream], slab, lookback) }
            last[entry.stream] = entry
        }
        for (stream, entry) in last { keep(entry, of: Int(stream), slab) }
    }

    /// As it was read: what is masked of it would tell the next part nothing.
    private mutating func keep(_ entry: RecordEntry, of stream: Int, _ slab: Slab) {
        guard slab.streams.indices.contains(stream) else { return }
        let generation = slab.streams[stream].descriptor.generation
        guard unfinished.count < Self.maximumUnfinished || unfinished[generation] != nil else { return }
        let part = entry.flags.contains(.cut) ? [UInt8](slab.bytes(of: entry).suffix(Self.lineBytes)) : nil
        unfinished[generation] = part.map { (entry.streamOffset + UInt64(entry.length), $0) }
    }

    private mutating func begin(
        _ index: Int, _ entry: RecordEntry, behind before: RecordEntry?, _ slab: Slab, _ lookback: Redactor.Lookback
    ) {
        if let before {
            guard before.streamOffset + UInt64(before.length) == entry.streamOffset else { return }
            beginnings[index] = [UInt8](slab.bytes(of: before).suffix(Self.lineBytes))
            return
        }
        guard entry.streamOffset > 0, slab.streams.indices.contains(Int(entry.stream)) else { return }
        let stream = slab.streams[Int(entry.stream)].descriptor
        if let part = unfinished[stream.generation], part.end == entry.streamOffset { return beginnings[index] = part.bytes }
        guard let bytes = lookback(stream, entry.streamOffset, Self.lineBytes) else {
            beginnings[index] = .some(nil)
            return
        }
        let line = bytes.suffix(from: bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
        if !line.isEmpty { beginnings[index] = Array(line) }
    }

    private func stream(_ index: Int) -> StreamDescriptor? {
        guard entries.indices.contains(index), streams.indices.contains(Int(entries[index].stream)) else { return nil }
        return streams[Int(entries[index].stream)].descriptor
    }

    func watches(_ index: Int) -> Bool {
        guard isWatching else { return false }
        if beginnings[index] != nil { return true }
        return stream(index).map { states[$0.generation] != nil || heritage.awaits($0) } ?? false
    }

    /// What the records before say of this one; what it leaves open is noted.
    mutating func findings(_ index: Int, _ line: UnsafeRawBufferPointer, _ search: LineSearch?) -> [Finding] {
        guard let search, let stream = stream(index) else { return [] }
        var found: [Finding] = []
        if let beginning = beginnings[index] {
            if longSecrets.reach(entries[index], of: stream) { return [Finding(0..<line.count, .secret)] }
            found += rest(of: beginning, line, search)
        }
        var end = heritage.take(stream) ?? states[stream.generation] ?? OpenEnd()
        found += end.read(line)
        states[stream.generation] = end.isEmpty ? nil : end
        heritage.note(end, of: stream)
        return found
    }

    /// What was masked in a record: the last of it may go on in the next one.
    mutating func note(_ masks: [Mask], in line: UnsafeRawBufferPointer, of index: Int) {
        guard let last = masks.last, let stream = stream(index) else { return }
        longSecrets.note(last, in: line, entries[index], of: stream)
    }

    private func rest(of beginning: [UInt8]?, _ line: UnsafeRawBufferPointer, _ search: LineSearch) -> [Finding] {
        guard let beginning else {
            // Whatever it belongs to.
            let end = ValueExtent.bareEnd(line, from: 0)
            return end >= ValueShape.shortest && !Words.arePlain(line.part(0..<end)) ? [Finding(0..<end, .secret)] : []
        }
        let whole = beginning + line
        return whole.withUnsafeBytes { search.search.find(in: $0) }.compactMap { finding in
            guard finding.range.upperBound > beginning.count else { return nil }
            return finding.at(max(0, finding.range.lowerBound - beginning.count)..<finding.range.upperBound - beginning.count)
        }
    }
}

/// What a record leaves open for the next one of its stream.
struct OpenEnd: Equatable {
    private var key = KeyMemory()
    private var pending: PendingName?
    private var isBehindBlank = false

    var isEmpty: Bool { key.open == nil && pending == nil }

    /// What the records before say of this one.
    mutating func read(_ line: UnsafeRawBufferPointer) -> [Finding] {
        var found: [Finding] = []
        // One empty line between what announces a value, a name or a sentence, and the value says nothing.
        if line.allSatisfy(\.isBlank) {
            if isBehindBlank { pending = nil }
            isBehindBlank = true
            return key.read(line)
        }
        isBehindBlank = false
        if let pending, let value = pending.value(in: line) { found.append(Finding(value, pending.name.rule)) }
        pending = PendingName(atEndOf: line)
        return found + key.read(line)
    }
}
