internal import WeirRecords

/// What a frame that is not yet synced was made of, so that it can be written again.
enum HeldContent: Sendable {
    case slab(Slab)
    case dropped([StreamState], MeterBlock)

    var streams: [StreamState] {
        switch self {
        case .slab(let slab): slab.streams
        case .dropped(let streams, _): streams
        }
    }

    var recordCount: UInt64 {
        switch self {
        case .slab(let slab): UInt64(slab.entries.count)
        case .dropped(_, let meter): meter.recordCount
        }
    }

    var slab: Slab? {
        guard case .slab(let slab) = self else { return nil }
        return slab
    }
}
