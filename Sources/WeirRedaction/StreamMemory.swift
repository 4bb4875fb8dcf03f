internal import WeirRecords

/// What a stream's next record must be read with: a private key that is not over, a name whose value comes on the next line, and the
/// line of which a record is the rest.
struct StreamMemory {
    private struct State {
        var isKeyOpen = false
        /// Records since the last line of the key.
        var quiet = 0
        var pending: PendingName?

        var isEmpty: Bool { !isKeyOpen && pending == nil }
    }

    /// Records of other threads between the lines of a key.
    private static let patience = 8
    /// A private key of 4,096 bits with its lines has some 3,300 bytes.
    private static let lookbackBytes = 8 << 10
    private static let lineBytes = 4 << 10

    private var known: Set<Digest128> = []
    private var states: [Digest128: State] = [:]
    /// Of the slab at hand: its streams, each entry's stream, and what stands before the records that are the rest of a line.
    private var generations: [Digest128] = []
    private var entries: [RecordEntry] = []
    private var beginnings: [Int: [UInt8]?] = [:]
    private var closed: [Digest128] = []

    var isWatching: Bool { !states.isEmpty || !beginnings.isEmpty }

    mutating func enter(_ slab: Slab, _ lookback: Redactor.Lookback) {
        generations = slab.streams.map(\.descriptor.generation)
        entries = slab.entries
        beginnings.removeAll()
        var firsts: [Int: RecordEntry]?
        for (index, stream) in slab.streams.enumerated() where known.insert(stream.descriptor.generation).inserted {
            if firsts == nil { firsts = Dictionary(entries.map { (Int($0.stream), $0) }) { first, _ in first } }
            if let first = firsts?[index], first.streamOffset > 0 { resume(stream.descriptor, first, lookback) }
        }
        for (index, entry) in entries.enumerated() where entry.flags.contains(.cut) { begin(index, entry, slab, lookback) }
        closed = slab.streams.filter(\.isClosed).map(\.descriptor.generation)
    }

    mutating func leave() {
        entries.removeAll()
        beginnings.removeAll()
        for generation in closed {
            known.remove(generation)
            states[generation] = nil
        }
        closed.removeAll()
    }

    /// After a restart: what the stream's last bytes leave open.
    private mutating func resume(_ stream: StreamDescriptor, _ first: RecordEntry, _ lookback: Redactor.Lookback) {
        guard let bytes = lookback(stream, first.streamOffset, Self.lookbackBytes), bytes.last == 0x0A else { return }
        bytes.dropLast().withUnsafeBytes { text in
            var state = State()
            state.isKeyOpen = PrivateKeyBlock.isOpen(behind: text, wasOpen: false)
            let start = text.start(before: text.count) { $0 != 0x0A }
            state.pending = PendingName(atEndOf: text.part(start..<text.count))
            if !state.isEmpty { states[stream.generation] = state }
        }
    }

    /// Whether a cut record is the rest of a line, and what stands before it then.
    private mutating func begin(_ index: Int, _ entry: RecordEntry, _ slab: Slab, _ lookback: Redactor.Lookback) {
        if let before = entries[..<index].last(where: { $0.stream == entry.stream }) {
            guard before.streamOffset + UInt64(before.length) == entry.streamOffset else { return }
            beginnings[index] = [UInt8](slab.bytes(of: before).suffix(Self.lineBytes))
            return
        }
        guard entry.streamOffset > 0, slab.streams.indices.contains(Int(entry.stream)) else { return }
        guard let bytes = lookback(slab.streams[Int(entry.stream)].descriptor, entry.streamOffset, Self.lineBytes) else {
            beginnings[index] = .some(nil)
            return
        }
        let line = bytes.suffix(from: bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
        if !line.isEmpty { beginnings[index] = Array(line) }
    }

    private func generation(_ index: Int) -> Digest128? {
        guard entries.indices.contains(index), generations.indices.contains(Int(entries[index].stream)) else { return nil }
        return generations[Int(entries[index].stream)]
    }

    func watches(_ index: Int) -> Bool {
        guard isWatching else { return false }
        if beginnings[index] != nil { return true }
        return generation(index).map { states[$0] != nil } ?? false
    }

    /// What the records before say of this one; what it leaves open is noted.
    mutating func findings(_ index: Int, _ line: UnsafeRawBufferPointer, _ search: LineSearch?) -> [Finding] {
        guard let search, let generation = generation(index) else { return [] }
        var found: [Finding] = []
        if let beginning = beginnings[index] { found += rest(of: beginning, line, search) }
        var state = states[generation] ?? State()
        if let pending = state.pending, let value = pending.value(in: line) { found.append(Finding(value, pending.name.rule)) }
        state.pending = PendingName(atEndOf: line)
        if state.isKeyOpen {
            let body = PrivateKeyBlock.body(in: line)
            found += body
            state.quiet = body.isEmpty ? state.quiet + 1 : 0
        }
        state.isKeyOpen = PrivateKeyBlock.isOpen(behind: line, wasOpen: state.isKeyOpen && state.quiet <= Self.patience)
        states[generation] = state.isEmpty ? nil : state
        return found
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
