/// Finds a name around a place, and the value that it announces.
struct NamedValue {
    let text: UnsafeRawBufferPointer

    /// The name that a place lies in.
    func name(around place: Int) -> Range<Int> {
        var start = text.start(before: place + 1, limit: NameWords.longestBytes) { $0.isName }
        var end = text.end(from: place, limit: NameWords.longestBytes) { $0.isName }
        // A word behind `n` of `\n` is a word by itself.
        if text.at(start - 1) == 0x5C, start < place, Self.isEscapeLetter(text[start]),
            (start - text.start(before: start) { $0 == 0x5C }) % 2 == 1
        {
            start += 1
        }
        while end > start, text[end - 1] == 0x2E || text[end - 1] == 0x2D { end -= 1 }
        if text.at(start - 1) >= 0x80 || text.at(end) >= 0x80, let foreign = foreign(around: place) { return foreign }
        return start..<max(start, end)
    }

    /// A name with letters beside those of ASCII.
    private func foreign(around place: Int) -> Range<Int>? {
        let start = text.start(before: place + 1, limit: NameWords.longestBytes / 2) { $0.isName || $0 >= 0x80 }
        let end = text.end(from: place, limit: NameWords.longestBytes / 2) { $0.isName || $0 >= 0x80 }
        guard start < end, let name = ForeignNames.place(in: text.part(start..<end)) else { return nil }
        let range = start + name.lowerBound..<start + name.upperBound
        return range.lowerBound <= place + 2 && place <= range.upperBound ? range : nil
    }

    private static func isEscapeLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "n") || byte == UInt8(ascii: "t") || byte == UInt8(ascii: "r")
    }

    /// What the name there says of its value; nil where it announces none.
    func meaning(_ range: Range<Int>, _ names: NameCache) -> SecretName? {
        guard var name = names.name(text.part(range)) else { return nil }
        if name.isQueryOnly {
            if isInQuery(range) { return name }
            if name.kind == .session, text.at(range.upperBound) == UInt8(ascii: "="), isMixed(range.upperBound + 1) { return name }
            if name.kind == .secret, isInCredentials(range) { return SecretName.plainToken }
            if name.kind == .secret, isSpokenKey(range) {
                name.isQueryOnly = false
                return name
            }
            if name.kind == .code, isGranted(range) { return name }
            guard name.kind == .code, NamesBefore(text, range.lowerBound).announceCode else { return nil }
            name.isQueryOnly = false
        }
        name.isResult = range.count == 4 && text[range].elementsEqual("PASS".utf8)
        if name.kind == .token, range.count <= 6, NamesBefore(text, range.lowerBound).speakOfSyntax { return nil }
        return name
    }

    /// `'crypt' => ['key' => '…']`, `"auth": {"key": "…"}`: grouped under what has no other key than a secret one.
    func isInCredentials(_ range: Range<Int>) -> Bool {
        guard text.at(range.lowerBound - 1).isQuote, text.at(range.upperBound).isQuote else { return false }
        let end = text.start(before: range.lowerBound - 1, limit: 12) { !$0.isLetter }
        let start = text.start(before: end, limit: 16) { $0.isName }
        let isGroup = text[end..<range.lowerBound].contains { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
        return isGroup && ["crypt", "encryption", "auth", "jwt", "hmac", "key-auth"].contains(text.lowered(start..<end))
    }

    /// `private key: …`, `pre-shared key = …`: a name with a blank in it.
    func isSpokenKey(_ range: Range<Int>) -> Bool {
        guard text.at(range.lowerBound - 1) == 0x20 else { return false }
        // `API key … is disabled`: what is no word is the key.
        if text.has("api ", at: range.lowerBound - 4), text.at(range.upperBound) == 0x20 { return true }
        let sign = text.at(text.skippingSpaces(from: range.upperBound, limit: 16))
        guard sign == UInt8(ascii: ":") || sign == UInt8(ascii: "=") || text.at(range.upperBound).isQuote else { return false }
        return NameLists.beforeSpokenKey.contains(text.part(wordBefore(range)))
    }

    /// The word before a blank before a name.
    func wordBefore(_ range: Range<Int>) -> Range<Int> {
        let end = range.lowerBound - 1
        return text.start(before: end, limit: 12) { $0.isTokenByte }..<end
    }

    /// `oauth callback code=… state=…`: what an authorization server hands over, and no code of an error.
    private func isGranted(_ range: Range<Int>) -> Bool {
        guard text.at(range.upperBound) == UInt8(ascii: "=") || text.at(range.upperBound) == UInt8(ascii: ":"),
            let value = ValueExtent.value(text, from: text.skippingSpaces(from: range.upperBound + 1), needsQuote: false),
            value.range.count >= 12, text[value.range].contains(where: \.isLower)
        else { return false }
        let near = max(0, range.lowerBound - Self.grantBytes)..<min(text.count, value.end + Self.grantBytes)
        return near.contains { place in
            Self.grantWords.contains { text.has($0, at: place) } || text.has("state=", at: place) && isDrawn(place + 6)
        }
    }

    /// How far from a code the words stand that say what it is for.
    private static let grantBytes = 160
    private static let grantWords: [StaticString] = ["oauth", "grant_type", "redirect_uri", "authorization_code", "code_challenge"]

    private func isDrawn(_ start: Int) -> Bool {
        let value = text.part(start..<text.end(from: start, limit: 64) { $0.isTokenByte })
        return value.count >= 8 && !Words.arePlain(value)
    }

    /// Letters of both cases and digits: no id that a log goes by.
    private func isMixed(_ start: Int) -> Bool {
        let start = text.at(start).isQuote ? start + 1 : start
        let value = text.part(start..<text.end(from: start, limit: 64) { $0.isTokenByte || $0.isBase64 })
        return value.count >= 16 && value.contains(where: \.isUpper) && value.contains(where: \.isLower) && value.contains(where: \.isDigit)
    }

    func isInQuery(_ range: Range<Int>) -> Bool {
        let before = text.at(range.lowerBound - 1)
        return before == UInt8(ascii: "?") || before == UInt8(ascii: "&")
            || (before == UInt8(ascii: ";") && text.at(range.lowerBound - 2) != 0x20)
    }

    /// Appends the secret parts of the name's value.
    func find(_ range: Range<Int>, _ name: SecretName, into found: inout [Finding]) {
        if isUser(range) || isInReference(range) || isDemanded(range) { return }
        let isCall = text.at(range.upperBound) == UInt8(ascii: "(") || text.has("sp_", at: range.lowerBound)
        if isCall, CallArguments(text).find(function: range, into: &found) != nil { return }
        spoken(range, name, into: &found)
        if let value = PairedValue(text).formValue(of: range) ?? PairedValue(text).elementValue(of: range) {
            return append(value, name, .strong, to: &found)
        }
        if let pair = PairedValue(text).value(of: range) { return append(pair, name, .strong, to: &found) }
        let isInPath = (name.kind == .token || name.kind == .session) && text.at(range.upperBound) == UInt8(ascii: "/")
        if isInPath, findSegment(range, name, into: &found) { return }
        guard let separator = Separator(text, behind: range.upperBound, nameFrom: range.lowerBound, name) else { return }
        if name.kind == .authorization || name.kind == .signature, let password = CredentialPair(text).password(from: separator.end) {
            found.append(Finding(password.range, .password))
            return
        }
        switch name.kind {
        case .authorization where separator.strength > .none:
            AuthorizationValue(text).find(from: separator.end, separator.strength, into: &found)
            return
        case .cookie where separator.strength > .none:
            CookieValue(text).find(from: separator.end, separator.strength, into: &found)
            return
        default: break
        }
        // Behind `;` there are lists as well, whose members `;` parts: `user=sa;password=…;encrypt=true`.
        let inQuery = isInQuery(range) && text.at(range.lowerBound - 1) != UInt8(ascii: ";")
        guard let value = ValueExtent.value(text, from: separator.end, needsQuote: separator.needsQuote, isInQuery: inQuery) else {
            return
        }
        if name.kind == .signature, isObject(value) { return }
        if let declared = ValueTypes.declared(text, value) { return append(declared, name, .strong, to: &found) }
        if let second = argument(behind: value, of: range, name, separator) { return append(second, name, .strong, to: &found) }
        append(value, name, strength(of: value, range, name, separator), to: &found)
        if let now = ValueTypes.changed(text, value) { append(now, name, .strong, to: &found) }
        // The rest of a list.
        var next = value
        while next.isQuoted, text.at(separator.end) == UInt8(ascii: "["), text.at(next.end) == UInt8(ascii: ",") {
            guard let more = ValueExtent.value(text, from: text.skippingBlanks(from: next.end + 1), needsQuote: true) else { break }
            append(more, name, .strong, to: &found)
            next = more
        }
    }

    /// `UsernamePasswordCredentials(username='bob', password=…)`: what is secret in it has a name of its own.
    private func isObject(_ value: ValueExtent.Value) -> Bool {
        let open = text.end(from: value.range.lowerBound, limit: 64) { $0.isName }
        guard !value.isQuoted, open > value.range.lowerBound, text.at(open) == UInt8(ascii: "(") else { return false }
        return (open + 1..<min(text.count, open + 256)).contains { place in
            ["password=", "passwd=", "secret=", "token="].contains { (name: StaticString) in text.has(name, at: place) }
        }
    }

    /// In quotes with a type before them, as in `Some("…")`, or behind a colon and with a digit, it is no word of a sentence.
    private func strength(
        of value: ValueExtent.Value, _ range: Range<Int>, _ name: SecretName, _ separator: Separator
    ) -> ValueShape.Strength {
        guard value.isQuoted else { return isPhrase(value, range, name) ? .strong : separator.strength }
        let isConstructed = text.at(value.range.lowerBound - 2) == UInt8(ascii: "(") && text.at(value.range.lowerBound - 3).isAlphanumeric
        if isConstructed || ValueTypes.end(of: text, from: separator.end) > separator.end { return .strong }
        let isPassword = name.kind == .password || name.kind == .shortPassword
        let bytes = text[value.range]
        if isPassword, separator.strength == .weak, bytes.contains(where: \.isDigit), !bytes.contains(0x20) { return .strong }
        return max(separator.strength, .weak)
    }

    /// `--password harbor-velvet-quartz5`, `password 0 Velvet4471*`, `DB_PASS: Velvet4471*`: words with a digit glued to them, behind a
    /// name that is no word of a sentence.
    private func isPhrase(_ value: ValueExtent.Value, _ range: Range<Int>, _ name: SecretName) -> Bool {
        guard name.kind == .password || name.kind == .shortPassword, !name.isDoubtful, value.range.count >= 8 else { return false }
        let start = value.range.lowerBound
        let isFlag = text.at(range.lowerBound) == UInt8(ascii: "-")
        let isDirective = text.at(start - 1) == 0x20 && text.at(start - 2).isDigit && start == range.upperBound + 3
        let isSetting = text.at(range.upperBound) == UInt8(ascii: ":") && isCompound(range) && !followsWord(value.end)
        // `set idrac.users.2.password …`
        let isArgument = start == range.upperBound + 1 && isCompound(range) && PlainWords(text).isLast(value.range)
        guard isFlag || isDirective || isSetting || isArgument else { return false }
        let bytes = text.part(value.range)
        return !bytes.contains(UInt8(ascii: "/")) && !bytes.contains(UInt8(ascii: ":"))
            && (!Words.arePlain(bytes, allowsMixed: false) || Words.areGenerated(bytes))
    }

    /// `https://gitlab-ci-token:…@host`: a user of an address, whose password is found by the address.
    private func isUser(_ range: Range<Int>) -> Bool {
        guard text.at(range.lowerBound - 1) == UInt8(ascii: "/"), text.at(range.lowerBound - 2) == UInt8(ascii: "/"),
            text.at(range.upperBound) == UInt8(ascii: ":")
        else { return false }
        let end = text.end(from: range.upperBound, limit: 1_024) { !$0.isBlank && !$0.isQuote && $0 != UInt8(ascii: "@") }
        return text.at(end) == UInt8(ascii: "@")
    }

    /// `${DB_PASSWORD:?missing}`: what a shell says where there is none.
    private func isDemanded(_ range: Range<Int>) -> Bool {
        text.has("${", at: range.lowerBound - 2) && text.has(":?", at: range.upperBound)
    }

    /// `arn:aws:secretsmanager:…:secret:prod/db-AbCdEf`: which secret it is, and not itself.
    private func isInReference(_ range: Range<Int>) -> Bool {
        guard text.at(range.lowerBound - 1) == UInt8(ascii: ":"), text.at(range.upperBound) == UInt8(ascii: ":") else { return false }
        let start = text.start(before: range.lowerBound, limit: 96) { !$0.isBlank && !$0.isQuote && $0 != UInt8(ascii: "=") }
        return text.has("arn:", at: start) || text.has("acs:", at: start)
    }

    /// `password "Auth" "…"`, `sp_password 'old', 'new'`: of two in quotes the second one.
    private func argument(
        behind value: ValueExtent.Value, of range: Range<Int>, _ name: SecretName, _ separator: Separator
    ) -> ValueExtent.Value? {
        guard value.isQuoted, separator.needsQuote, name.kind == .password, text.at(range.upperBound) == 0x20, text.at(value.end) == 0x20,
            text.at(value.end + 1) == 0x22, ValueShape.isStopWord(text.part(value.range)) || text[value.range].contains(0x20)
        else { return nil }
        return ValueExtent.value(text, from: value.end + 1, needsQuote: true)
    }

    private func append(_ value: ValueExtent.Value, _ name: SecretName, _ strength: ValueShape.Strength, to found: inout [Finding]) {
        if name.kind == .authorization { return AuthorizationValue(text).find(within: value, strength, into: &found) }
        if name.kind == .cookie { return CookieValue(text).find(within: value.range, strength, into: &found) }
        let isFollowed = !value.isQuoted && followsWord(value.end)
        let shape = ValueShape(name: name, strength: strength, isFollowed: isFollowed)
        let range = withoutPunctuation(value)
        if isFolder(range, name) || isScheme(value.range) { return }
        let isVariable = strength == .none && isCompound(before: range.lowerBound) && Words.areDrawn(text.part(range))
        guard isVariable || shape.accepts(text.part(range)) else { return }
        found.append(Finding(range, name.rule))
    }

    /// `ENV SECRET_KEY_BASE …`, `set aws_secret_access_key …`: a name of several words and one blank.
    private func isCompound(before place: Int) -> Bool {
        guard text.at(place - 1) == 0x20, text.at(place - 2).isAlphanumeric else { return false }
        return isCompound(text.start(before: place - 1, limit: 64) { $0.isName }..<place - 1)
    }

    /// Of several words, as programs have them.
    private func isCompound(_ range: Range<Int>) -> Bool {
        let name = text.part(range)
        return name.dropFirst().contains { $0 == 0x5F || $0 == 0x2D || $0 == 0x2E }
            || name.indices.dropFirst().contains { name[$0].isUpper && name[$0 - 1].isLower }
    }

    /// `token: Bearer …`: what follows the scheme is found by the scheme.
    private func isScheme(_ range: Range<Int>) -> Bool {
        text.has("bearer ", at: range.lowerBound) || text.has("basic ", at: range.lowerBound)
    }

    /// A sentence's punctuation behind a bare value is no part of it.
    private func withoutPunctuation(_ value: ValueExtent.Value) -> Range<Int> {
        guard !value.isQuoted else { return value.range }
        var end = value.range.upperBound
        while end > value.range.lowerBound, text[end - 1] == UInt8(ascii: ",") || text[end - 1] == UInt8(ascii: ".") { end -= 1 }
        return value.range.lowerBound..<end
    }

    private func followsWord(_ end: Int) -> Bool {
        let next = text.skippingSpaces(from: end, limit: 4)
        guard next > end else { return false }
        let word = text.end(from: next, limit: 24) { $0.isName }
        // Another name with its value is no sentence.
        return text.at(next).isLetter && text.at(word) != UInt8(ascii: "=") && text.at(word) != UInt8(ascii: ":")
    }

    /// What shells and sudo call `PWD` is a folder.
    private func isFolder(_ range: Range<Int>, _ name: SecretName) -> Bool {
        guard name.kind == .password, text.at(range.lowerBound) == UInt8(ascii: "/") || text.at(range.lowerBound) == UInt8(ascii: "~")
        else {
            return false
        }
        let sign = text.start(before: range.lowerBound, limit: 4) { !$0.isLetter }
        return text.has("pwd", at: sign - 3)
    }

    /// `value "…" for field "password"`.
    private func spoken(_ range: Range<Int>, _ name: SecretName, into found: inout [Finding]) {
        guard text.at(range.lowerBound - 1).isQuote, text.at(range.upperBound).isQuote || text.at(range.upperBound) == 0x5C else { return }
        let quote = text.start(before: range.lowerBound - 1, limit: 4) { $0 == 0x5C }
        var place = text.start(before: quote, limit: 2) { $0 == 0x20 }
        let first = place
        for word in ["field", "parameter", "property", "attribute", "option", "for", "of", "in"] as [StaticString]
        where text.has(word, at: place - word.utf8CodeUnitCount) {
            place = text.start(before: place - word.utf8CodeUnitCount, limit: 2) { $0 == 0x20 }
        }
        guard place < first, text.at(place - 1).isQuote else { return }
        let mark = text[place - 1]
        let end = text.start(before: place - 1, limit: 4) { $0 == 0x5C }
        let start = text.start(before: end, limit: 256) { $0 != mark && $0 != 0x0A }
        let shape = ValueShape(name: name, strength: .weak, isFollowed: true)
        guard text.at(start - 1) == mark, start < end, shape.accepts(text.part(start..<end)) else { return }
        found.append(Finding(start..<end, name.rule))
    }

    /// `/token/<value>/…`.
    private func findSegment(_ range: Range<Int>, _ name: SecretName, into found: inout [Finding]) -> Bool {
        guard text.at(range.lowerBound - 1) == UInt8(ascii: "/") else { return false }
        let start = range.upperBound + 1
        let end = text.end(from: start) { $0.isTokenByte || $0 == 0x2E || $0 == 0x7E }
        guard end - start >= 16, !Words.arePlain(text.part(start..<end)) else { return false }
        found.append(Finding(start..<end, name.rule))
        return true
    }
}
