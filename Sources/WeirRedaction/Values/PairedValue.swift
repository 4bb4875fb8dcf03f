/// A value that stands in a member of its own next to that of its name: `{'name': 'password', 'value': '…'}`,
/// `<add key="password" value="…"/>`, `name=password value=…`.
struct PairedValue {
    private static let farthest = 96

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    func value(of name: Range<Int>) -> ValueExtent.Value? {
        guard isNamed(name) else { return nil }
        var place = name.upperBound
        if let quote = Separator.quote(text, at: place) { place = quote + 1 }
        guard text.at(place) != UInt8(ascii: ":"), text.at(place) != UInt8(ascii: "=") else { return nil }
        return valueBehind(place) ?? valueBefore(name.lowerBound)
    }

    /// `<name>db.password</name><value>…</value>`, `<key>Password</key><string>…</string>`.
    func elementValue(of name: Range<Int>) -> ValueExtent.Value? {
        let tag = text.start(before: name.lowerBound - 1, limit: 8) { $0.isLetter }
        guard text.at(name.lowerBound - 1) == UInt8(ascii: ">"), text.at(tag - 1) == UInt8(ascii: "<"),
            ["name", "key"].contains(text.lowered(tag..<name.lowerBound - 1)), text.has("</", at: name.upperBound)
        else { return nil }
        var place = text.skippingBlanks(from: text.end(from: name.upperBound, limit: 8) { $0 != UInt8(ascii: ">") } + 1)
        let first = place
        // XML-RPC has the type within.
        for _ in 0..<2 where text.at(place) == UInt8(ascii: "<") && text.at(place + 1).isLetter {
            place = text.end(from: place, limit: 32) { $0 != UInt8(ascii: ">") } + 1
        }
        guard place > first, place < text.count else { return nil }
        let end = text.end(from: place) { $0 != UInt8(ascii: "<") }
        return ValueExtent.Value(range: place..<end, isQuoted: true, end: end)
    }

    /// `Content-Disposition: form-data; name="password"`, an empty line and the value.
    func formValue(of name: Range<Int>) -> ValueExtent.Value? {
        guard text.at(name.upperBound).isQuote || text.at(name.upperBound) == 0x5C,
            (max(0, name.lowerBound - 20)..<name.lowerBound).contains(where: { text.has("form-data", at: $0) })
        else { return nil }
        var (place, lines) = ((Separator.quote(text, at: name.upperBound) ?? name.upperBound) + 1, 0)
        while let next = lineEnd(place) {
            if text[next - 1] == 0x0A || text[next - 1] == UInt8(ascii: "n") { lines += 1 }
            place = next
        }
        guard lines >= 2 else { return nil }
        var end = place
        while end < text.count, lineEnd(end) == nil, !text[end].isQuote { end += 1 }
        return end > place ? ValueExtent.Value(range: place..<end, isQuoted: true, end: end) : nil
    }

    /// Behind a line end, also one that is spelt out.
    private func lineEnd(_ place: Int) -> Int? {
        if text.at(place) == 0x0A || text.at(place) == 0x0D { return place + 1 }
        let letter = text.at(place + 1)
        return text.at(place) == 0x5C && (letter == UInt8(ascii: "r") || letter == UInt8(ascii: "n")) ? place + 2 : nil
    }

    /// `<param value="…" name="password"/>`.
    private func valueBefore(_ name: Int) -> ValueExtent.Value? {
        let start = text.start(before: name, limit: 2 * Self.farthest) { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "{") && $0 != 0x0A }
        for place in start..<name where text[place] | 0x20 == UInt8(ascii: "v") && !text.at(place - 1).isAlphanumeric {
            if let value = value(at: place), value.end <= name { return value }
        }
        return nil
    }

    private func valueBehind(_ start: Int) -> ValueExtent.Value? {
        var place = start
        let limit = min(text.count, place + Self.farthest)
        while place < limit {
            let byte = text[place]
            if byte == UInt8(ascii: ">"), text.at(place - 1) != UInt8(ascii: "/") {
                return ValueExtent.value(text, from: text.skippingBlanks(from: place + 1), needsQuote: false)
            }
            if byte == 0x0A || byte == UInt8(ascii: "}") || byte == UInt8(ascii: ">") { return nil }
            if (byte | 0x20) == UInt8(ascii: "v"), !text.at(place - 1).isAlphanumeric, let value = value(at: place) { return value }
            place += 1
        }
        return nil
    }

    private func value(at place: Int) -> ValueExtent.Value? {
        let word = text.end(from: place, limit: 12) { $0.isLetter || $0 == 0x5F }
        let name = text.lowered(place..<word)
        guard name == "value" || name == "val" || name == "v" || name == "value_string" else { return nil }
        var sign = word
        if let quote = Separator.quote(text, at: sign) { sign = quote + 1 }
        sign = text.skippingBlanks(from: sign, limit: 4)
        guard text.at(sign) == UInt8(ascii: "=") || text.at(sign) == UInt8(ascii: ":") else { return nil }
        if text.at(sign + 1) == UInt8(ascii: ">") { sign += 1 }
        return ValueExtent.value(text, from: text.skippingBlanks(from: sign + 1, limit: 8), needsQuote: false)
    }

    /// Whether the name is the value of `name`, `key` or their like.
    private func isNamed(_ range: Range<Int>) -> Bool {
        var place = range.lowerBound
        if text.at(place - 1).isQuote { place = text.start(before: place - 1, limit: 16) { $0 == 0x5C } }
        place = text.start(before: place, limit: 4) { $0.isBlank || $0 == UInt8(ascii: ">") }
        guard text.at(place - 1) == UInt8(ascii: ":") || text.at(place - 1) == UInt8(ascii: "=") else { return false }
        place = text.start(before: place - 1, limit: 4) { $0.isBlank }
        if text.at(place - 1).isQuote { place = text.start(before: place - 1, limit: 16) { $0 == 0x5C } }
        let start = text.start(before: place, limit: 16) { $0.isLetter }
        return Self.nameWords.contains(text.lowered(start..<place))
    }

    static let nameWords: Set<String> = [
        "name", "key", "k", "field", "param", "parameter", "header", "id", "property", "variable", "attribute", "option", "setting",
        "label", "env", "type", "autocomplete", "column",
    ]
    static let valueWords: Set<String> = ["value", "val", "v", "content", "data", "stringvalue", "default", "old", "new"]
}
