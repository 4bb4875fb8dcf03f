/// What says of which type a value is, between its name and itself: `Password: (string) (len=12) "…"`, `DefaultPassword REG_SZ …`.
enum ValueTypes {
    private static let longest = 48

    /// Behind types in brackets, where a quote follows them.
    static func end(of text: UnsafeRawBufferPointer, from place: Int) -> Int {
        var next = place
        while text.at(next) == UInt8(ascii: "("),
            let close = text.firstIndex(of: UInt8(ascii: ")"), from: next, to: min(text.count, next + longest)),
            text[next + 1..<close].allSatisfy({ $0.isName || "*[]=/ ".utf8.contains($0) }), text.at(close + 1) == 0x20
        {
            next = text.skippingSpaces(from: close + 1)
        }
        return next > place && Separator.quote(text, at: next) != nil ? next : place
    }

    /// Behind the type that the registry of Windows, and its tools, have before a value; nil where there is none.
    static func registryValue(_ text: UnsafeRawBufferPointer, at place: Int) -> Int? {
        if text.has("reg_", at: place) { return text.skippingBlanks(from: text.end(from: place, limit: longest) { $0.isName }) }
        var start = place
        if text.has("/t ", at: start) { start = text.skippingSpaces(from: text.end(from: start + 3, limit: longest) { $0.isName }) }
        for word in ["/d ", "-value ", "details: "] as [StaticString] where text.has(word, at: start) {
            return text.skippingSpaces(from: start + word.utf8CodeUnitCount)
        }
        return nil
    }

    /// `password: str = '…'`: the value of what looked like one and is a type.
    static func declared(_ text: UnsafeRawBufferPointer, _ value: ValueExtent.Value) -> ValueExtent.Value? {
        let sign = text.skippingSpaces(from: value.end, limit: 2)
        guard !value.isQuoted, sign > value.end, text.at(sign) == UInt8(ascii: "="), text.at(sign + 1) == 0x20,
            text.part(value.range).allSatisfy({ $0.isName || "[]?|<>".utf8.contains($0) })
        else { return nil }
        return ValueExtent.value(text, from: sign + 2, needsQuote: true)
    }

    /// `"old" -> "new"`, `'old' to 'new'`: what a value became.
    static func changed(_ text: UnsafeRawBufferPointer, _ value: ValueExtent.Value) -> ValueExtent.Value? {
        guard value.isQuoted else { return nil }
        let sign = text.skippingSpaces(from: value.end, limit: 4)
        guard sign > value.end else { return nil }
        for word in ["->", "=>", "\u{2192}", "to "] as [StaticString] where text.has(word, at: sign) {
            return ValueExtent.value(text, from: text.skippingSpaces(from: sign + word.utf8CodeUnitCount), needsQuote: true)
        }
        return nil
    }
}
