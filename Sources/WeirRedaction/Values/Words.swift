/// Tells words and what is made of them from what was drawn at random.
enum Words {
    /// For each letter the letters that follow it in English, a bit each, from the words that at least four of 900 documents use:
    /// of 15 random letters 2 in 10,000 have none beside these, of those words 88 in 100.
    private static let pairs: [UInt32] = [
        0x1FEBD6E, 0x1164B15, 0x11E4D95, 0x01E491B, 0x1FFF9FF, 0x11E4931, 0x01679D1, 0x01A4911, 0x2AEF87F, 0x0104011, 0x0040911, 0x13CC91D,
        0x014D913, 0x03CED7D, 0x0FEFD6F, 0x11EC999, 0x0100000, 0x17EFD7D, 0x15CDDB5, 0x15ED9BD, 0x00EF97F, 0x0004111, 0x0066191, 0x0088115,
        0x00CB110, 0x0000111,
    ]
    private static let longestWord = 24
    /// Digits of a number that is no id drawn at random.
    private static let longestNumber = 6

    /// Words, small numbers, and both joined by punctuation: `kasm-db-2`, `api_server`, `camelCase`.
    ///
    /// - Parameter allowsMixed: words with a number behind them count too: `user12`.
    static func arePlain(_ text: UnsafeRawBufferPointer, allowsMixed: Bool = true) -> Bool {
        var place = 0
        var numbers = 0
        while place < text.count {
            let end = text.end(from: place) { $0.isAlphanumeric || $0 >= 0x80 }
            guard end > place else {
                place += 1
                continue
            }
            guard isPlainPart(text.part(place..<end), allowsMixed) else { return false }
            if text[place].isDigit { numbers += 1 }
            place = end
        }
        return text.count <= 80 && numbers <= 4
    }

    /// Letters and digits without a blank or a slash: what a flag, a count, a time and a path are not.
    static func mayBeDrawn(_ text: UnsafeRawBufferPointer, least: Int = 8) -> Bool {
        text.count >= least && text.contains(where: \.isLetter) && text.contains(where: \.isDigit)
            && !text.contains { $0.isBlank || $0 == 0x2F || $0 == 0x5C }
    }

    /// Letters of both cases and digits in no order; long enough, letters alone.
    static func areDrawn(_ text: UnsafeRawBufferPointer) -> Bool {
        text.count >= 10 && text.contains(where: \.isUpper) && text.contains(where: \.isLower)
            && (text.count >= 12 || text.contains(where: \.isDigit)) && !text.contains { $0.isBlank || $0 == 0x2F || $0 == 0x5C }
            && !arePlain(text)
    }

    /// `falcon-ember-17-rocket`, `Violet.orchid-131`: words and a number joined by signs, as people and generators make passwords.
    static func areGenerated(_ text: UnsafeRawBufferPointer) -> Bool {
        guard 12...48 ~= text.count, text[0].isLetter else { return false }
        var (words, numbers, place) = (0, 0, 0)
        while place < text.count {
            let letters = text.end(from: place) { $0.isLetter }
            let digits = text.end(from: letters) { $0.isDigit }
            guard letters > place ? letters - place >= 4 : 2...4 ~= digits - place, digits - letters <= 4 else { return false }
            if letters > place { words += 1 }
            if digits > letters { numbers += 1 }
            guard digits < text.count else { break }
            guard isJoint(text[digits]) else { return false }
            place = digits + 1
        }
        return words >= 2 && numbers == 1
    }

    private static func isJoint(_ byte: UInt8) -> Bool { "-_.+*^!#$%&~?@=".utf8.contains(byte) }

    /// Words that say something, and no passphrase: what a form says of a field.
    static func areSentence(_ text: UnsafeRawBufferPointer) -> Bool {
        guard arePlain(text) || text.count > 80, let last = text.last else { return false }
        if text.count > 80 { return text.split(separator: 0x20).count > 8 }
        if last == UInt8(ascii: ".") || last == UInt8(ascii: "!") || text[0].isUpper { return true }
        return text.split(separator: 0x20).contains { StopWords.all.contains(UnsafeRawBufferPointer(rebasing: $0)) }
    }

    private static func isPlainPart(_ part: UnsafeRawBufferPointer, _ allowsMixed: Bool) -> Bool {
        let digits = part.end(from: 0) { $0.isDigit }
        if digits == part.count { return digits <= longestNumber }
        // `2nd`, `12ms`.
        guard digits == 0 || (digits <= 4 && part.count - digits <= 2) else { return false }
        if digits > 0 { return true }
        let letters = part.start(before: part.count, limit: 4) { $0.isDigit }
        guard allowsMixed || letters == part.count else { return false }
        return isWordOrJoined(part.part(0..<letters))
    }

    private static func isWordOrJoined(_ letters: UnsafeRawBufferPointer) -> Bool {
        guard letters.allSatisfy({ $0.isLetter || $0 >= 0x80 }) else { return false }
        let uppers = letters.count { $0.isUpper }
        if uppers == 0 || uppers == letters.count || (uppers == 1 && letters[0].isUpper) { return isWord(letters) }
        return isCamelCase(letters)
    }

    private static func isCamelCase(_ letters: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        for place in 1...letters.count where place == letters.count || (letters[place].isUpper && letters[place - 1].isLower) {
            let word = letters.part(start..<place)
            let uppers = word.count { $0.isUpper }
            guard word.count >= 3, uppers <= 1 || uppers == word.count, isWord(word) else { return false }
            start = place
        }
        return true
    }

    /// - Parameter oddPairs: of letters that don't follow each other in English, so many may.
    static func isWord(_ letters: UnsafeRawBufferPointer, oddPairs: Int = 1) -> Bool {
        guard letters.count <= longestWord else { return false }
        var odd = 0
        for place in 0..<max(0, letters.count - 1) {
            let (first, second) = (letters[place] | 0x20, letters[place + 1] | 0x20)
            guard first.isLower, second.isLower else { continue }
            if pairs[Int(first - 0x61)] & (1 << UInt32(second - 0x61)) == 0 { odd += 1 }
        }
        return odd <= oddPairs
    }
}
