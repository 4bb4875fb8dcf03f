extension ScalarReader where Value == String {
    /// One line of text, not empty.
    static func text(_ expected: String = "a text", limit characters: Int = 1_024) -> Self {
        Self(expected) { text throws(Refusal) in
            guard !text.isEmpty else { throw Refusal("is empty") }
            guard text.count <= characters else { throw Refusal("is longer than \(characters) characters") }
            guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
                throw Refusal("holds control characters or more than one line")
            }
            return text
        }
    }

    /// A name that goes into labels, ledger keys and reports.
    static var name: Self {
        let limit = ConfigurationLimits.nameCharacters
        return Self("a name of at most \(limit) letters, digits, `.`, `_` and `-`, that begins with a letter or digit") {
            text throws(Refusal) in
            guard text.count <= limit, let first = text.utf8.first, isAlphanumeric(first),
                text.utf8.allSatisfy({ isAlphanumeric($0) || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-")].contains($0) })
            else { throw Refusal() }
            return text
        }
    }

    /// An SQL name, with a schema before it or not, as it stands in the catalog.
    static var tableName: Self {
        Self("the name of a table such as logs or public.logs") { text throws(Refusal) in
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), parts.allSatisfy({ isIdentifier($0) }) else { throw Refusal() }
            return text
        }
    }

    static var columnName: Self {
        Self("the name of a column") { text throws(Refusal) in
            guard isIdentifier(text[...]) else { throw Refusal() }
            return text
        }
    }

    static var currency: Self {
        Self("a currency's three letters such as USD or EUR") { text throws(Refusal) in
            guard text.utf8.count == 3, text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
                let upper = text.uppercased()
                throw Refusal(suggestion: upper != text && upper.utf8.count == 3 ? upper : nil)
            }
            return text
        }
    }
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
}

/// PostgreSQL's limit on a name is 63 bytes.
private func isIdentifier(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 63, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "$") || $0 >= 0x80 }
}

extension ScalarReader where Value == Bool {
    static var boolean: Self {
        Self("true or false") { text throws(Refusal) in
            switch text {
            case "true": return true
            case "false": return false
            case "yes", "on", "True", "TRUE", "Yes", "On": throw Refusal(suggestion: "true")
            case "no", "off", "False", "FALSE", "No", "Off": throw Refusal(suggestion: "false")
            default: throw Refusal()
            }
        }
    }
}

extension ScalarReader {
    /// One of some words. Words of the design that this version does not have are refused by name.
    static func choice(_ words: [(String, Value)], unavailable: Set<String> = []) -> Self {
        let known = words.map(\.0)
        return Self("one of \(known.joined(separator: ", "))") { text throws(Refusal) in
            if let match = words.first(where: { $0.0 == text }) { return match.1 }
            if unavailable.contains(text) {
                throw Refusal("is not available in this version", wayOut: "available: \(known.joined(separator: ", "))")
            }
            throw Refusal(suggestion: Suggestion.nearest(to: text, among: known))
        }
    }
}

extension ScalarReader where Value: CaseIterable & RawRepresentable<String> {
    static func choice(unavailable: Set<String> = []) -> Self {
        choice(Value.allCases.map { ($0.rawValue, $0) }, unavailable: unavailable)
    }
}
