/// Text and attribute values as both HTML and XML take them.
enum Escaping {
    static func text(_ plain: String) -> String { escaped(plain, quotes: false) }
    static func attribute(_ plain: String) -> String { escaped(plain, quotes: true) }

    private static func escaped(_ plain: String, quotes: Bool) -> String {
        var text = ""
        text.reserveCapacity(plain.utf8.count)
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"" where quotes: text += "&quot;"
            case _ where !isAllowed(scalar): text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// XML 1.0, production 2 (Char), without the controls that it only discourages and without marks that turn the direction of writing
    /// or have no width, since a name could show as another with them.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xE0000...0xE007F: false
        default: scalar.value & 0xFFFE != 0xFFFE
        }
    }
}
