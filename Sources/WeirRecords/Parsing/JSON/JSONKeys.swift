/// The keys of the line before: a program writes the same ones in the same order again, so a comparison finds them, and what they mean
/// need not be looked up.
struct JSONKeys: Sendable {
    /// Members that are remembered; those behind them are read like any.
    static let maximumMembers = 64
    /// A key with the `": ` behind it lies in two words.
    private static let longestBytes = 16
    private static let separatorBytes = 3
    /// `": `, the first byte lowest.
    private static let separator: UInt32 = 0x20_3a22

    struct Known: BitwiseCopyable {
        fileprivate var first: UInt64
        fileprivate var second: UInt64
        fileprivate var firstMask: UInt64
        fileprivate var secondMask: UInt64
        /// Of the key with what stands behind it; 0 where nothing is known.
        var count: Int
        var role: JSONFieldRole

        var keyCount: Int { count &- separatorBytes }

        static let nothing = Known(first: 0, second: 0, firstMask: 0, secondMask: 0, count: 0, role: .none)
    }

    private let remembers: Bool
    private var known: [Known] = []

    /// - Parameter remembers: not where one line is read by itself.
    init(remembers: Bool = true) { self.remembers = remembers }

    /// What is known of the line's key here, if it is the one that the line before had in this place.
    @inline(__always)
    func find(_ member: Int, at position: Int, in line: RawSpan) -> Known? {
        guard member < known.count, position &+ Self.longestBytes <= line.byteCount else { return nil }
        let other = known[member]
        let differing =
            (line.word(at: position) ^ other.first) & other.firstMask | (line.word(at: position &+ 8) ^ other.second) & other.secondMask
        return differing == 0 && other.count > 0 ? other : nil
    }

    /// - Parameter key: without an escape.
    mutating func remember(_ member: Int, _ key: Range<Int>, in line: RawSpan, role: JSONFieldRole) {
        guard remembers, member <= known.count, member < Self.maximumMembers else { return }
        let new = Self.known(key, in: line, role) ?? .nothing
        if member < known.count { known[member] = new } else { known.append(new) }
    }

    private static func known(_ key: Range<Int>, in line: RawSpan, _ role: JSONFieldRole) -> Known? {
        let count = key.count + separatorBytes
        guard count <= longestBytes, key.lowerBound + longestBytes <= line.byteCount else { return nil }
        let firstMask = mask(count)
        let secondMask = mask(count - 8)
        let (first, second) = (line.word(at: key.lowerBound) & firstMask, line.word(at: key.lowerBound + 8) & secondMask)
        // What is not ASCII must be seen each time: the line may not be UTF-8 then.
        guard (first | second) & ByteWords.highBits == 0, separates(line, at: key.upperBound) else { return nil }
        return Known(first: first, second: second, firstMask: firstMask, secondMask: secondMask, count: count, role: role)
    }

    /// - Precondition: a byte lies before the place, and three lie from it on.
    private static func separates(_ line: RawSpan, at start: Int) -> Bool {
        line.halfWord(at: start &- 1) >> 8 == separator
    }

    /// So many low bytes of a word.
    private static func mask(_ bytes: Int) -> UInt64 { bytes <= 0 ? 0 : bytes >= 8 ? .max : 1 << UInt64(8 * bytes) - 1 }
}
