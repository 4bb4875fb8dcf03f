/// A part of a record that is replaced, and the rules that say so, by bit.
struct Mask: Equatable {
    var range: Range<Int>
    var rules: UInt64
    /// A number of JSON.
    var isNumber = false
    /// Of a name that would be like another one.
    var ordinal = 0
}

/// Puts masks into a line.
enum LineMask {
    private static let byte = UInt8(ascii: "*")
    private static let stars = [UInt8](repeating: byte, count: Redactor.mask.utf8CodeUnitCount)
    private static let number: ArraySlice<UInt8> = [UInt8(ascii: "0")]

    static func isMasked(_ span: Range<Int>, in line: UnsafeRawBufferPointer) -> Bool {
        span.count <= Redactor.mask.utf8CodeUnitCount && line[span].allSatisfy { $0 == byte }
    }

    /// In their order, overlapping ones as one.
    static func merged(_ masks: [Mask]) -> [Mask] {
        guard masks.count > 1 || masks.first?.range.isEmpty == true else { return masks }
        var merged: [Mask] = []
        for mask in masks.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where !mask.range.isEmpty {
            guard let last = merged.last, mask.range.lowerBound < last.range.upperBound else {
                merged.append(mask)
                continue
            }
            let range = last.range.lowerBound..<max(last.range.upperBound, mask.range.upperBound)
            merged[merged.count - 1] = Mask(
                range: range, rules: last.rules | mask.rules, isNumber: last.isNumber && mask.isNumber,
                ordinal: max(last.ordinal, mask.ordinal))
        }
        return merged
    }

    /// Replaces spans, which follow each other, and closes up what stands behind them.
    ///
    /// - Returns: bytes of the line then; what lies behind them means nothing.
    static func replace(_ masks: [Mask], in line: UnsafeMutableRawBufferPointer) -> Int {
        var end = 0
        var kept = 0
        for mask in masks {
            end = move(kept..<mask.range.lowerBound, to: end, in: line)
            for sign in mask.isNumber ? number : replacement(for: mask.range.count, ordinal: mask.ordinal) {
                line[end] = sign
                end += 1
            }
            kept = mask.range.upperBound
        }
        return move(kept..<line.count, to: end, in: line)
    }

    /// What stands for so many bytes: never more than these.
    static func replacement(for count: Int, ordinal: Int) -> ArraySlice<UInt8> {
        let stars = Self.stars.prefix(count)
        return ordinal > 0 ? stars + String(ordinal).utf8.prefix(count - stars.count) : stars
    }

    private static func move(_ part: Range<Int>, to place: Int, in line: UnsafeMutableRawBufferPointer) -> Int {
        guard let base = line.baseAddress, !part.isEmpty else { return place }
        if part.lowerBound != place { (base + place).copyMemory(from: base + part.lowerBound, byteCount: part.count) }
        return place + part.count
    }
}
