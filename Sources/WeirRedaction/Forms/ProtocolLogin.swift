/// Passwords behind a verb in capital letters, as a client of a protocol sends them: `PASS …`, `AUTH PLAIN …`.
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
        guard name.count == 4, text[name.lowerBound].isUpper, text[name.upperBound - 1].isUpper else { return false }
        let word = text[name]
        guard word.elementsEqual("PASS".utf8) || word.elementsEqual("AUTH".utf8) else { return false }
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
            return isSent(verb) && plain.isMixed(first) && plain.isLast(first) && !text[first].contains(0x2F) ? first : nil
        }
        if plain.isMixed(first) { return first }
        if Self.mechanisms.contains(text.lowered(first)) { return words.dropFirst().last { plain.isMixed($0) } }
        guard words.count == 2, plain.isMixed(words[1]), plain.isLast(words[1]), !ValueShape.isStopWord(text.part(first)) else {
            return nil
        }
        return words[1]
    }

    /// At a line's start, or behind what a logger puts before it: a test that passed has a word there, or a path behind it.
    private func isSent(_ verb: Range<Int>) -> Bool {
        let before = text.at(text.start(before: verb.lowerBound, limit: 4) { $0 == 0x20 } - 1)
        return before == 0 || before.isQuote || before == UInt8(ascii: ":") || before == UInt8(ascii: ">") || before == UInt8(ascii: "<")
            || before == UInt8(ascii: "]")
    }
}
