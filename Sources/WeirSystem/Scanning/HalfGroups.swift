/// Chooses which three bytes of each text are looked for, and in which of 16 groups, for processors that look up the halves of bytes.
///
/// A group accepts each byte whose low half and whose high half some member has: the fewer of a log's bytes that is, the fewer places are
/// compared in vain. With the texts of the standard rules it is one place in 20.
struct HalfGroups {
    struct Place: Equatable {
        /// Where the three bytes begin.
        var offset: Int
        var group: Int
    }

    static let count = 16
    /// Each text is placed again among all the others as often.
    private static let rounds = 4
    /// How much more it costs to compare a text than to leave out a place where its three bytes do not stand.
    private static let comparing = 3.0

    /// The halves that three bytes in a row may have, a bit each.
    private struct Halves {
        var low: [UInt16] = [0, 0, 0]
        var high: [UInt16] = [0, 0, 0]

        init() {}

        init(_ triple: ArraySlice<UInt8>) {
            for (place, byte) in triple.enumerated() {
                low[place] = 1 << UInt16(byte & 15)
                high[place] = 1 << UInt16(byte >> 4) | 1 << UInt16(ASCIILetter.upper(byte) >> 4)
            }
        }

        mutating func add(_ other: Halves) {
            for place in 0..<3 {
                low[place] |= other.low[place]
                high[place] |= other.high[place]
            }
        }

        /// What part of a log's places agrees with these and with the others.
        func share(with other: Halves, _ shares: HalfShares) -> Double {
            (0..<3).reduce(1.0) { $0 * shares.share(low[$1] | other.low[$1], high[$1] | other.high[$1]) }
        }
    }

    let places: [Place]

    /// - Parameter texts: in lower case, of at least three bytes each, and the bytes that may follow them: none, then any may.
    init(_ texts: [(bytes: [UInt8], endings: [UInt8])]) {
        let shares = HalfShares()
        let choices = texts.map { text in (0...max(0, text.bytes.count - 3)).map { Halves(text.bytes[$0...].prefix(3)) } }
        var places = [Place?](repeating: nil, count: texts.count)
        let logs = LogWords()
        let own = zip(texts, choices).map { text, choices in
            choices.enumerated().map { offset, choice in
                let share = logs.share(of: text.bytes, from: offset, endings: text.endings)
                return Self.comparing * (share + choice.share(with: Halves(), shares) / 16)
            }
        }
        let ease = choices.map { $0.map { $0.share(with: Halves(), shares) }.min() ?? 0 }
        // What is met the most often has the least choice.
        let order = texts.indices.sorted { ease[$0] != ease[$1] ? ease[$0] > ease[$1] : $0 < $1 }
        for _ in 0..<Self.rounds {
            for text in order {
                places[text] = nil
                places[text] = Self.best(choices[text], own[text], Self.groups(places, choices), shares)
            }
        }
        self.places = places.map { $0 ?? Place(offset: 0, group: 0) }
    }

    private static func groups(_ places: [Place?], _ choices: [[Halves]]) -> [Halves] {
        var groups = [Halves](repeating: Halves(), count: count)
        for (text, place) in places.enumerated() {
            if let place { groups[place.group].add(choices[text][place.offset]) }
        }
        return groups
    }

    private static func best(_ choices: [Halves], _ own: [Double], _ groups: [Halves], _ shares: HalfShares) -> Place {
        var (best, least) = (Place(offset: 0, group: 0), Double.infinity)
        for (index, group) in groups.enumerated() {
            let before = group.share(with: Halves(), shares)
            for (offset, choice) in choices.enumerated() {
                let cost = group.share(with: choice, shares) - before + own[offset]
                if cost < least { (best, least) = (Place(offset: offset, group: index), cost) }
            }
        }
        return best
    }
}

/// How much of a log is made of bytes with certain halves.
private struct HalfShares {
    /// For each high half of ASCII, the share of each set of low halves: of the lower eight of them and of the upper eight.
    private let sets: [[Double]]

    init() {
        var sets = [[Double]](repeating: [Double](repeating: 0, count: 256), count: 16)
        for byte in UInt8(0)..<0x80 {
            let (part, bit) = (Int(byte >> 3), 1 << Int(byte & 7))
            for set in 0..<256 where set & bit != 0 { sets[part][set] += Self.frequency(byte) }
        }
        self.sets = sets
    }

    func share(_ low: UInt16, _ high: UInt16) -> Double {
        var sum = 0.0
        for half in 0..<8 where high >> UInt16(half) & 1 != 0 {
            sum += sets[2 * half][Int(low & 0xFF)] + sets[2 * half + 1][Int(low >> 8)]
        }
        return sum
    }

    private static func frequency(_ byte: UInt8) -> Double {
        switch byte {
        case 0x41...0x5A: 0.1 * TripleGroups.frequency(of: byte)
        case 0x61...0x7A: 0.9 * TripleGroups.frequency(of: byte)
        case 0x20...0x5F, 0x7B...0x7E: TripleGroups.frequency(of: byte)
        default: 0
        }
    }
}
