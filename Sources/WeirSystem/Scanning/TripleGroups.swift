internal import CWeirSystem

/// Parts what is looked for into groups so that few places of a log agree with any of them: the fewer kinds of bytes a group mixes in each
/// of its three places, the better.
struct TripleGroups {
    /// Eight for each set of tables.
    private static let count = 32
    /// How often a byte is met in 10,000 bytes of logs of JSON and of text, by its six bits.
    private static let frequencies: [Double] = [
        819, 0, 594, 0, 0, 0, 0, 3, 24, 24, 98, 16, 171, 196, 228, 90, 412, 342, 320, 142, 157, 142, 120, 70, 118, 91, 325, 8, 10, 0, 10, 0,
        4,
        505, 80, 271, 181, 623, 101, 120, 108, 368, 7, 75, 267, 220, 398, 290, 188, 13, 314, 369, 387, 165, 70, 29, 26, 36, 18, 36, 7, 36,
        2, 155,
    ].map { ($0 + 1) / 10_000 }

    private struct Group {
        var triples: [[UInt8]] = []
        var members: [UInt64] = [0, 0, 0]
        /// Of each place, how likely a byte agrees.
        var shares: [Double] = [0, 0, 0]

        var share: Double { shares[0] * shares[1] * shares[2] }

        func share(with triple: [UInt8]) -> Double {
            var share = 1.0
            for place in 0..<3 {
                let bit = TripleGroups.folded(triple[place])
                share *= shares[place] + (members[place] & (1 << UInt64(bit)) == 0 ? TripleGroups.frequencies[bit] : 0)
            }
            return share
        }

        mutating func add(_ triple: [UInt8]) {
            triples.append(triple)
            for place in 0..<3 {
                let bit = TripleGroups.folded(triple[place])
                if members[place] & (1 << UInt64(bit)) == 0 { shares[place] += TripleGroups.frequencies[bit] }
                members[place] |= 1 << UInt64(bit)
            }
        }
    }

    /// Six bits: the low five, and whether the byte is a letter or stands among them.
    static func folded(_ byte: UInt8) -> Int { Int(weir_folded(byte)) }

    static func frequency(of byte: UInt8) -> Double { frequencies[folded(byte)] }

    let groups: [[[UInt8]]]

    /// Each goes where it costs least; the most frequent first.
    init(_ triples: [[UInt8]]) {
        var groups = [Group](repeating: Group(), count: Self.count)
        let weighed = Set(triples).map { (triple: $0, share: Group().share(with: $0)) }
        for (triple, _) in weighed.sorted(by: {
            $0.share != $1.share ? $0.share > $1.share : $0.triple.lexicographicallyPrecedes($1.triple)
        }) {
            let costs = groups.map { $0.share(with: triple) - $0.share }
            if let best = costs.indices.min(by: { costs[$0] < costs[$1] }) { groups[best].add(triple) }
        }
        self.groups = groups.filter { !$0.triples.isEmpty }.map(\.triples)
    }
}
