extension TimestampReader {
    /// `Z`, `±HH`, `±HHMM`, `±HH:MM` as seconds east of UTC; 0 where nothing of the kind comes, nil where it is wrong.
    @inline(__always)
    mutating func numericZone(_ text: RawSpan) -> Int64? {
        guard position < text.byteCount else { return 0 }
        switch text.byte(at: position) {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            position &+= 1
            return 0
        case UInt8(ascii: "+"):
            return zoneOffset(text)
        case UInt8(ascii: "-"):
            return zoneOffset(text).map { -$0 }
        default:
            return 0
        }
    }

    /// What follows the sign.
    @inline(__always)
    private mutating func zoneOffset(_ text: RawSpan) -> Int64? {
        guard position &+ 3 <= text.byteCount else { return nil }
        let hours = pair(text, 1)
        position &+= 3
        let hasColon = position < text.byteCount && text.byte(at: position) == UInt8(ascii: ":")
        let first = hasColon ? 1 : 0
        guard position &+ first &+ 2 <= text.byteCount, hasColon || digit(text, 0) != nil else {
            return 0..<24 ~= hours && !hasColon ? hours &* 3_600 : nil
        }
        let minutes = pair(text, first)
        position &+= first &+ 2
        return 0..<24 ~= hours && 0..<60 ~= minutes ? hours &* 3_600 &+ minutes &* 60 : nil
    }

    /// `2022-01-18 00:28:58.891 UTC` or `…+00`.
    mutating func postgresMoment(_ text: RawSpan) -> Timestamp? {
        guard let local = dateAndTime(text) else { return nil }
        guard skip(UInt8(ascii: " "), in: text) else { return numericZone(text).map { local.subtracting(seconds: $0) } }
        let start = position
        while position < text.byteCount, UInt8(ascii: "a")...UInt8(ascii: "z") ~= text.byte(at: position) | 0x20 { position += 1 }
        if position == start { return numericZone(text).map { local.subtracting(seconds: $0) } }
        return ZoneAbbreviation.secondsEast(text, start..<position).map { local.subtracting(seconds: $0) }
    }
}

/// Abbreviations of time zones as PostgreSQL's default set reads them, those of Europe and North America. Any other is unknown, and so
/// is the moment: a wrong hour is worse than none.
enum ZoneAbbreviation {
    static func secondsEast(_ text: RawSpan, _ range: Range<Int>) -> Int64? {
        guard 1...4 ~= range.count else { return nil }
        let letters = range.reduce(UInt32(0)) { $0 << 8 | UInt32(text.byte(at: $1) & ~0x20) }
        return hoursEast(letters).map { $0 * 3_600 }
    }

    private static func hoursEast(_ letters: UInt32) -> Int64? {
        switch letters {
        case 0x55_5443, 0x47_4d54, 0x5a, 0x57_4554: 0  // UTC, GMT, Z, WET
        case 0x43_4554, 0x42_5354, 0x5745_5354: 1  // CET, BST, WEST
        case 0x4345_5354, 0x45_4554: 2  // CEST, EET
        case 0x4545_5354, 0x4d_534b: 3  // EEST, MSK
        case 0x45_4454: -4  // EDT
        case 0x45_5354, 0x43_4454: -5  // EST, CDT
        case 0x43_5354, 0x4d_4454: -6  // CST, MDT
        case 0x4d_5354, 0x50_4454: -7  // MST, PDT
        case 0x50_5354: -8  // PST
        default: nil
        }
    }
}
