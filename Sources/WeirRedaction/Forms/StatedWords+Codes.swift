/// Of what is given to a person or a device: codes, and the keys of SNMP's users.
extension StatedWords {
    /// What an algorithm or `priv` is followed by before its key: bits, and how the key is written.
    private static let forms: Set<String> = [
        "128", "192", "256", "168", "0", "5", "6", "7", "cipher", "simple", "encrypted", "plaintext", "localized", "-m",
    ]
    private static let algorithms: Set<String> = ["md5", "sha", "des", "des56", "3des", "aes", "priv", "privacy"]

    /// `auth sha … priv aes 128 …`, `SHA "…" AES "…"`: the keys of a user of SNMP, each behind its algorithm.
    func algorithmKeys(from place: Int, into found: inout [Finding]) {
        var words = plain.words(from: place, most: 24)[...]
        while let word = words.popFirst() {
            guard isAlgorithm(word) else { continue }
            while let next = words.first, Self.forms.contains(text.lowered(next)) { words.removeFirst() }
            guard let key = words.first, !isAlgorithm(key) else { continue }
            append(key, to: &found)
        }
    }

    /// `sha`, `SHA-256`, `aes128`, `aes-cfb-192`.
    private func isAlgorithm(_ word: Range<Int>) -> Bool {
        let letters = text.end(from: word.lowerBound + (text[word.lowerBound] == UInt8(ascii: "3") ? 1 : 0)) { $0.isLetter }
        let rest = text[min(letters, word.upperBound)..<word.upperBound]
        return Self.algorithms.contains(text.lowered(word))
            || word.count <= 12 && Self.algorithms.contains(text.lowered(word.lowerBound..<letters))
                && rest.allSatisfy { $0.isDigit || $0 == 0x2D || "cfb".utf8.contains($0 | 0x20) }
    }

    /// `recovery codes: …, …`, `backup codes for bob: …`: those that are no words, up to the first that is.
    func codes(from place: Int, into found: inout [Finding]) {
        guard let start = codesStart(place) else { return }
        for word in plain.words(from: start, most: 16) {
            let bytes = text.part(word)
            let isNumber = bytes.count >= 4 && bytes.allSatisfy(\.isDigit)
            guard isNumber || bytes.count >= 6 && bytes.contains(where: \.isDigit), !Placeholders.isOne(bytes) else { return }
            found.append(Finding(word, .token))
        }
    }

    /// Behind the sign, before which it may be said whose they are.
    private func codesStart(_ place: Int) -> Int? {
        if text.has(" are: ", at: place) { return place + 6 }
        let sign = text.end(from: place, limit: 64) { $0.isName || $0 == 0x20 || "()@'".utf8.contains($0) }
        guard text.at(sign) == UInt8(ascii: ":") || text.at(sign) == UInt8(ascii: "=") else { return nil }
        return sign == place || text.has(" for ", at: place) || text.has(" of ", at: place) || text.has(" (", at: place) ? sign + 1 : nil
    }

    /// `WIFI:T:WPA;S:Home;P:…;;`, what a code on a wall says.
    func network(from place: Int, into found: inout [Finding]) {
        var field = place
        while field < text.count, !text[field].isBlank {
            var end = field
            while end < text.count, text[end] != UInt8(ascii: ";"), text[end] != 0x22, text[end] != 0x0A {
                end += text[end] == 0x5C ? 2 : 1
            }
            end = min(end, text.count)
            if text.has("p:", at: field), end - field >= 6 { found.append(Finding(field + 2..<end, .password)) }
            guard text.at(end) == UInt8(ascii: ";") else { return }
            field = end + 1
        }
    }
}
