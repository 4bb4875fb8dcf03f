/// Sees in a regular expression what may take steps without end on a line that doesn't match: a group that repeats, and of which one
/// alternative is a repetition alone, as in `([a-z]+)*`, so that a text can be shared out among the two in any number of ways.
///
/// It doesn't see all such patterns; a shipper tells of the others when they meet such a line.
struct PatternSteps {
    /// What one piece of a pattern can be.
    private enum Piece { case text, openGroup, closedGroup, nothing }

    private struct Group {
        /// What it matches can't be given back: `(?>…)` and `(?=…)`.
        var isAtomic = false
        /// It matches a place, and no text.
        var isPlace = false
        /// Of the alternative at hand: pieces that must match something, and those among them and beside them that repeat.
        var required = 0
        var repeated = 0
        var requiredRepeated = 0
        var isOpen = false

        mutating func endAlternative() {
            if repeated > 0, required == 0 || required == 1 && requiredRepeated == 1 { isOpen = true }
            (required, repeated, requiredRepeated) = (0, 0, 0)
        }
    }

    private static let places: Set<Character> = ["b", "B", "A", "z", "Z", "G", "K"]
    private static let braced: Set<Character> = ["p", "P", "x", "o", "N", "g", "k"]

    private var rest: Substring
    private var groups = [Group()]

    private init(_ pattern: String) { rest = pattern[...] }

    static func mayGrow(_ pattern: String) -> Bool {
        var reader = PatternSteps(pattern)
        return reader.findsNesting()
    }

    private mutating func findsNesting() -> Bool {
        while let first = rest.first {
            guard let piece = piece(first) else { continue }
            let (least, isEndless, isPossessive) = quantifier()
            if isEndless, !isPossessive, piece == .openGroup { return true }
            add(piece, least, repeats: !isPossessive && (isEndless || piece == .openGroup))
        }
        return false
    }

    private mutating func add(_ piece: Piece, _ least: Int, repeats: Bool) {
        guard piece != .nothing else { return }
        let last = groups.count - 1
        if least > 0 { groups[last].required += 1 }
        guard repeats else { return }
        groups[last].repeated += 1
        if least > 0 { groups[last].requiredRepeated += 1 }
    }

    /// Takes the next piece; nil where it is none that a quantifier may follow.
    private mutating func piece(_ first: Character) -> Piece? {
        switch first {
        case "(":
            open()
            return nil
        case ")": return close()
        case "|":
            rest.removeFirst()
            groups[groups.count - 1].endAlternative()
            return nil
        case "[":
            rest = rest.dropFirst(PatternTexts.set(rest))
            return .text
        case "\\": return escape()
        case "^", "$":
            rest.removeFirst()
            return .nothing
        default:
            rest.removeFirst()
            return .text
        }
    }

    private mutating func escape() -> Piece {
        rest.removeFirst()
        guard let letter = rest.popFirst() else { return .nothing }
        if Self.braced.contains(letter), rest.first == "{" { rest = rest.drop { $0 != "}" }.dropFirst() }
        return Self.places.contains(letter) ? .nothing : .text
    }

    private mutating func open() {
        rest.removeFirst()
        var group = Group()
        if rest.first == "*" || rest.hasPrefix("?#") { return rest = rest.drop { $0 != ")" }.dropFirst() }
        if rest.first == "?" {
            rest.removeFirst()
            group.isPlace = ["=", "!", "<=", "<!"].contains { rest.hasPrefix($0) }
            group.isAtomic = rest.first == ">" || group.isPlace
            if group.isAtomic {
                rest = rest.dropFirst(rest.first == "<" ? 2 : 1)
            } else if rest.first == ":" || rest.first == "|" {
                rest.removeFirst()
            } else {
                // A name, or letters that set something: for the group, or for all that follows.
                let isQuoted = rest.first == "'"
                rest = rest.dropFirst().drop { isQuoted ? $0 != "'" : $0 != ":" && $0 != ")" && $0 != ">" && $0 != "|" }
                guard rest.popFirst() != ")" else { return }
            }
        }
        groups.append(group)
    }

    private mutating func close() -> Piece {
        rest.removeFirst()
        guard groups.count > 1, var group = groups.popLast() else { return .nothing }
        group.endAlternative()
        if group.isPlace { return .nothing }
        return group.isOpen && !group.isAtomic ? .openGroup : .closedGroup
    }

    /// How often the piece must match at least, whether it may match without end, and whether it gives nothing back then.
    private mutating func quantifier() -> (least: Int, isEndless: Bool, isPossessive: Bool) {
        var (least, isEndless) = (1, false)
        switch rest.first {
        case "*", "+":
            (least, isEndless) = (rest.first == "+" ? 1 : 0, true)
            rest.removeFirst()
        case "?":
            least = 0
            rest.removeFirst()
        case "{":
            let range = rest.dropFirst().prefix { $0.isNumber || $0 == "," }
            guard !range.isEmpty, rest.dropFirst(range.count + 1).first == "}" else { return (1, false, false) }
            least = Int(range.prefix { $0 != "," }) ?? 0
            isEndless = range.last == ","
            rest = rest.dropFirst(range.count + 2)
        default: return (1, false, false)
        }
        guard let sign = rest.first, sign == "+" || sign == "?" else { return (least, isEndless, false) }
        rest.removeFirst()
        return (least, isEndless, sign == "+")
    }
}
