/// Passwords behind a verb in capital letters, as a client of a protocol sends them: `PASS …`, `AUTH PLAIN …`,
/// `a1 LOGIN bob …`.
struct ProtocolLogin {
    /// What stands between `AUTH` and the password: a mechanism of SASL, or Redis' default user.
    private static let mechanisms: Set<String> = [
        "plain", "login", "default", "xoauth2", "oauthbearer", "cram-md5", "digest-md5", "scram-sha-1", "scram-sha-256", "external", "ntlm",
    ]

    private let text: UnsafeRawBufferPointer
    private let plain: PlainWords

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
        plain = PlainWords(text)
    }

    /// Whether a name is such a verb.
    static func isVerb(_ name: Range<Int>, in text: UnsafeRawBufferPointer) -> Bool {
        guard 4...5 ~= name.count, text[name.lowerBound].isUpper, text[name.upperBound - 1].isUpper else { return false }
        let word = text[name]
        guard word.elementsEqual("PASS".utf8) || word.elementsEqual("AUTH".utf8) || word.elementsEqual("LOGIN".utf8) else { return false }
        let next = text.at(name.upperBound)
        return next == 0x20 || next.isQuote && text.at(name.upperBound + 1) == 0x20
    }

    /// - Returns: where to go on; nil where there is no password.
    func find(_ verb: Range<Int>, into found: inout [Finding]) -> Int? {
        guard let word = password(behind: verb) else { return nil }
        found.append(Finding(word, .password))
        return word.upperBound
    }

    private func password(behind verb: Range<Int>) -> Range<Int>? {
        let words = plain.words(from: verb.upperBound, most: 3)
        guard let first = words.first else { return nil }
        if text[verb.lowerBound] == UInt8(ascii: "P") {
            let isNamed = isBehindUser(verb)
            guard isSent(verb) || isNamed, plain.isLast(first), !text[first].contains(0x2F) else { return nil }
            if isSigned(first) || isNamed && first.count >= 8 && !Words.arePlain(text.part(first), allowsMixed: false) { return first }
            if isPrompt(before: verb.lowerBound), first.count >= 6, !Words.arePlain(text.part(first), allowsMixed: false) { return first }
            guard plain.isMixed(first) else { return nil }
            return isDialogue(before: verb.lowerBound) || !ProgramText.isIdentifier(text.part(first)) ? first : nil
        }
        if text[verb.lowerBound] == UInt8(ascii: "L") { return isTagged(verb) ? second(of: words, isTagged: true) : nil }
        if plain.isMixed(first) { return first }
        if Self.mechanisms.contains(text.lowered(first)) { return words.dropFirst().last { plain.isMixed($0) } }
        return second(of: words)
    }

    /// Behind a user's name, and the last on its line.
    ///
    /// - Parameter isTagged: nothing else stands there, so that a password may be made of words.
    private func second(of words: [Range<Int>], isTagged: Bool = false) -> Range<Int>? {
        guard words.count == 2, plain.isMixed(words[1]) || isTagged && isChosen(words[1]), plain.isLast(words[1]),
            !ValueShape.isStopWord(text.part(words[0])),
            !text[words[1]].contains(UInt8(ascii: "="))
        else { return nil }
        return words[1]
    }

    /// In quotes, or of words as passwords are.
    private func isChosen(_ word: Range<Int>) -> Bool {
        guard word.count >= ValueShape.shortest, !Placeholders.isOne(text.part(word)) else { return false }
        return text.at(word.upperBound).isQuote || ValueShape.isChosen(text.part(word))
    }

    /// As no test is called.
    private func isSigned(_ word: Range<Int>) -> Bool {
        let isPercentage = text[word.upperBound - 1] == UInt8(ascii: "%")
        return !isPercentage && ValueShape.isSigned(text.part(word)) && !Placeholders.isOne(text.part(word))
    }

    /// `USER bob PASS …`, on one line.
    private func isBehindUser(_ verb: Range<Int>) -> Bool {
        let user = text.start(before: verb.lowerBound - 1, limit: 64) { !$0.isBlank }
        return text.at(verb.lowerBound - 1) == 0x20 && user < verb.lowerBound - 1 && text.at(user - 1) == 0x20
            && text.has("user", at: user - 5) && isSent(user - 5..<user - 1)
    }

    /// IMAP's commands begin with a tag: a short word with a digit, or a point.
    private func isTagged(_ verb: Range<Int>) -> Bool {
        let end = verb.lowerBound - 1
        let start = text.start(before: end, limit: 12) { $0.isTokenByte || $0 == 0x2E }
        let before = text.at(start - 1)
        guard start < end, text[end] == 0x20, before == 0 || before == 0x20 || before.isQuote else { return false }
        return isSent(start..<end) && (text[start..<end].contains(where: \.isDigit) || end == start + 1 && text[start] == 0x2E)
    }

    /// At a line's start, or behind what a logger puts before it: a test that passed has a word there, or a path behind it.
    private func isSent(_ verb: Range<Int>) -> Bool {
        let before = text.at(text.start(before: verb.lowerBound, limit: 4) { $0 == 0x20 } - 1)
        return before == 0 || before.isQuote || before == UInt8(ascii: ":") || before == UInt8(ascii: ">") || before == UInt8(ascii: "<")
            || before == UInt8(ascii: "]")
    }

    /// `POP3> PASS …`, `ftp> PASS …`: a client shows what it sends behind the protocol's name.
    private func isPrompt(before verb: Int) -> Bool {
        let sign = text.start(before: verb, limit: 4) { $0 == 0x20 } - 1
        guard text.at(sign) == UInt8(ascii: ">") else { return false }
        return text.has("ftp", at: sign - 3) || text.has("pop", at: sign - 3) || text.has("pop3", at: sign - 4)
    }

    /// What a client sends and a server answers, told by a sign or by the protocol's name: elsewhere `PASS` is mostly a test's result.
    private func isDialogue(before verb: Int) -> Bool {
        let end = text.start(before: verb, limit: 4) { $0 == 0x20 || $0.isQuote }
        if text.at(end - 1) == UInt8(ascii: "<") || text.has("->", at: end - 2) || text.has("c:", at: end - 2) { return true }
        return (max(0, end - 64)..<end).contains { start in
            !text.at(start - 1).isLetter && ["ftp", "pop", "irc", "smtp"].contains { (name: StaticString) in text.has(name, at: start) }
        }
    }
}
