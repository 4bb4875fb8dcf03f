/// What a terminal or a reader doesn't show: colours, controls, marks of direction. It is no part of a name, and parts nothing.
enum Unseen {
    /// For the clues: what may follow a name, or stand within it. The bytes of line ends and tabs are seen.
    static let controls = (Array(0x01...0x08) + Array(0x0E...0x1F) + [0x7F]).map { String(UnicodeScalar(UInt8($0))) }
    static let marks = (Array(0x200B...0x200F) + Array(0x202A...0x202E) + Array(0x2060...0x2064) + Array(0x2066...0x2069) + [0xFEFF, 0xAD])
        .compactMap { UnicodeScalar(UInt32($0)).map(String.init) }

    private static let longestParameters = 48

    @inline(__always)
    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && !byte.isBlank || byte == 0x7F }

    /// How many bytes here are not shown; nil where none is.
    static func length(_ text: UnsafeRawBufferPointer, at place: Int) -> Int? {
        switch text.at(place) {
        case 0x1B: escapeEnd(text, at: place).map { $0 - place } ?? 1
        case let byte where isControl(byte): 1
        case 0xC2: control(text, at: place)
        case 0xD8 where text.at(place + 1) == 0x9C: 2
        case 0xE2 where text.at(place + 1) == 0x80 && isMark(text.at(place + 2)): 3
        case 0xE2 where text.at(place + 1) == 0x81 && 0xA0...0xAF ~= text.at(place + 2): 3
        case 0xEF where text.at(place + 1) == 0xBB && text.at(place + 2) == 0xBF: 3
        case 0xEF where text.at(place + 1) == 0xB8 && 0x80...0x8F ~= text.at(place + 2): 3
        default: nil
        }
    }

    private static func isMark(_ byte: UInt8) -> Bool { 0x8B...0x8F ~= byte || 0xAA...0xAE ~= byte }

    /// A soft hyphen, and the controls beyond ASCII: not the one that ends a line.
    private static func control(_ text: UnsafeRawBufferPointer, at place: Int) -> Int? {
        let next = text.at(place + 1)
        if next == 0x9B { return parametersEnd(text, from: place + 2).map { $0 - place } ?? 2 }
        return next == 0xAD || 0x80...0x9F ~= next && next != 0x85 ? 2 : nil
    }

    /// Behind a terminal's escape, such as a colour, also where programs spell its first sign: `\u001b[0m`, `\x1b[0m`, `\033[0m`.
    static func escapeEnd(_ text: UnsafeRawBufferPointer, at place: Int) -> Int? {
        let start = place + introducer(text, at: place)
        guard start > place else { return nil }
        if text.at(start) == UInt8(ascii: "[") { return parametersEnd(text, from: start + 1) }
        // Which letters the terminal takes, as tput writes it behind each colour.
        if text.at(start) == UInt8(ascii: "("), text.at(start + 1).isAlphanumeric { return start + 2 }
        return nil
    }

    private static func introducer(_ text: UnsafeRawBufferPointer, at place: Int) -> Int {
        if text.at(place) == 0x1B { return 1 }
        guard text.at(place) == 0x5C else { return 0 }
        for (spelling, length) in [("u001b", 6), ("x1b", 4), ("033", 4), ("e", 2)] as [(StaticString, Int)]
        where text.has(spelling, at: place + 1) && text.at(place + length) == UInt8(ascii: "[") {
            return length
        }
        return 0
    }

    private static func parametersEnd(_ text: UnsafeRawBufferPointer, from place: Int) -> Int? {
        let end = text.end(from: place, limit: longestParameters) { 0x20...0x3F ~= $0 }
        return 0x40...0x7E ~= text.at(end) ? end + 1 : nil
    }
}
