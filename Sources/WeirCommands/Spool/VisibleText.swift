/// Bytes of a record, made fit for a cell: what would move the cursor, ring or colour stands as an escape, and what is long is cut.
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

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x1B: "\\e"
        default: PlainText.isHidden(scalar) ? "\\u{\(String(scalar.value, radix: 16))}" : String(Character(scalar))
        }
    }
}
