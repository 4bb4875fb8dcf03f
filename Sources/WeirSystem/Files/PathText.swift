/// Names as text. A name is bytes; as text it stands as UTF-8, and a byte that is no part of valid UTF-8 as `\xE9`. A backslash that would
/// be taken for such an escape stands as `\x5C`, so that every name has one text and every text leads to one name.
///
/// Swift takes two strings for equal where Unicode calls them equivalent, and a file system does not: `é` as one character and as an `e`
/// with an accent behind it are two names. So a character that combines with the one before it, or that is only another one's older
/// form, stands as escapes: texts are equal exactly where the names' bytes are.
package enum PathText {
    private static let backslash = UInt8(ascii: "\\")
    private static let escapeLength = 4

    /// - Parameter bytes: a name or a path, without a zero at its end.
    package static func text(of bytes: some Collection<UInt8>) -> String {
        if !bytes.contains(backslash), let text = String(validating: bytes, as: UTF8.self),
            text.utf8.allSatisfy({ $0 < 0x80 }) || text.unicodeScalars.allSatisfy(hasOneForm)
        {
            return text
        }
        var rest = Array(bytes)[...]
        var text = ""
        while let first = rest.first {
            let length = first == backslash ? 1 : lengthOfCharacter(rest)
            let part = rest.prefix(max(1, length))
            let character = String(decoding: part, as: UTF8.self)
            let isText = length > 0 && escape(rest) == nil && character.unicodeScalars.allSatisfy(hasOneForm)
            text += isText ? character : part.map(escaped).joined()
            rest = rest.dropFirst(part.count)
        }
        return text
    }

    /// The name's bytes.
    package static func bytes(of text: String) -> [UInt8] {
        let utf8 = Array(text.utf8)
        guard utf8.contains(backslash) else { return utf8 }
        var rest = utf8[...]
        var bytes: [UInt8] = []
        while let first = rest.first {
            if let byte = escape(rest) {
                bytes.append(byte)
                rest = rest.dropFirst(escapeLength)
            } else {
                bytes.append(first)
                rest = rest.dropFirst()
            }
        }
        return bytes
    }

    /// The text of the same name, where it was written by hand and may be in another form.
    package static func canonical(_ text: String) -> String { self.text(of: bytes(of: text)) }

    /// What the system calls take; the pointer is good for the body only.
    static func withBytes<Result>(_ text: String, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        guard text.utf8.contains(backslash) else { return text.withCString(body) }
        return body((bytes(of: text) + [0]).map { CChar(bitPattern: $0) })
    }

    /// The byte of the escape that the text begins with.
    private static func escape(_ text: ArraySlice<UInt8>) -> UInt8? {
        guard text.count >= escapeLength, text.starts(with: [backslash, UInt8(ascii: "x")]) else { return nil }
        let digits = text.dropFirst(2).prefix(2).map(digit)
        guard let high = digits[0], let low = digits[1] else { return nil }
        let byte = high << 4 | low
        return byte >= 0x80 || byte == backslash ? byte : nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Whether no other sequence of characters is equivalent to any that this one is part of: it neither combines with what stands before
    /// it nor decomposes into something that is never composed again.
    private static func hasOneForm(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x300 { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: return false
        default: return !scalar.properties.isFullCompositionExclusion && !vowelsAndFinalsOfHangul.contains { $0.contains(scalar.value) }
        }
    }

    /// Unicode 16, blocks Hangul Jamo and Hangul Jamo Extended-B: they compose with the syllable before them.
    private static let vowelsAndFinalsOfHangul: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FF]

    private static func escaped(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
    }

    /// Bytes of the character that the bytes begin with; 0 where they begin with none.
    private static func lengthOfCharacter(_ bytes: ArraySlice<UInt8>) -> Int {
        (1...4).first { length in
            length <= bytes.count && String(validating: bytes.prefix(length), as: UTF8.self) != nil
        } ?? 0
    }
}
