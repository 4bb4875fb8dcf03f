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

    private var entries: [Entry] = []
    private var index = DigestIndex()
    /// What shapes dropped so far weighed at most, added up over the times that some were dropped.
    private var dropped: UInt64 = 0
    private var shape = MessageShape()
    /// The entry of the message that was added last; nil where it was dropped again.
    private var latest: Int?

    package init() {}

    /// Shapes known now.
    package var count: Int { entries.count }

    /// - Parameter message: its text, escapes resolved.
    package mutating func add(_ message: UnsafeRawBufferPointer, lineBytes: Int) {
        let weight = MeterWeight(records: 1, lineBytes: UInt64(lineBytes), messageBytes: UInt64(message.count))
        let digest = shape.normalize(message)
        if let known = index.find(digest) {
            latest = known
            return entries[known].weight.add(weight)
        }
        let example = String(decoding: message.prefix(Self.exampleBytes), as: UTF8.self)
        append(Entry(shape: shape.text, example: example, weight: weight, missedLineBytes: dropped), digest)
        dropLightest()
        latest = index.find(digest)
    }

    /// Adds to the shape of the message that was added last.
    mutating func goOn(with weight: MeterWeight) {
        if let latest { entries[latest].weight.add(weight) }
    }

    /// Merges in any order and grouping to the same counts as long as nothing was dropped.
    package mutating func merge(_ other: MessageShapes) {
        for (digest, place) in index.places where other.index.places[digest] == nil { entries[place].missedLineBytes &+= other.dropped }
        for (digest, place) in other.index.places { merge(other.entries[place], digest) }
        dropped &+= other.dropped
        dropLightest()
    }

    private mutating func merge(_ entry: Entry, _ digest: Digest128) {
        guard let known = index.find(digest) else {
            var entry = entry
            entry.missedLineBytes &+= dropped
            return append(entry, digest)
        }
        entries[known].weight.add(entry.weight)
        entries[known].missedLineBytes &+= entry.missedLineBytes
        entries[known].example = min(entries[known].example, entry.example)
    }

    private mutating func append(_ entry: Entry, _ digest: Digest128) {
        index.insert(digest, entries.count)
        entries.append(entry)
    }

    /// The heaviest shapes by line bytes, heaviest first; equal ones in the order of their text.
    package func heaviest(_ count: Int) -> [Entry] {
        Array(entries.sorted(by: Self.isHeavier).prefix(count))
    }

    private static func isHeavier(_ left: Entry, _ right: Entry) -> Bool {
        (right.weight.lineBytes, left.shape) < (left.weight.lineBytes, right.shape)
    }

    private mutating func dropLightest() {
        guard entries.count > Self.maximumShapes else { return }
        let byWeight = index.places.sorted { Self.isHeavier(entries[$0.value], entries[$1.value]) }
        let known = entries
        dropped &+= known[byWeight[Self.keptShapes].value].weight.lineBytes
        entries.removeAll(keepingCapacity: true)
        index = DigestIndex()
        for (digest, place) in byWeight[..<Self.keptShapes] { append(known[place], digest) }
    }
}
