/// What a terminal or a reader doesn't show: colours, controls, marks of direction. It is no part of a name, and parts nothing.
enum Unseen {
    /// All of it. The line ends and tabs among the controls are seen.
    static let scalars: [ClosedRange<UInt32>] = [
        0x01...0x08, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F, 0xAD...0xAD, 0x61C...0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
        0xFE00...0xFE0F, 0xFEFF...0xFEFF,
    ]
    /// For the clues: what may follow a name, or stand within it.
    static let marks = scalars.joined().compactMap { UnicodeScalar($0).map(String.init) }

    private static let longestParameters = 48

    @inline(__always)
    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && !byte.isBlank || byte == 0x7F }

    /// How many bytes here are not shown; nil where none is.
    static func length(_ text: UnsafeRawBufferPointer, at place: Int) -> Int? {
        let byte = text.at(place)
        if byte == 0x1B { return escapeEnd(text, at: place).map { $0 - place } ?? 1 }
        if byte < 0x80 { return isControl(byte) ? 1 : nil }
        // The same as the escape with its bracket.
        if byte == 0xC2, text.at(place + 1) == 0x9B { return parametersEnd(text, from: place + 2).map { $0 - place } ?? 2 }
        guard let (scalar, length) = scalar(text, at: place), scalars.contains(where: { $0.contains(scalar) }) else { return nil }
        return length
    }

    /// Of two or three bytes: no other is among them.
    private static func scalar(_ text: UnsafeRawBufferPointer, at place: Int) -> (UInt32, length: Int)? {
        let (first, second, third) = (UInt32(text.at(place)), UInt32(text.at(place + 1)), UInt32(text.at(place + 2)))
        guard second & 0xC0 == 0x80 else { return nil }
        if first & 0xE0 == 0xC0 { return ((first & 0x1F) << 6 | second & 0x3F, 2) }
        guard first & 0xF0 == 0xE0, third & 0xC0 == 0x80 else { return nil }
        return ((first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F, 3)
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
