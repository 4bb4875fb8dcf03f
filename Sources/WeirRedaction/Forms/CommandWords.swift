/// Secrets that a command takes from its standard input, or as a plain argument.
struct CommandWords {
    private static let farthest = 20
    private static let nearBytes = 96

    private let text: UnsafeRawBufferPointer
    private let plain: PlainWords

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
        plain = PlainWords(text)
    }

    func find(around place: Int, into found: inout [Finding]) {
        for word in max(0, place - Self.farthest)...place {
            if text.has("sudo -s", at: word) || text.has("-stdin", at: word) {
                plain.input(of: word..<word, behind: Self.nearBytes, before: 2 * Self.nearBytes).forEach { take($0, into: &found) }
            } else if text.has(" -pw ", at: word) {
                take(plain.words(from: word + 5, most: 1).first, into: &found)
            } else if text.has("net use ", at: word) {
                share(word + 8, into: &found)
            } else if text.has("wifi:", at: word) {
                network(word + 5, into: &found)
            } else if text.has("'-p'", at: word) || text.has("\"-p\"", at: word) {
                element(word, into: &found)
            }
        }
    }

    private func take(_ word: Range<Int>?, into found: inout [Finding]) {
        guard let word, plain.isMixed(word), !text[word].contains(UInt8(ascii: "/")), !text[word].contains(UInt8(ascii: ":")) else {
            return
        }
        found.append(Finding(word, .password))
    }

    /// `net use Z: \\host\share … /user:bob`.
    private func share(_ place: Int, into found: inout [Finding]) {
        let words = plain.words(from: place)
        guard words.contains(where: { text[$0.lowerBound] == 0x5C }) else { return }
        for word in words where text[word.lowerBound] != 0x5C { take(word, into: &found) }
    }

    /// `WIFI:T:WPA;S:Home;P:…;;`, what a code on a wall says.
    private func network(_ place: Int, into found: inout [Finding]) {
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

    /// `['docker', 'login', '-u', 'bob', '-p', '…']`; `-p` of what has no user is a port or a folder.
    private func element(_ place: Int, into found: inout [Finding]) {
        let isLogin = (max(0, place - Self.nearBytes)..<place).contains {
            text.has("-u", at: $0) && text.at($0 + 2).isQuote || text.has("login", at: $0) || text.has("--user", at: $0)
        }
        if isLogin { take(plain.words(from: place + 4, most: 1).first, into: &found) }
    }
}
