/// A message with all that differs from one to the next taken out.
struct MessageShape: Sendable {
    /// Bytes of a message that are looked at.
    static let readBytes = 512
    /// Quoted text longer than this is not taken as quoted.
    private static let longestQuotedBytes = 256
    /// Fewer hexadecimal digits than this are a word or a number.
    private static let fewestHexadecimalDigits = 8

    /// Letters and digits together that are at least so long are a key or a session's token.
    private static let fewestTokenBytes = 24

    private(set) var bytes: [UInt8] = []

    mutating func normalize(_ message: UnsafeRawBufferPointer) {
        bytes.removeAll(keepingCapacity: true)
        let text = UnsafeRawBufferPointer(rebasing: message.prefix(Self.readBytes))
        var position = 0
        while position < text.count {
            let byte = text[position]
            if Self.isTokenByte(byte) {
                position = token(text, from: position)
            } else if let end = Self.quoteEnd(text, from: position) {
                put("<text>")
                position = end
            } else {
                bytes.append(byte)
                position += 1
            }
        }
    }

    /// Writes the token's shape and returns where it ends.
    private mutating func token(_ text: UnsafeRawBufferPointer, from start: Int) -> Int {
        var end = start
        var traits = TokenTraits()
        while end < text.count, Self.isTokenByte(text[end]) {
            traits.see(text[end])
            end += 1
        }
        let token = UnsafeRawBufferPointer(rebasing: text[start..<end])
        if !traits.isOpen {
            bytes.append(contentsOf: token)
        } else if let name = placeholder(token, traits) {
            put(name)
        } else {
            putWithoutNumbers(token)
        }
        return end
    }

    private func placeholder(_ token: UnsafeRawBufferPointer, _ traits: TokenTraits) -> StaticString? {
        if traits.hasSlash, Self.hasScheme(token) { return "<url>" }
        if token[0] == UInt8(ascii: "/"), token.count > 1 { return "<path>" }
        if traits.hasAt { return "<address>" }
        if traits.isHexadecimal, traits.hasDigit {
            if token.count == 36, Self.isUUID(token) { return "<uuid>" }
            if traits.dashes == 0, traits.hasLetter, token.count >= Self.fewestHexadecimalDigits { return "<hex>" }
        }
        if traits.hasDigit, traits.hasWordLetter, token.count >= Self.fewestTokenBytes { return "<token>" }
        return nil
    }

    /// Each run of digits becomes `<n>`.
    private mutating func putWithoutNumbers(_ token: UnsafeRawBufferPointer) {
        var isInNumber = false
        for byte in token {
            let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
            if !isDigit { bytes.append(byte) }
            if isDigit, !isInNumber { put("<n>") }
            isInNumber = isDigit
        }
    }

    private mutating func put(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

extension MessageShape {
    /// What was seen in a token.
    private struct TokenTraits {
        var hasDigit = false
        var hasLetter = false
        var hasWordLetter = false
        var hasSlash = false
        var hasAt = false
        var isHexadecimal = true
        var dashes = 0

        /// It may hold something that differs.
        var isOpen: Bool { hasDigit || hasSlash || hasAt }

        mutating func see(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): hasLetter = true
            case UInt8(ascii: "-"): dashes += 1
            default:
                isHexadecimal = false
                if byte >= UInt8(ascii: "A") { hasWordLetter = true }
                if byte == UInt8(ascii: "/") { hasSlash = true }
                if byte == UInt8(ascii: "@") { hasAt = true }
            }
        }
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-")...UInt8(ascii: "9"),
            UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: ":"), 0x80...:
            true
        default:
            false
        }
    }

    private static func hasScheme(_ token: UnsafeRawBufferPointer) -> Bool {
        guard let colon = token.firstIndex(of: UInt8(ascii: ":")), colon + 2 < token.count else { return false }
        return token[colon + 1] == UInt8(ascii: "/") && token[colon + 2] == UInt8(ascii: "/")
    }

    /// - Precondition: 36 bytes, all hexadecimal digits or dashes.
    private static func isUUID(_ token: UnsafeRawBufferPointer) -> Bool {
        token.indices.allSatisfy { (token[$0] == UInt8(ascii: "-")) == [8, 13, 18, 23].contains($0) }
    }

    /// Behind the closing quote of what a quote opens here; nil where none opens or none closes.
    private static func quoteEnd(_ text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        let quote = text[start]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        guard start == 0 || !isTokenByte(text[start - 1]) else { return nil }
        let limit = min(text.count, start + 1 + longestQuotedBytes)
        return text[(start + 1)..<limit].firstIndex(of: quote).map { $0 + 1 }
    }
}
