import WeirSystem

/// Text of others, made fit for people: what could move a cursor, change colours or the direction of reading, or not be seen at all is
/// shown instead of done. Everything that a command prints for people goes through here once more in ``Output``.
enum PlainText {
    /// What stands on one line: line ends are shown, too.
    static func of(_ text: some StringProtocol) -> String { cleansed(text, keeping: []) }

    /// Lines as they are, and tabs within them.
    static func lines(_ text: some StringProtocol) -> String { cleansed(text, keeping: ["\n", "\t"]) }

    /// In JSON, where these can only stand within strings: as `\u009b`, so that every parser reads what was there.
    static func json(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x7F || $0 < 0x20 && $0 != 0x0A }) else { return text }
        var plain = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar), scalar != "\n" {
                for unit in String(scalar).utf16 { plain += "\\u" + hexadecimal(unit, digits: 4) }
            } else {
                plain.unicodeScalars.append(scalar)
            }
        }
        return plain
    }

    /// C0, DEL, C1, line and paragraph separators, marks that turn the direction around, and what has no width.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        if noncharacters.contains(scalar.value) { return true }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint && !emojiSelectors.contains(scalar.value)
        }
    }

    /// Of no meaning between programs; ``Paint`` marks its colours with them.
    private static let noncharacters: ClosedRange<UInt32> = 0xFDD0...0xFDEF
    /// They say whether the sign before them is drawn in colour.
    private static let emojiSelectors: ClosedRange<UInt32> = 0xFE0E...0xFE0F

    private static func cleansed(_ text: some StringProtocol, keeping kept: Set<Unicode.Scalar>) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return String(text) }
        var plain = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar), !kept.contains(scalar) { plain += shown(scalar) } else { plain.unicodeScalars.append(scalar) }
        }
        return plain
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\t": "\\t"
        case "\n": "\\n"
        case "\r": "\\r"
        default: scalar.value < 0x100 ? "\\x" + hexadecimal(scalar.value, digits: 2) : "\\u{\(hexadecimal(scalar.value, digits: 1))}"
        }
    }

    private static func hexadecimal(_ value: some BinaryInteger, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
