internal import WeirSystem

/// Which hits call for a search at all.
extension TextSearch {
    /// The longest look at a hit, an address, is one of 1,024 bytes.
    private static let nearBytes = 4 << 10

    /// Whether a hit in a whole record calls for a search: most names and addresses show at once that they announce nothing.
    func isWorthwhile(_ hit: LiteralScanner.Hit, in line: UnsafeRawBufferPointer) -> Bool {
        guard line.count <= Self.nearBytes else { return isWorthwhile(near: hit, in: line) }
        let others = hit.marks & ~(bit(.name) | bit(.address) | bit(.issuedKey))
        guard others == 0 else { return true }
        if has(.name, hit), isTelling(line, hit.place) { return true }
        if has(.address, hit), isAddress(line, hit.place) { return true }
        guard has(.issuedKey, hit) else { return false }
        var found: [Finding] = []
        IssuedForms(line).find(around: hit.place, into: &found)
        return !found.isEmpty
    }

    /// What shows at once shows near to a hit: of a long line that is all that is looked at.
    private func isWorthwhile(near hit: LiteralScanner.Hit, in line: UnsafeRawBufferPointer) -> Bool {
        let start = max(0, hit.place - Self.nearBytes / 2)
        let part = line.part(start..<min(line.count, start + Self.nearBytes))
        return isWorthwhile(LiteralScanner.Hit(place: hit.place - start, marks: hit.marks), in: part)
    }

    private func isTelling(_ line: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        if quiet.contains(place, in: line) { return false }
        let named = NamedValue(text: line)
        let range = named.name(around: place)
        if ProtocolLogin.isVerb(range, in: line) { return true }
        if line.skippingBlanks(from: range.upperBound, limit: 2) == line.count {
            return PendingName.isPaired(range.lowerBound, in: line) || line.has("--", at: range.lowerBound)
        }
        let isScheme = line.has("bearer", at: range.lowerBound) || line.has("basic", at: range.lowerBound)
        if isScheme || line.at(range.upperBound) < 0x20 || line.at(range.upperBound) >= 0x80 { return true }
        if let name = names.name(line.part(range)), mayAnnounce(name, line, range) {
            if name.isDoubtful, line.at(range.upperBound) != UInt8(ascii: "(") { return mayGive(line, range, place) }
            guard isProse(line, range) else { return true }
            // Told by the words next to it as well: those of `invalid password for`.
            if line.has("for ", at: range.upperBound + 1) { quiet.learn(range, before: 10, behind: 5, place, in: line) }
            return false
        }
        let before = line.at(range.lowerBound - 1)
        // What it is grouped under tells too, and that stands farther away.
        if before.isQuote, line.at(range.upperBound).isQuote, names.name(line.part(range))?.kind == .secret { return false }
        if before == 0x5C || before == UInt8(ascii: "%") || before >= 0x80 { return names.name(line.part(range)) == nil }
        // Behind a blank the word before it tells as well: `cache key:` is none, `private key:` is one.
        let isSpoken = before == 0x20 && names.name(line.part(range))?.kind == .secret
        let beginning = isSpoken ? max(0, named.wordBefore(range).lowerBound - 1) : range.lowerBound - 1
        quiet.learn(range, before: range.lowerBound - beginning, behind: 1, place, in: line)
        return false
    }

    /// Whether what looks like a secret stands behind a name such as `failed_password`.
    private func mayGive(_ line: UnsafeRawBufferPointer, _ name: Range<Int>, _ place: Int) -> Bool {
        let value = line.end(from: name.upperBound, limit: 12) {
            $0.isBlank || $0.isQuote || $0 == 0x5C || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">")
        }
        guard line.at(value) != UInt8(ascii: "%"), line.at(value) != UInt8(ascii: "&") else { return true }
        guard
            line[name.upperBound..<value].contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") })
        else {
            quiet.learn(name, before: 1, behind: value + 1 - name.upperBound, place, in: line)
            return false
        }
        return Words.mayBeDrawn(line.part(value..<line.end(from: value, limit: 128) { !$0.isBlank && !$0.isQuote && $0 != 0x5C }))
    }

    /// A name such as `session` or `key` announces something in a query only, or where an escape may hide one.
    private func mayAnnounce(_ name: SecretName, _ line: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        guard name.isQueryOnly, !NamedValue(text: line).isInQuery(range) else { return true }
        if name.kind == .secret, NamedValue(text: line).isInCredentials(range) || NamedValue(text: line).isSpokenKey(range) { return true }
        let (before, next) = (line.at(range.lowerBound - 1), line.at(range.upperBound))
        if name.kind == .code, !before.isQuote { return true }
        // `"API Key": "…"`: of a name with a blank this is the last word.
        if before == 0x20, next.isQuote { return true }
        return next == UInt8(ascii: "=") || next == UInt8(ascii: "%") || next == UInt8(ascii: "&") || next == 0x5C || next >= 0x80
    }

    /// `invalid password for user`: a word of small letters behind a blank.
    private func isProse(_ line: UnsafeRawBufferPointer, _ name: Range<Int>) -> Bool {
        guard line.at(name.upperBound) == 0x20, line.at(name.upperBound + 1).isLower, line.at(name.lowerBound) != UInt8(ascii: "-") else {
            return false
        }
        let next = name.upperBound + 1
        for word in [
            "is ", "is:", "was ", "to ", "set ", "changed to ", "changed from ", "changed '", "resolved to ", "as ", "of ", "f\u{FC}r ",
        ] as [StaticString]
        where line.has(word, at: next) {
            return false
        }
        if line.has("for ", at: next) {
            return ["invalid ", "wrong ", "failed ", "incorrect ", "bad ", "no "].contains { (word: StaticString) in
                line.has(word, at: name.lowerBound - word.utf8CodeUnitCount)
            }
        }
        let word = next..<line.end(from: next, limit: 64) { !$0.isBlank }
        return !line.has(" = ", at: word.upperBound) && line.part(word).allSatisfy { !$0.isDigit && !$0.isUpper }
    }

    private func isAddress(_ line: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        switch line[place] {
        case UInt8(ascii: "@"): isBareAddress(line, place)
        case UInt8(ascii: ":"), UInt8(ascii: "/"), 0x5C:
            line.part(place..<line.end(from: place, limit: 1_024) { !$0.isBlank && $0 != 0x22 }).contains(UInt8(ascii: "@"))
        default: true
        }
    }

    private func isBareAddress(_ line: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        guard line.at(place - 1).isTokenByte || line.at(place - 1) >= 0x21 && !line.at(place - 1).isQuote else { return false }
        let start = line.start(before: place, limit: 160) {
            !$0.isBlank && !$0.isQuote && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/")
        }
        return line.at(start - 1) == UInt8(ascii: ":") || line.at(start - 1) == UInt8(ascii: "/")
    }
}
