/// A text's bytes with the places that each came from, so that what is found in a text without its escapes can be told in it with them.
struct EscapedView {
    private(set) var bytes: [UInt8]
    private(set) var places: [Range<Int>]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        places = bytes.indices.map { $0..<$0 + 1 }
    }

    private init(bytes: [UInt8], places: [Range<Int>]) { (self.bytes, self.places) = (bytes, places) }

    /// With one layer of `%41`, `\u0041`, `\x41`, `\/` and `&#65;`, `&#x41;`, `&amp;` taken off; line ends that fold a long text are left out.
    func unescaped() -> EscapedView {
        var made = EscapedView(bytes: [], places: [])
        var start = 0
        while start < bytes.count {
            let (character, count) = escape(at: start) ?? (UInt32(bytes[start]), 1)
            defer { start += count }
            if count == 1, bytes[start] == 0x0A || bytes[start] == 0x0D { continue }
            let place = places[start].lowerBound..<places[start + count - 1].upperBound
            let written = count > 1 ? Self.utf8(character) : [bytes[start]]
            made.bytes += written
            made.places += Array(repeating: place, count: written.count)
        }
        return made
    }

    /// The character that an escape stands for, and the bytes that it takes.
    private func escape(at start: Int) -> (UInt32, Int)? {
        switch bytes[start] {
        case UInt8(ascii: "%"): return digits(at: start + 1, 2).map { ($0, 3) }
        case UInt8(ascii: "\\"):
            guard start + 1 < bytes.count else { return nil }
            switch bytes[start + 1] {
            case UInt8(ascii: "u"): return digits(at: start + 2, 4).map { ($0, 6) }
            case UInt8(ascii: "x"): return digits(at: start + 2, 2).map { ($0, 4) }
            case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return (UInt32(bytes[start + 1]), 2)
            default: return nil
            }
        case UInt8(ascii: "&"): return entity(at: start)
        default: return nil
        }
    }

    private func entity(at start: Int) -> (UInt32, Int)? {
        guard let end = bytes[start...].prefix(10).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self).lowercased()
        let named: [String: UInt32] = [
            "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "sol": 0x2F, "plus": 0x2B, "equals": 0x3D,
        ]
        let value = named[name] ?? (name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(1)))
        guard let value, named[name] != nil || name.hasPrefix("#") else { return nil }
        return (value, end + 1 - start)
    }

    private func digits(at start: Int, _ count: Int) -> UInt32? {
        guard start + count <= bytes.count else { return nil }
        let text = bytes[start..<start + count]
        guard text.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else { return nil }
        return UInt32(String(decoding: text, as: UTF8.self), radix: 16)
    }

    private static func utf8(_ character: UInt32) -> [UInt8] {
        // A byte that was escaped by itself stays a byte.
        guard character > 0xFF, let scalar = UnicodeScalar(character) else { return [UInt8(truncatingIfNeeded: character)] }
        return [UInt8](String(scalar).utf8)
    }
}
