/// Clips what a pattern matched in a record of JSON to what can be masked there: insides of strings and numbers. Names of members at
/// the top stay, since what reads the record goes by them.
struct JSONClip {
    let line: UnsafeRawBufferPointer
    let tokens: [JSONToken]

    func clip(_ mask: Mask) -> [Mask] {
        var masks: [Mask] = []
        var depth = 0
        for token in tokens {
            switch token.kind {
            case .objectStart, .arrayStart: depth += 1
            case .objectEnd, .arrayEnd: depth -= 1
            case .key where depth > 1: add(token, mask, to: &masks)
            case .string: add(token, mask, to: &masks)
            case .number where mask.range.overlaps(token.range) && !isZero(token):
                masks.append(Mask(range: token.range, rules: mask.rules, isNumber: true))
            default: break
            }
        }
        return masks
    }

    private func isZero(_ token: JSONToken) -> Bool { token.range.count == 1 && line[token.range.lowerBound] == UInt8(ascii: "0") }

    private func add(_ token: JSONToken, _ mask: Mask, to masks: inout [Mask]) {
        let range = token.range.clamped(to: mask.range)
        guard !range.isEmpty else { return }
        let whole = token.isEscaped ? aligned(range, in: token.range) : range
        if !LineMask.isMasked(whole, in: line) { masks.append(Mask(range: whole, rules: mask.rules)) }
    }

    /// Widened to whole escapes.
    private func aligned(_ range: Range<Int>, in string: Range<Int>) -> Range<Int> {
        var place = string.lowerBound
        var start = range.lowerBound
        while place < string.upperBound {
            let next = min(string.upperBound, place + length(at: place))
            if place <= range.lowerBound, range.lowerBound < next { start = place }
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
