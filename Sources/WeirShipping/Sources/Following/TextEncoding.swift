/// How a file's bytes are text. The raw values are part of a file's position.
package enum TextEncoding: UInt8, CaseIterable, Sendable {
    /// Also what has no encoding at all: bytes are shipped as they are.
    case utf8 = 1
    case utf16LittleEndian = 2
    case utf16BigEndian = 3

    /// What a file's first bytes say of it.
    package enum Finding: Equatable, Sendable {
        case known(TextEncoding)
        /// An encoding that is never read; its name.
        case refused(String)
        /// The first bytes may belong to any of several: more must come.
        case undecided
    }

    /// First bytes that are looked at.
    static let headBytes = 1024
    /// Without a byte order mark, one in so many units must have a zero half: digits, spaces and line ends do in any language.
    private static let zeroShare = 5
    /// Two units are enough where every one of them is plain ASCII: `a` and a line end.
    private static let fewestUnits = 2

    var isWide: Bool { self != .utf8 }

    /// - Parameter head: a file's first bytes, all that there are or at least `headBytes`.
    package static func detect(_ head: UnsafeRawBufferPointer) -> Finding {
        let head = UnsafeRawBufferPointer(rebasing: head.prefix(headBytes))
        if let marked = marked(head) { return marked }
        return plain(head)
    }

    /// By a byte order mark. UTF-32's little-endian one begins with UTF-16's.
    private static func marked(_ head: UnsafeRawBufferPointer) -> Finding? {
        if head.starts(with: [0xFF, 0xFE, 0, 0]) { return .refused("UTF-32") }
        if head.starts(with: [0, 0, 0xFE, 0xFF]) { return .refused("UTF-32") }
        if head.starts(with: [0xFF, 0xFE]) { return head.count < 4 ? .undecided : .known(.utf16LittleEndian) }
        if head.starts(with: [0xFE, 0xFF]) { return .known(.utf16BigEndian) }
        if head.count < 2, let first = head.first, first == 0xFF || first == 0xFE { return .undecided }
        return nil
    }

    /// Without a mark: where zeros stand in one half of the units and never in the other. Zeros in a row are a hole, or UTF-32.
    private static func plain(_ head: UnsafeRawBufferPointer) -> Finding {
        let units = head.count / 2
        var zeros = (even: 0, odd: 0)
        for unit in 0..<units {
            if head[2 * unit] == 0 { zeros.even += 1 }
            if head[2 * unit + 1] == 0 { zeros.odd += 1 }
        }
        guard zeros.even > 0 || zeros.odd > 0 else { return .known(.utf8) }
        if isUTF32(head) { return .refused("UTF-32") }
        let (most, least) = (max(zeros.even, zeros.odd), min(zeros.even, zeros.odd))
        guard least == 0, units >= fewestUnits, most * zeroShare >= units else { return .known(.utf8) }
        if most < units, most < 4 { return .known(.utf8) }
        return .known(zeros.odd > 0 ? .utf16LittleEndian : .utf16BigEndian)
    }

    /// Units of four bytes of which at least two are zero, always the same two.
    private static func isUTF32(_ head: UnsafeRawBufferPointer) -> Bool {
        let units = head.count / 4
        guard units >= fewestUnits else { return false }
        let isLittle = (0..<units).allSatisfy { head[4 * $0 + 3] == 0 && head[4 * $0 + 2] <= 0x10 && head[4 * $0] | head[4 * $0 + 1] != 0 }
        let isBig = (0..<units).allSatisfy { head[4 * $0] == 0 && head[4 * $0 + 1] <= 0x10 && head[4 * $0 + 2] | head[4 * $0 + 3] != 0 }
        guard isLittle || isBig else { return false }
        return (0..<units).allSatisfy { head[4 * $0 + (isLittle ? 2 : 1)] == 0 }
    }
}
