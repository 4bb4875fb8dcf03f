internal import WeirRecords

/// Where every stream stands that is not closed.
struct LivePositions: Equatable, Sendable {
    /// A stream is its source's generation; the rest of its descriptor is for people and readers.
    private struct Key: Hashable, Comparable {
        var source: String
        var generation: Digest128

        init(_ descriptor: StreamDescriptor) {
            source = descriptor.source
            generation = descriptor.generation
        }

        static func < (left: Key, right: Key) -> Bool {
            (left.source, left.generation.high, left.generation.low) < (right.source, right.generation.high, right.generation.low)
        }
    }

    private var states: [Key: StreamState] = [:]
    /// Of all states in a streams block, at most.
    private var stateBytes = 0

    mutating func apply(_ streams: some Sequence<StreamState>) {
        for stream in streams {
            let key = Key(stream.descriptor)
            if let before = states.removeValue(forKey: key) { stateBytes -= StreamsBlock.bytes(of: before) }
            guard !stream.isClosed else { continue }
            states[key] = stream
            stateBytes += StreamsBlock.bytes(of: stream)
        }
    }

    /// In one order, whatever the order in which they came.
    var streams: [StreamState] { states.sorted { $0.key < $1.key }.map(\.value) }

    /// The same, in parts that fit into one checkpoint frame each; one empty part where there are none.
    var checkpointParts: [[StreamState]] {
        var parts: [[StreamState]] = [[]]
        var bytes = 0
        for stream in streams {
            let more = StreamsBlock.bytes(of: stream)
            let last = parts.count - 1
            if bytes + more > FrameLimits.checkpointStreamsBytes || parts[last].count == Slab.maximumStreams {
                parts.append([stream])
                bytes = more
            } else {
                parts[last].append(stream)
                bytes += more
            }
        }
        return parts
    }

    /// What a checkpoint of all takes, at most.
    var checkpointBytes: UInt64 {
        let fixed = FrameHeader.byteCount + FrameHeader.checksumBytes + StreamsBlock.fixedBytes + StreamsBlock.alignment + 16
        return UInt64(stateBytes + fixed * (2 + stateBytes / FrameLimits.checkpointStreamsBytes + states.count / Slab.maximumStreams))
    }
}
