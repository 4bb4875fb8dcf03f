/// The words behind a place on its line, without their quotes: of a command, of a list of arguments, of a protocol's line.
struct PlainWords {
    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// What a command reads from its standard input: `echo … | sudo -S x`, `sudo -S x <<< …`.
    ///
    /// - Parameters:
    ///   - command: what told of it; a here-string stands behind it, a pipe before it.
    ///   - behind, before: bytes that are looked at.
    func input(of command: Range<Int>, behind: Int, before: Int) -> [Range<Int>] {
        var found: [Range<Int>] = []
        let end = text.end(from: command.upperBound, limit: behind) {
            $0 != 0x0A && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "|")
        }
        if text.has("<<<", at: end), let word = words(from: end + 3, most: 1).first { found.append(word) }
        let start = max(0, command.lowerBound - before)
        guard let pipe = text[start..<command.lowerBound].lastIndex(of: UInt8(ascii: "|")),
            (start..<pipe).contains(where: { text.has("echo ", at: $0) || text.has("printf ", at: $0) })
        else { return found }
        let last = text.start(before: pipe) { $0.isBlank || $0.isQuote }
        return found + [text.start(before: last) { !$0.isBlank && !$0.isQuote }..<last] + printed(start..<pipe)
    }

    /// `chpasswd <<< 'bob:…'`
    func hereString(after place: Int) -> Range<Int>? {
        let end = text.end(from: place, limit: 64) { $0.isLetter || $0 == 0x20 }
        return text.has("<<<", at: end) ? words(from: end + 3, most: 1).first : nil
    }

    /// The first word that each of several prints: `(echo …; echo …) |`.
    private func printed(_ range: Range<Int>) -> [Range<Int>] {
        range.compactMap { place in
            guard text.has("echo ", at: place) else { return nil }
            return words(from: place + 5, most: 3).first { text[$0.lowerBound] != UInt8(ascii: "-") }
        }
    }

    func words(from place: Int, most: Int = 8) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var place = place
        while words.count < most {
            let start = text.end(from: place, limit: 8) { $0 == 0x20 || $0 == 0x09 || $0.isQuote || $0 == 0x2C }
            let from = text.at(start) == 0x5C && text.at(start + 1).isQuote ? start + 2 : start
            let end = wordEnd(from)
            guard end > from else { break }
            words.append(from..<end)
            place = text.at(end) == 0x5C ? end + 2 : end
        }
        return words
    }

    private func wordEnd(_ start: Int) -> Int {
        var end = text.end(from: start) { !$0.isBlank && !$0.isQuote && $0 != 0x5C }
        // A backslash belongs to the word unless it stands before a quote.
        while text.at(end) == 0x5C, !text.at(end + 1).isQuote {
            end = text.end(from: end + 1) { !$0.isBlank && !$0.isQuote && $0 != 0x5C }
        }
        while end > start, text[end - 1] == 0x2C || text[end - 1] == 0x3B { end -= 1 }
        return end
    }

    /// Nothing but what closes stands behind it on its line.
    func isLast(_ word: Range<Int>) -> Bool {
        let end = text.end(from: word.upperBound) {
            $0 != 0x0A && ($0.isBlank || $0.isQuote || $0 == 0x5C || $0 == 0x3B || $0 == 0x7D || $0 == 0x5D)
        }
        return end == text.count || text[end] == 0x0A
    }

    /// No word and nothing that is made of words.
    func isMixed(_ word: Range<Int>, least: Int = 6) -> Bool {
        let bytes = text.part(word)
        return bytes.count >= least && !Placeholders.isOne(bytes) && !Words.arePlain(bytes) && bytes.contains { $0.isAlphanumeric }
    }
}
