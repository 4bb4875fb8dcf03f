/// Clips what a pattern matched in a record of JSON to what can be masked there: insides of strings and numbers. Names of members at
/// the top stay, since what reads the record goes by them.
struct JSONClip {
    private let line: UnsafeRawBufferPointer
    /// What can be masked, in its order.
    private let parts: [JSONToken]
    /// Between two escapes of a string: masks mostly follow each other, so that each goes on from the last one.
    private var known = 0

    init(line: UnsafeRawBufferPointer, tokens: [JSONToken]) {
        self.line = line
        var depth = 0
        parts = tokens.filter { token in
            switch token.kind {
            case .objectStart, .arrayStart: depth += 1
            case .objectEnd, .arrayEnd: depth -= 1
            case .key: return depth > 1
            case .string, .number: return true
            case .literal: break
            }
            return false
        }
    }

    mutating func clip(_ mask: Mask) -> [Mask] {
        var masks: [Mask] = []
        var index = first(endingBehind: mask.range.lowerBound)
        while index < parts.count, parts[index].range.lowerBound < mask.range.upperBound {
            add(parts[index], mask, to: &masks)
            index += 1
        }
        return masks
    }

    private func first(endingBehind place: Int) -> Int {
        var (low, high) = (0, parts.count)
        while low < high {
            let middle = (low + high) / 2
            if parts[middle].range.upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func add(_ token: JSONToken, _ mask: Mask, to masks: inout [Mask]) {
        let range = token.range.clamped(to: mask.range)
        guard !range.isEmpty else { return }
        if token.kind == .number {
            if !isZero(token) { masks.append(Mask(range: token.range, rules: mask.rules, isNumber: true)) }
            return
        }
        let whole = token.isEscaped ? aligned(range, in: token.range) : range
        if !LineMask.isMasked(whole, in: line) { masks.append(Mask(range: whole, rules: mask.rules)) }
    }

    private func isZero(_ token: JSONToken) -> Bool { token.range.count == 1 && line[token.range.lowerBound] == UInt8(ascii: "0") }

    /// Widened to whole escapes.
    private mutating func aligned(_ range: Range<Int>, in string: Range<Int>) -> Range<Int> {
        var place = (string.lowerBound...range.lowerBound).contains(known) ? known : string.lowerBound
        var start = range.lowerBound
        while place < string.upperBound {
            let next = min(string.upperBound, place + length(at: place))
            if place <= range.lowerBound, range.lowerBound < next { (start, known) = (place, place) }
            if next >= range.upperBound { return start..<next }
            place = next
        }
        return start..<string.upperBound
    }

    private func length(at place: Int) -> Int {
        guard line[place] == 0x5C else { return 1 }
        return EscapeReader.unicode(line, at: place)?.length ?? 2
    }
}
