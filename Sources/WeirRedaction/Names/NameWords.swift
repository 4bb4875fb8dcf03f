/// The words of a name as programs write it: `X-Api-Key`, `clientSecret` and `DB_PASSWORD2` have them all.
enum NameWords {
    /// Longer names have no meaning here.
    static let longestBytes = 96

    /// In lower case, without digits behind them; a word is never empty.
    static func words(of name: UnsafeRawBufferPointer) -> [String] {
        var words: [String] = []
        var start = 0
        for place in 0...name.count {
            guard place == name.count || isBoundary(name, at: place) else { continue }
            add(name, start..<place, to: &words)
            start = place
        }
        return words
    }

    private static func isBoundary(_ name: UnsafeRawBufferPointer, at place: Int) -> Bool {
        guard place > 0 else { return false }
        let (before, here) = (name[place - 1], name[place])
        if !before.isAlphanumeric || !here.isAlphanumeric { return true }
        if before.isLower, here.isUpper { return true }
        return before.isUpper && here.isUpper && name.at(place + 1).isLower
    }

    private static func add(_ name: UnsafeRawBufferPointer, _ range: Range<Int>, to words: inout [String]) {
        var end = range.upperBound
        while end > range.lowerBound, name[end - 1].isDigit { end -= 1 }
        guard end > range.lowerBound, name[range.lowerBound].isAlphanumeric else { return }
        words.append(name.lowered(range.lowerBound..<end))
    }
}
