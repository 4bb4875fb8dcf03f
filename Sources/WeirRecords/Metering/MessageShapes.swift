/// The message shapes that weigh most, in bounded memory.
///
/// When too many are known, the lighter half is dropped. A count is thus never too high, and never too low by more than its
/// ``Entry/missedLineBytes``: what the dropped ones weighed at most. With fewer shapes than ``maximumShapes`` all counts are exact.
package struct MessageShapes: Sendable {
    /// Shapes kept after some were dropped.
    package static let keptShapes = 2_048
    /// Shapes that are known before some are dropped.
    package static let maximumShapes = 2 * keptShapes
    /// A message given as an example is cut to so many bytes.
    package static let exampleBytes = 300

    package struct Entry: Hashable, Sendable {
        /// The message with all that differs put as `<n>`, `<hex>`, `<uuid>`, `<token>`, `<text>`, `<path>`,
        /// `<url>` or `<address>`.
        package var shape: String
        /// One message of this shape. It may hold secrets: it is not redacted.
        package var example: String
        package var weight: MeterWeight
        /// Line bytes of this shape that may have gone uncounted.
        package var missedLineBytes: UInt64
    }

    private var entries: [Digest128: Entry] = [:]
    /// What shapes dropped so far weighed at most, added up over the times that some were dropped.
    private var dropped: UInt64 = 0
    private var shape = MessageShape()

    package init() {}

    /// Shapes known now.
    package var count: Int { entries.count }

    /// - Parameter message: its text, escapes resolved.
    package mutating func add(_ message: UnsafeRawBufferPointer, lineBytes: Int) {
        let weight = MeterWeight(records: 1, lineBytes: UInt64(lineBytes), messageBytes: UInt64(message.count))
        shape.normalize(message)
        let digest = shape.bytes.withUnsafeBytes { MurmurHash3.hash($0) }
        if entries[digest]?.weight.add(weight) != nil { return }
        let example = String(decoding: message.prefix(Self.exampleBytes), as: UTF8.self)
        let text = String(decoding: shape.bytes, as: UTF8.self)
        entries[digest] = Entry(shape: text, example: example, weight: weight, missedLineBytes: dropped)
        dropLightest()
    }

    /// Merges in any order and grouping to the same counts as long as nothing was dropped.
    package mutating func merge(_ other: MessageShapes) {
        for digest in entries.keys where other.entries[digest] == nil { entries[digest]?.missedLineBytes &+= other.dropped }
        for (digest, entry) in other.entries { merge(entry, digest) }
        dropped &+= other.dropped
        dropLightest()
    }

    private mutating func merge(_ entry: Entry, _ digest: Digest128) {
        guard var known = entries[digest] else {
            entries[digest] = entry
            entries[digest]?.missedLineBytes &+= dropped
            return
        }
        known.weight.add(entry.weight)
        known.missedLineBytes &+= entry.missedLineBytes
        known.example = min(known.example, entry.example)
        entries[digest] = known
    }

    /// The heaviest shapes by line bytes, heaviest first; equal ones in the order of their text.
    package func heaviest(_ count: Int) -> [Entry] {
        Array(entries.values.sorted(by: Self.isHeavier).prefix(count))
    }

    private static func isHeavier(_ left: Entry, _ right: Entry) -> Bool {
        (right.weight.lineBytes, left.shape) < (left.weight.lineBytes, right.shape)
    }

    private mutating func dropLightest() {
        guard entries.count > Self.maximumShapes else { return }
        let byWeight = entries.sorted { Self.isHeavier($0.value, $1.value) }
        dropped &+= byWeight[Self.keptShapes].value.weight.lineBytes
        for (digest, _) in byWeight[Self.keptShapes...] { entries[digest] = nil }
    }
}
