/// Bytes of a record, made fit for a line of a terminal: what would move the cursor, ring or colour stands as an escape.
enum VisibleText {
    /// Characters of a record in a table; JSON and raw have all of it.
    static let maximumCharacters = 400

    static func of(_ bytes: some Collection<UInt8>, limit: Int = maximumCharacters) -> String {
        // A character takes four bytes at most; what is behind that is not looked at.
        let head = String(decoding: bytes.prefix(limit * 4), as: UTF8.self).unicodeScalars
        let text = head.prefix(limit).map(visible).joined()
        let isCut = head.count > limit || bytes.count > limit * 4
        return isCut ? "\(text)… (\(bytes.count.grouped) bytes)" : text
    }

    /// C0, DEL, C1, line and paragraph separators, and what turns the direction of text around.
    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x1B: "\\e"
        case 0x5C: "\\"
        case ..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
            "\\u{\(String(scalar.value, radix: 16))}"
        default: String(Character(scalar))
        }
    }
}
