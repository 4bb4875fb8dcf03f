/// Cookies: `name=value; name=value`. Names and attributes stay.
struct CookieValue {
    private static let attributes: Set<String> = [
        "path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "priority", "version", "comment", "partitioned",
    ]
    /// Parts of names whose values are ids of sessions, however they look.
    private static let telling = ["sess", "sid", "auth", "token", "jwt", "csrf", "xsrf", "login", "user"]

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    func find(from place: Int, _ strength: ValueShape.Strength, into found: inout [Finding]) {
        var start = place
        for _ in 0..<2
        where text.at(start) == UInt8(ascii: "[") || text.at(start) == UInt8(ascii: "(") || text.at(start) == UInt8(ascii: "{") {
            start = text.skippingBlanks(from: start + 1)
        }
        if Separator.quote(text, at: start) != nil, let value = ValueExtent.value(text, from: start, needsQuote: true) {
            return find(within: value.range, strength, into: &found)
        }
        let end = text.end(from: start) { $0 != 0x0A && $0 != 0x0D }
        return find(within: start..<end, strength, into: &found)
    }

    /// - Parameter isWhole: nothing but cookies is in the range, so that only `;` ends one.
    func find(within range: Range<Int>, _ strength: ValueShape.Strength, isWhole: Bool = false, into found: inout [Finding]) {
        var place = range.lowerBound
        var pairs = 0
        while place < range.upperBound {
            let name = min(range.upperBound, text.end(from: place, limit: 128) { isNameByte($0) })
            guard name > place, name < range.upperBound, text[name] == UInt8(ascii: "=") else { break }
            let value = isWhole ? wholeValue(from: name + 1, to: range.upperBound) : value(from: name + 1, to: range.upperBound)
            if isSecret(value, name: place..<name) { found.append(Finding(value, .cookie)) }
            pairs += 1
            guard let next = next(behind: value.upperBound, to: range.upperBound) else { return }
            place = next
        }
        if isWhole, place < range.upperBound { return findRest(place..<range.upperBound, into: &found) }
        if pairs == 0 { return findBare(range, strength, into: &found) }
    }

    private func wholeValue(from start: Int, to limit: Int) -> Range<Int> {
        if text.at(start) == 0x22, text.at(limit - 1) == 0x22, limit - start > 2 { return start + 1..<limit - 1 }
        return start..<min(limit, text.end(from: start) { $0 != UInt8(ascii: ";") })
    }

    /// What is no list of cookies where nothing else should be.
    private func findRest(_ range: Range<Int>, into found: inout [Finding]) {
        let rest = text.part(range)
        guard rest.count >= 8, !Words.arePlain(rest), !Placeholders.isOne(rest) else { return }
        found.append(Finding(range, .cookie))
    }

    /// A cookie without a name.
    private func findBare(_ range: Range<Int>, _ strength: ValueShape.Strength, into found: inout [Finding]) {
        let end = min(range.upperBound, ValueExtent.bareEnd(text, from: range.lowerBound))
        let shape = ValueShape(name: .plainToken, strength: strength, isFollowed: false)
        guard end - range.lowerBound >= 8, shape.accepts(text.part(range.lowerBound..<end)) else { return }
        found.append(Finding(range.lowerBound..<end, .cookie))
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        // What RFC 9110 calls a token.
        byte.isAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    private func value(from start: Int, to limit: Int) -> Range<Int> {
        if text.at(start) == 0x22 || (text.at(start) == 0x5C && text.at(start + 1) == 0x22) {
            let quoted = ValueExtent.value(text, from: start, needsQuote: true)?.range ?? start..<limit
            return quoted.lowerBound..<max(quoted.lowerBound, min(limit, quoted.upperBound))
        }
        var end = start
        while end < limit, text[end] != UInt8(ascii: ";"), !text[end].isBlank, text[end] != 0x22,
            text[end] != 0x5C || text.at(end + 1) != 0x22
        {
            if text[end] == UInt8(ascii: ","), text.at(end + 1).isBlank || end + 1 == limit { break }
            if text[end] == 0x27 || text[end] == UInt8(ascii: "]") || text[end] == UInt8(ascii: "}"),
                ValueExtent.endsBehind(text, end, mayNameFollow: false)
            {
                break
            }
            end += 1
        }
        return start..<end
    }

    /// The next name behind `; `, attributes left out.
    private func next(behind end: Int, to limit: Int) -> Int? {
        var place = end
        if text.at(place) == 0x22 { place += 1 }
        while place < limit, text[place] == UInt8(ascii: ";") || text[place] == UInt8(ascii: ",") {
            place = min(limit, text.skippingBlanks(from: place + 1, limit: 8))
            let name = text.end(from: place, limit: 16) { $0.isLetter || $0 == 0x2D }
            guard Self.attributes.contains(text.lowered(place..<name)) else { return place < limit ? place : nil }
            place = min(limit, text.end(from: name) { $0 != UInt8(ascii: ";") && $0 != 0x0A && $0 != 0x22 })
        }
        return nil
    }

    private func isSecret(_ value: Range<Int>, name: Range<Int>) -> Bool {
        let bytes = text.part(value)
        guard bytes.count >= ValueShape.shortest, !Placeholders.isOne(bytes) else { return false }
        let lowered = text.lowered(name)
        if Self.attributes.contains(lowered) { return false }
        if Self.telling.contains(where: lowered.contains) { return !bytes.allSatisfy(\.isLetter) || !Words.arePlain(bytes) }
        return bytes.count >= 6 && (!Words.arePlain(bytes) || bytes.count > 24)
    }
}
