/// What others put for a secret, and what stands for one that comes later.
enum Placeholders {
    static func isOne(_ value: UnsafeRawBufferPointer) -> Bool {
        guard let first = value.first else { return true }
        if value.allSatisfy({ $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") || $0 == 0x2E || $0 == 0x2D }) {
            return true
        }
        if value.count == 3 || value.has("***", at: 0), value.count <= 8, value.has("***", at: 0) { return true }
        switch first {
        case UInt8(ascii: "$"):
            return value.at(1) == UInt8(ascii: "{") || value.dropFirst().allSatisfy { $0.isUpper || $0 == 0x5F || $0.isDigit }
                || value.at(1) == UInt8(ascii: "(")
        case UInt8(ascii: "<"): return isWrapped(value)
        case UInt8(ascii: "{"): return value.at(1) == UInt8(ascii: "{")
        case UInt8(ascii: "["): return isWrapped(value)
        case UInt8(ascii: "("): return isWrapped(value)
        case UInt8(ascii: "%"): return value.count <= 3 || value.at(1) == UInt8(ascii: "(") || value.at(1) == UInt8(ascii: "{")
        case 0xE2: return value.has("\u{2022}\u{2022}", at: 0)
        default: return false
        }
    }

    /// `<redacted>`, `[FILTERED]`: one or more words in brackets.
    private static func isWrapped(_ value: UnsafeRawBufferPointer) -> Bool {
        value.dropFirst().allSatisfy {
            $0.isLetter || $0 == 0x20 || $0 == 0x5F || $0 == 0x2D || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "]")
                || $0 == UInt8(ascii: ")") || $0 == 0x3A
        }
    }
}
