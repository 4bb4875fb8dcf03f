/// Reads one escape.
enum EscapeReader {
    /// `\uXXXX`, or two of them that make one scalar.
    static func unicode(_ raw: UnsafeRawBufferPointer, at place: Int) -> (scalar: UInt32, length: Int)? {
        guard let unit = unit(raw, at: place) else { return nil }
        if 0xD800...0xDBFF ~= unit, let low = self.unit(raw, at: place + 6), 0xDC00...0xDFFF ~= low {
            return (0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00), 12)
        }
        return (0xD800...0xDFFF ~= unit ? 0xFFFD : unit, 6)
    }

    static func simple(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: nil
        }
    }

    /// What stands for something else here: its scalar, or none for what is left out, and its bytes.
    static func loose(_ raw: UnsafeRawBufferPointer, at place: Int) -> (scalar: UInt32?, length: Int)? {
        switch raw[place] {
        case 0: (nil, 1)
        case let byte where Unseen.isControl(byte): unseen(raw, at: place)
        case UInt8(ascii: "%"): hexadecimal(raw, from: place + 1, digits: 2).map { ($0 < 0x80 ? $0 : 0x3F, 3) }
        case UInt8(ascii: "\\"): backslash(raw, at: place)
        case UInt8(ascii: "&"): entity(raw, at: place)
        case 0xC2 where raw.at(place + 1) == 0xA0: (0x20, 2)
        case let byte where byte >= 0x80: unseen(raw, at: place) ?? wide(raw, at: place)
        default: nil
        }
    }

    private static func unseen(_ raw: UnsafeRawBufferPointer, at place: Int) -> (scalar: UInt32?, length: Int)? {
        Unseen.length(raw, at: place).map { (scalar: nil, length: $0) }
    }

    private static func backslash(_ raw: UnsafeRawBufferPointer, at place: Int) -> (scalar: UInt32?, length: Int)? {
        if let end = Unseen.escapeEnd(raw, at: place) { return (nil, end - place) }
        return switch raw.at(place + 1) {
        case UInt8(ascii: "u"): unicode(raw, at: place).map { ($0.scalar, $0.length) }
        case UInt8(ascii: "x"): hexadecimal(raw, from: place + 2, digits: 2).map { ($0 < 0x80 ? $0 : 0x3F, 4) }
        case UInt8(ascii: "\""), UInt8(ascii: "/"), UInt8(ascii: "\\"): (UInt32(raw[place + 1]), 2)
        default: nil
        }
    }

    private static func entity(_ raw: UnsafeRawBufferPointer, at place: Int) -> (scalar: UInt32?, length: Int)? {
        if raw.has("&quot;", at: place) { return (0x22, 6) }
        if raw.has("&apos;", at: place) { return (0x27, 6) }
        if raw.has("&amp;", at: place) { return (0x26, 5) }
        if raw.has("&lt;", at: place) { return (0x3C, 4) }
        if raw.has("&gt;", at: place) { return (0x3E, 4) }
        guard raw.at(place + 1) == UInt8(ascii: "#") else { return nil }
        let isHexadecimal = raw.at(place + 2) | 0x20 == UInt8(ascii: "x")
        let start = place + (isHexadecimal ? 3 : 2)
        let end = raw.end(from: start, limit: 4) { isHexadecimal ? $0.isHexadecimal : $0.isDigit }
        guard end > start, raw.at(end) == UInt8(ascii: ";") else { return nil }
        let value = UInt32(String(decoding: raw[start..<end], as: UTF8.self), radix: isHexadecimal ? 16 : 10)
        return value.map { ($0 < 0x80 ? $0 : 0x3F, end + 1 - place) }
    }

    /// U+FF01 to U+FF5E are ASCII in wide letters.
    private static func wide(_ raw: UnsafeRawBufferPointer, at place: Int) -> (scalar: UInt32?, length: Int)? {
        let (second, third) = (UInt32(raw.at(place + 1)), UInt32(raw.at(place + 2)))
        guard raw[place] == 0xEF, 0xBC...0xBD ~= second, 0x80...0xBF ~= third else { return nil }
        let scalar = 0xF000 | (second & 0x3F) << 6 | (third & 0x3F)
        return 0xFF01...0xFF5E ~= scalar ? (scalar - 0xFEE0, 3) : nil
    }

    private static func unit(_ raw: UnsafeRawBufferPointer, at place: Int) -> UInt32? {
        guard raw.at(place) == UInt8(ascii: "\\"), raw.at(place + 1) == UInt8(ascii: "u") else { return nil }
        return hexadecimal(raw, from: place + 2, digits: 4)
    }

    static func hexadecimal(_ raw: UnsafeRawBufferPointer, from place: Int, digits: Int) -> UInt32? {
        guard place + digits <= raw.count else { return nil }
        var value: UInt32 = 0
        for index in place..<place + digits {
            let byte = raw[index]
            guard byte.isHexadecimal else { return nil }
            value = value << 4 | UInt32(byte.isDigit ? byte - 0x30 : (byte | 0x20) - 0x61 + 10)
        }
        return value
    }
}
