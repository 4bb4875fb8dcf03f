/// What a regular expression names letter by letter: enough to see that a text has nothing to do with it.
enum PatternTexts {
    /// Shorter ones say nothing.
    private static let leastLetters = 2
    private static let shared = 3
    /// What may follow a letter that need not be there.
    private static let optional: Set<Character> = ["?", "*", "{"]

    /// In lower case. Sets, classes, and letters that may be missing, end a text.
    static func of(_ pattern: String) -> [String] {
        var texts: [String] = []
        var text = ""
        var rest = pattern[...]
        func end() {
            if text.count >= leastLetters { texts.append(text.lowercased()) }
            text = ""
        }
        while let (letter, length) = next(in: rest) {
            rest = rest.dropFirst(length)
            if let letter, !(rest.first.map(optional.contains) ?? false) { text.append(letter) } else { end() }
        }
        end()
        return texts
    }

    /// Whether a few letters in a row stand in both.
    static func share(_ one: String, _ other: String) -> Bool {
        let (one, length) = (Array(one), min(shared, one.count, other.count))
        return (0...(one.count - length)).contains { other.contains(String(one[$0..<($0 + length)])) }
    }

    /// A letter, or nil for anything else, and how much of the pattern it takes.
    private static func next(in rest: Substring) -> (Character?, Int)? {
        guard let first = rest.first else { return nil }
        switch first {
        case "\\":
            guard let escaped = rest.dropFirst().first else { return (nil, 1) }
            return (escaped.isLetter || escaped.isNumber ? nil : escaped, 2)
        case "[": return (nil, set(rest))
        case "(":
            return (nil, rest.hasPrefix("(?") ? rest.prefix { $0 != ":" && $0 != "=" && $0 != "!" && $0 != ")" && $0 != ">" }.count + 1 : 1)
        case ")", ".", "^", "$", "|", "?", "*", "+": return (nil, 1)
        case "{": return (nil, min(rest.count, rest.prefix { $0 != "}" }.count + 1))
        default: return (first, 1)
        }
    }

    /// A `]` that stands first, or is escaped, doesn't end it.
    static func set(_ rest: Substring) -> Int {
        var length = 1
        var isEscaped = false
        for character in rest.dropFirst() {
            length += 1
            if character == "]", !isEscaped, length > 2 { break }
            isEscaped = character == "\\" && !isEscaped
        }
        return length
    }
}
