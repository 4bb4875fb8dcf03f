/// The nearest of the words that would have been right.
package enum Suggestion {
    /// A word this much longer or shorter is never the one that was meant.
    private static let longestWord = 64

    /// The candidate with the fewest edits, `nil` when none is near: more than a third of the longer word differs.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        guard word.count <= longestWord else { return nil }
        let folded = normalized(word)
        let ranked = candidates.map { (candidate: $0, distance: distance(folded, normalized($0))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        let longer = max(folded.count, best.candidate.count)
        return best.distance * 3 <= longer ? best.candidate : nil
    }

    /// Case and the kind of hyphen are what people get wrong first, so they cost nothing.
    private static func normalized(_ word: String) -> [Character] {
        word.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
    }

    /// Insertions, deletions, substitutions and swaps of neighbours (restricted Damerau–Levenshtein).
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let substitution = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                var cost = min(substitution, previous[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, beforePrevious[column - 2] + 1)
                }
                current.append(cost)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
