/// How far a value goes.
enum ValueExtent {
    /// A value, its quotes left out.
    struct Value {
        var range: Range<Int>
        var isQuoted: Bool
        /// Behind the closing quote.
        var end: Int
    }

    /// The value that begins here, behind opening brackets and what programs put before a quote.
    static func value(_ text: UnsafeRawBufferPointer, from place: Int, needsQuote: Bool, isInQuery: Bool = false) -> Value? {
        var start = ValueTypes.end(of: text, from: place)
        for _ in 0..<3 where text.at(start) == UInt8(ascii: "[") || text.at(start) == UInt8(ascii: "(") {
            if isBracketedWord(text, start) { break }
            start = text.skippingBlanks(from: start + 1, limit: 8)
        }
        if let quote = quoteBehindPrefix(text, at: start) { return quoted(text, quote) }
        if text.has("<![cdata[", at: start) {
            start += 9
            let end = text.end(from: start) { $0 != UInt8(ascii: "]") }
            return Value(range: start..<end, isQuoted: true, end: end)
        }
        guard !needsQuote, start < text.count, text.at(start) != UInt8(ascii: "{") || isBracedWord(text, start) else { return nil }
        let end = bareEnd(text, from: start, isInQuery: isInQuery)
        return end > start ? Value(range: start..<end, isQuoted: false, end: end) : nil
    }

    /// `[REDACTED]`, `(hidden)`: brackets that are part of the value.
    private static func isBracketedWord(_ text: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        let end = text.end(from: place + 1, limit: 24) { $0.isUpper || $0 == 0x20 || $0 == 0x5F }
        return end > place + 3 && text.at(end) == text.at(place) &+ (text.at(place) == 0x28 ? 1 : 2)
    }

    /// `{SSHA}…`, `{word}`: braces that hold no members.
    private static func isBracedWord(_ text: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        let end = text.end(from: place + 1, limit: 64) { $0.isName }
        return end > place + 1 && text.at(end) == UInt8(ascii: "}")
    }

    /// `b'`, `u"`, `Some("`, `string(12) "`, `SecretStr('`, `\"`.
    private static func quoteBehindPrefix(_ text: UnsafeRawBufferPointer, at place: Int) -> Int? {
        if let quote = Separator.quote(text, at: place) { return quote }
        let word = text.end(from: place, limit: 28) { $0.isAlphanumeric || $0 == 0x5F || $0 == 0x2E }
        guard word > place else { return nil }
        if word - place <= 2, let quote = Separator.quote(text, at: word) { return quote }
        guard text.at(word) == UInt8(ascii: "(") else { return nil }
        var inner = text.end(from: word + 1, limit: 8) { $0.isDigit }
        if inner > word + 1, text.at(inner) == UInt8(ascii: ")") { inner = text.skippingSpaces(from: inner + 1) }
        return Separator.quote(text, at: inner)
    }

    private static func quoted(_ text: UnsafeRawBufferPointer, _ quote: Int) -> Value {
        let slashes = quote - text.start(before: quote, limit: Separator.mostSlashes) { $0 == 0x5C }
        let mark = text[quote]
        var place = quote + 1
        while place < text.count {
            guard text[place] == mark else {
                place += 1
                continue
            }
            let before = place - text.start(before: place) { $0 == 0x5C }
            let contained = min(before, place - quote - 1)
            if contained == slashes || (slashes == 0 && contained % 2 == 0) {
                // SQL doubles a quote within a text.
                if slashes == 0, mark == 0x27, text.at(place + 1) == mark, place > quote + 1 {
                    place += 2
                    continue
                }
                return Value(range: quote + 1..<place - contained, isQuoted: true, end: place + 1)
            }
            place += 1
        }
        return Value(range: quote + 1..<text.count, isQuoted: true, end: text.count)
    }

    /// To white space or a quote, or to what parts a value from the next in a query or a list.
    static func bareEnd(_ text: UnsafeRawBufferPointer, from start: Int, isInQuery: Bool = false) -> Int {
        var place = start
        var opened = 0
        while place < text.count {
            let byte = text[place]
            switch byte {
            // A colour; what goes on behind it is read where those are left out.
            case UInt8(ascii: "`"), 0x1B: return place
            case UInt8(ascii: "\""):
                if place == start || !text.at(place + 1).isAlphanumeric || text.at(place - 1) == UInt8(ascii: "=") { return place }
            case UInt8(ascii: "'"):
                if endsBehind(text, place) || place == start { return place }
            case UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|"):
                if endsBehind(text, place, mayNameFollow: !isInQuery) || (byte == UInt8(ascii: "&") && isInQuery) { return place }
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): opened += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if opened == 0, endsBehind(text, place, mayNameFollow: !isInQuery) { return place }
                opened -= 1
            case UInt8(ascii: "<"):
                if text.at(place + 1) == UInt8(ascii: "/") || text.has("<br", at: place) || text.has("<p>", at: place)
                    || text.at(place + 1) == UInt8(ascii: "!")
                {
                    return place
                }
            case UInt8(ascii: "\\"):
                let next = text.end(from: place) { $0 == 0x5C }
                if text.at(next) == 0x22 || next == text.count { return place }
                if isEscapedBlank(text.at(next)), next == place + 1, endsBehind(text, next) { return place }
            default:
                if byte.isBlank || (byte == 0xC2 && text.at(place + 1) == 0xA0) { return place }
            }
            place += 1
        }
        return place
    }

    private static func isEscapedBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "n") || byte == UInt8(ascii: "r") || byte == UInt8(ascii: "t")
    }

    /// Behind this byte, and others that close or part, there is nothing, white space, a quote, or another name with its sign.
    ///
    /// - Parameter mayNameFollow: not in a query, where `&` alone parts names.
    static func endsBehind(_ text: UnsafeRawBufferPointer, _ place: Int, mayNameFollow: Bool = true) -> Bool {
        let end = text.end(from: place + 1, limit: 8) { isParting($0) }
        let next = text.at(end)
        guard end < text.count, !next.isBlank, !next.isQuote, next != 0x5C, next != UInt8(ascii: "<") else { return true }
        // A bracket alone parts no names: `a)b=c` is one value.
        let parts = text[place..<end].contains {
            isParting($0) && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: "}")
        }
        guard mayNameFollow, parts || isEscapedBlank(text[place]), next.isLetter || next == 0x5F || next == 0x2D else { return false }
        let name = text.end(from: end, limit: 48) { $0.isName || $0 == 0x5B || $0 == 0x5D }
        return text.at(name) == UInt8(ascii: "=") || text.at(name) == UInt8(ascii: ":")
    }

    private static func isParting(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "&"),
            UInt8(ascii: "|"):
            true
        default: false
        }
    }
}
