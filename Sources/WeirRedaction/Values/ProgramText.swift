/// What programs print where a value would stand: names that somebody gave to a thing, and addresses in memory. Neither is a secret.
enum ProgramText {
    /// A word of so many letters is no chance of what was drawn at random.
    private static let tellingWord = 4
    /// Longer runs of digits and odd letters may have been drawn.
    private static let longestOdd = 6

    /// A name as programmers write one, of words for the most part: `TestLogin2FA`, `gdb.base/x509`, `conformance_k8s1`.
    static func isIdentifier(_ text: UnsafeRawBufferPointer) -> Bool {
        var letters = Letters()
        var place = 0
        while place < text.count {
            let end = text.end(from: place) { $0.isAlphanumeric }
            if end == place {
                guard isJoint(text[place]) else { return false }
                place += 1
                continue
            }
            guard addWords(text, place..<end, to: &letters) else { return false }
            place = end
        }
        return letters.longest >= tellingWord && 2 * letters.inWords >= letters.all
    }

    /// `0xc0001234f8`, and Java's `Token@1a2b3c4d`.
    static func isAddress(_ text: UnsafeRawBufferPointer) -> Bool {
        if text.has("0x", at: 0) { return 8...18 ~= text.count && text.dropFirst(2).allSatisfy(\.isHexadecimal) }
        guard let sign = text.firstIndex(of: UInt8(ascii: "@")), 7...8 ~= text.count - sign - 1 else { return false }
        let (type, hash) = (text.part(0..<sign), text.part(sign + 1..<text.count))
        return type.contains(where: \.isUpper) && type.allSatisfy { $0.isName || $0 == UInt8(ascii: "$") } && Words.arePlain(type)
            && hash.allSatisfy { $0.isDigit || $0.isHexadecimal && $0.isLower } && hash.contains(where: \.isLetter)
    }

    private struct Letters {
        var all = 0
        var inWords = 0
        var longest = 0
    }

    private static func isJoint(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"): true
        default: false
        }
    }

    /// - Returns: false where too much in a row is no word.
    private static func addWords(_ text: UnsafeRawBufferPointer, _ part: Range<Int>, to letters: inout Letters) -> Bool {
        var (place, odd) = (part.lowerBound, 0)
        while place < part.upperBound {
            let end = min(part.upperBound, wordEnd(text, place))
            let word = text.part(place..<end)
            let count = word[0].isLetter ? word.count : 0
            letters.all += count
            if count > 2, Words.isWord(word, oddPairs: count < 6 ? 0 : 1) {
                letters.inWords += count
                letters.longest = max(letters.longest, count)
                odd = 0
            } else {
                odd += word.count
            }
            guard odd <= longestOdd else { return false }
            place = end
        }
        return true
    }

    /// Behind letters of one case, a capital before them, or digits.
    private static func wordEnd(_ text: UnsafeRawBufferPointer, _ place: Int) -> Int {
        if text[place].isDigit { return text.end(from: place) { $0.isDigit } }
        let uppers = text.end(from: place) { $0.isUpper }
        if uppers > place + 1 { return text.at(uppers).isLower ? uppers - 1 : uppers }
        return text.end(from: max(uppers, place)) { $0.isLower }
    }
}
