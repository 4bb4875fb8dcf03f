internal import CWeirRecords

/// The keys of the lines before: a program writes mostly the same ones in the same order again, so a comparison finds them, and what they
/// mean need not be looked up.
///
/// A line with other keys does not change that at once: programs that add what a message needs, or that keep no order, would have every
/// line learnt and none found.
struct JSONKeys: Sendable {
    /// Members that are remembered; those behind them are read like any.
    static let maximumMembers = 64
    /// How often a place must have another key before that one is remembered there.
    static let misses: UInt8 = 8
    /// Of a key with the `": ` behind it.
    private static let longestBytes = 32
    private static let separatorBytes = 3
    /// `": `, the first byte lowest.
    private static let separator: UInt32 = 0x20_3a22

    struct Known: BitwiseCopyable {
        /// What stands behind the key counts for nothing.
        fileprivate var text: (UInt64, UInt64, UInt64, UInt64)
        /// A bit for each byte that counts.
        fileprivate var mask: UInt32
        fileprivate var missesLeft: UInt8
        var role: FieldRole
        /// Of the key with what stands behind it; 0 where nothing is known.
        var count: Int

        var keyCount: Int { count &- separatorBytes }

        static let nothing = Known(text: (0, 0, 0, 0), mask: 0, missesLeft: misses, role: .none, count: 0)
    }

    private let remembers: Bool
    private var known: [Known] = []

    /// - Parameter remembers: not where one line is read by itself.
    init(remembers: Bool = true) { self.remembers = remembers }

    /// What is known of the line's key here, if it is the one that is remembered for this place.
    @inline(__always)
    func find(_ member: Int, at position: Int, in line: RawSpan) -> Known? {
        guard member < known.count, position &+ Self.longestBytes <= line.byteCount else { return nil }
        return known.withUnsafeBufferPointer { known in
            let other = known.baseAddress.unsafelyUnwrapped + member
            let differing = line.withUnsafeBytes { weir_differing($0.baseAddress.unsafelyUnwrapped + position, other) }
            return differing & other.pointee.mask == 0 && other.pointee.count > 0 ? other.pointee : nil
        }
    }

    /// - Parameter key: without an escape.
    @inline(__always)
    mutating func remember(_ member: Int, _ key: Range<Int>, in line: RawSpan, role: FieldRole) {
        guard remembers, member <= known.count, member < Self.maximumMembers else { return }
        if member < known.count, known[member].missesLeft > 0 {
            known[member].missesLeft &-= 1
        } else {
            learn(member, key, in: line, role: role)
        }
    }

    private mutating func learn(_ member: Int, _ key: Range<Int>, in line: RawSpan, role: FieldRole) {
        let new = Self.known(key, in: line, role) ?? .nothing
        if member < known.count { known[member] = new } else { known.append(new) }
    }

    private static func known(_ key: Range<Int>, in line: RawSpan, _ role: FieldRole) -> Known? {
        let (start, count) = (key.lowerBound, key.count + separatorBytes)
        guard count <= longestBytes, start + longestBytes <= line.byteCount, separates(line, at: key.upperBound) else { return nil }
        let text = (line.word(at: start), line.word(at: start + 8), line.word(at: start + 16), line.word(at: start + 24))
        // What is not ASCII must be seen each time: the line may not be UTF-8 then.
        guard key.allSatisfy({ line.byte(at: $0) < 0x80 }) else { return nil }
        let mask = count == longestBytes ? .max : UInt32(1) << UInt32(count) - 1
        return Known(text: text, mask: mask, missesLeft: misses, role: role, count: count)
    }

    /// - Precondition: a byte lies before the place, and three lie from it on.
    private static func separates(_ line: RawSpan, at start: Int) -> Bool {
        line.halfWord(at: start &- 1) >> 8 == separator
    }
}
