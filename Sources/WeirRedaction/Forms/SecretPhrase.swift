/// Words that a secret stands behind without any sign: directives of routers and daemons, and commands.
struct SecretPhrase {
    /// At most 20 bytes, in lower case.
    let text: StaticString
    /// Words between it and the secret.
    let skipped: Int
    /// One more word may stand before it.
    var mayNameUser = false
    /// Not the end of a longer word, as `rocommunity`.
    var isWhole: Bool { skipped > 0 }

    static let all: [SecretPhrase] =
        ["community ", "-server key ", "shared-key ", "key-string ", "isakmp key ", "cargo login "].map {
            SecretPhrase(text: $0, skipped: 0)
        } + [":identify ", "serv identify "].map { SecretPhrase(text: $0, skipped: 0, mayNameUser: true) }
        + ["wpa_passphrase ", "auth-pass ", "net user "].map { SecretPhrase(text: $0, skipped: 1) }

    static func find(_ text: UnsafeRawBufferPointer, around place: Int, into found: inout [Finding]) {
        for start in max(0, place - 20)...place {
            for phrase in all
            where text.has(phrase.text, at: start) && !(text.at(start).isLetter && text.at(start - 1).isAlphanumeric && phrase.isWhole) {
                phrase.take(text, from: start + phrase.text.utf8CodeUnitCount, into: &found)
            }
        }
    }

    private func take(_ text: UnsafeRawBufferPointer, from place: Int, into found: inout [Finding]) {
        let plain = PlainWords(text)
        var words = plain.words(from: place, most: 3)
        // A router says the form before it: `key 0 …`, `key 7 …`.
        if words.count > 1, words[0].count == 1, text[words[0].lowerBound].isDigit { words.removeFirst() }
        guard let word = words.dropFirst(skipped).prefix(mayNameUser ? 2 : 1).first(where: { plain.isMixed($0) }) else { return }
        found.append(Finding(word, .password))
    }
}
