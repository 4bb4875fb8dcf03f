internal import WeirRecords

/// What a log left open when it was rotated: the file that takes its path's place goes on with it.
struct Heritage {
    private struct Place: Hashable {
        var source: String
        var origin: String

        init(_ stream: StreamDescriptor) { (source, origin) = (stream.source, stream.origin) }
    }

    /// Paths whose last record left something open: with more than these, which needs as many logs that end in the midst of a key, the
    /// oldest is forgotten.
    private static let maximumPlaces = 1_024

    private var ends: [Place: OpenEnd] = [:]
    private var order: [Place] = []
    /// New streams of the slab at hand whose first record was not read yet.
    private var heirs: Set<Digest128> = []

    /// Whether a new stream may go on with anything.
    var isDue: Bool { !heirs.isEmpty && !ends.isEmpty }

    /// A stream is new, and its first record comes in this slab.
    mutating func expect(_ stream: StreamDescriptor) { heirs.insert(stream.generation) }

    func awaits(_ stream: StreamDescriptor) -> Bool {
        isDue && heirs.contains(stream.generation) && ends[Place(stream)] != nil
    }

    /// What the stream's first record is to be read with; nil for others, and where nothing was left.
    mutating func take(_ stream: StreamDescriptor) -> OpenEnd? {
        guard !heirs.isEmpty, heirs.remove(stream.generation) != nil, !ends.isEmpty else { return nil }
        return ends[Place(stream)]
    }

    mutating func note(_ end: OpenEnd, of stream: StreamDescriptor) {
        guard !end.isEmpty || !ends.isEmpty else { return }
        let place = Place(stream)
        if ends.updateValue(end, forKey: place) == nil { order.append(place) }
        if end.isEmpty || ends.count > Self.maximumPlaces { forget(end.isEmpty ? place : order[0]) }
    }

    private mutating func forget(_ place: Place) {
        ends[place] = nil
        order.removeAll { $0 == place }
    }

    mutating func leave() { heirs.removeAll() }
}
