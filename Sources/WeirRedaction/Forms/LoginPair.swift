/// A password next to the user it belongs to: `login=bob:…`, `Login incorrect: [bob/…]`, `ACL SETUSER bob on >…`.
struct LoginPair {
    private static let nearBytes = 128
    private static let farBytes = 1_024

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    func find(_ position: StatedSecret.Position, _ said: Range<Int>, into found: inout [Finding]) {
        switch position {
        case .login: login(said, into: &found)
        case .bracketedLogin: bracketed(said.upperBound, into: &found)
        case .twilio: account(around: said, into: &found)
        case .redisUser: redisUser(said.upperBound, into: &found)
        case .attributes: attributes(said.upperBound, into: &found)
        default: break
        }
    }

    private func append(_ range: Range<Int>, _ rule: StandardRule = .password, to found: inout [Finding]) {
        guard range.count >= ValueShape.shortest, !Placeholders.isOne(text.part(range)) else { return }
        found.append(Finding(range, rule))
    }

    /// `login=bob:…` of a proxy, and SonarQube's `sonar.login=…`, which is a token.
    private func login(_ said: Range<Int>, into found: inout [Finding]) {
        guard let value = ValueExtent.value(text, from: said.upperBound, needsQuote: false) else { return }
        let bytes = text.part(value.range)
        if text.has("sonar.", at: said.lowerBound - 6) {
            if bytes.count >= 16, !Words.arePlain(bytes) { append(value.range, .token, to: &found) }
            return
        }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.at(0).isLetter || bytes.at(0) == UInt8(ascii: "*") else { return }
        let password = value.range.lowerBound + colon + 1..<value.range.upperBound
        let isWord = Words.arePlain(text.part(password), allowsMixed: false)
        guard !isWord, text.at(password.lowerBound) != UInt8(ascii: "/") else { return }
        append(password, to: &found)
    }

    /// `Login incorrect: [bob/…] (from client ap1)`, `login attempt [root/…] failed`.
    private func bracketed(_ place: Int, into found: inout [Finding]) {
        let open = text.end(from: place, limit: Self.nearBytes) { $0 != UInt8(ascii: "[") && $0 != 0x0A }
        guard text.at(open) == UInt8(ascii: "["),
            let slash = text.firstIndex(of: UInt8(ascii: "/"), from: open, to: min(text.count, open + Self.nearBytes))
        else { return }
        var close = slash + 1
        while close < text.count, text[close] != 0x0A, text[close] != UInt8(ascii: "]") || !isEnd(close + 1) { close += 1 }
        guard text.at(close) == UInt8(ascii: "]"), text.at(slash + 1) != UInt8(ascii: "<"),
            !text[open..<slash].contains(UInt8(ascii: "]"))
        else { return }
        // Python's `b'…'`.
        let isPrinted = text.has("b'", at: slash + 1) && text.at(close - 1) == 0x27
        append(isPrinted ? slash + 3..<close - 1 : slash + 1..<close, to: &found)
    }

    private func isEnd(_ place: Int) -> Bool { place == text.count || text[place].isBlank || text[place].isQuote }

    /// `Client('AC…', '…')`: the token behind an account's id.
    private func account(around said: Range<Int>, into found: inout [Finding]) {
        let limit = min(text.count, said.upperBound + 2 * Self.nearBytes)
        for start in max(0, said.lowerBound - Self.nearBytes)..<limit where text.has("ac", at: start) && !text.at(start - 1).isAlphanumeric
        {
            let id = text.end(from: start + 2, limit: 33) { $0.isHexadecimal }
            guard id - start == 34 else { continue }
            let token = text.end(from: id, limit: 6) { !$0.isAlphanumeric && $0 != UInt8(ascii: "/") && $0 != 0x0A }
            let end = text.end(from: token, limit: 33) { $0.isHexadecimal }
            if token > id, end - token == 32 { append(token..<end, .token, to: &found) }
        }
    }

    /// `ACL SETUSER bob on >… ~*`: `>` adds a password, `<` takes one away, `#` and `!` do so by its digest.
    private func redisUser(_ place: Int, into found: inout [Finding]) {
        for word in PlainWords(text).words(from: place, most: 32).dropFirst() {
            guard "<>#!".utf8.contains(text[word.lowerBound]) else { continue }
            append(word.lowerBound + 1..<word.upperBound, to: &found)
        }
    }

    /// `cfgattr="name[…]psksecret[…]"`, as a firewall says what was changed.
    private func attributes(_ start: Int, into found: inout [Finding]) {
        var place = text.at(start) == 0x22 ? start + 1 : start
        let limit = min(text.count, start + Self.farBytes)
        while place < limit {
            let name = text.end(from: place) { $0.isName }
            guard name > place, text.at(name) == UInt8(ascii: "[") else { return }
            var close = name + 1
            while close < text.count, text[close] != UInt8(ascii: "]") || !(text.at(close + 1).isName || isEnd(close + 1)) { close += 1 }
            guard close < text.count else { return }
            if let meaning = SecretName(text.part(place..<name)), !meaning.isQueryOnly {
                append(name + 1..<close, meaning.rule, to: &found)
            }
            place = close + 1
        }
    }
}
