/// How long messages are, per retention class: what decides how rows pack on a page and which go to TOAST. Merges by addition.
package struct MessageLengths: Equatable, Sendable {
    /// Lengths of one octave are told apart in so many parts: within 1/16 of the length.
    private static let partsPerOctave = 8
    private static let partBits = 3
    private static let buckets = (64 - partBits + 1) * partsPerOctave

    private var standard = [UInt64](repeating: 0, count: buckets)
    private var debug = [UInt64](repeating: 0, count: buckets)

    package init() {}

    @inline(__always)
    package mutating func add(_ bytes: Int, _ retentionClass: RetentionClass) {
        let bucket = Self.bucket(max(0, bytes))
        if retentionClass == .debug { debug[bucket] &+= 1 } else { standard[bucket] &+= 1 }
    }

    package mutating func merge(_ other: MessageLengths) {
        for bucket in standard.indices {
            standard[bucket] &+= other.standard[bucket]
            debug[bucket] &+= other.debug[bucket]
        }
    }

    /// Lengths in rising order with their records; a length stands for those near it.
    package func counts(of retentionClass: RetentionClass) -> [(bytes: Int, records: UInt64)] {
        let counts = retentionClass == .debug ? debug : standard
        return counts.indices.filter { counts[$0] > 0 }.map { (Self.middle(of: $0), counts[$0]) }
    }

    /// Short lengths have a bucket each; longer ones share one by their leading binary digits.
    private static func bucket(_ bytes: Int) -> Int {
        guard bytes >= partsPerOctave else { return bytes }
        let shift = Int.bitWidth - 1 - bytes.leadingZeroBitCount - partBits
        return (shift + 1) * partsPerOctave + (bytes >> shift) - partsPerOctave
    }

    private static func middle(of bucket: Int) -> Int {
        let shift = bucket / partsPerOctave - 1
        guard shift >= 0 else { return bucket }
        let lower = (bucket % partsPerOctave + partsPerOctave) << shift
        return lower + (1 << shift - 1) / 2
    }
}
