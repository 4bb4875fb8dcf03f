/// Puts masks into a line.
enum LineMask {
    private static let byte = UInt8(ascii: "*")

    static func isMasked(_ span: Range<Int>, in line: UnsafeRawBufferPointer) -> Bool {
        span.count <= Redactor.mask.utf8CodeUnitCount && line[span].allSatisfy { $0 == byte }
    }

    /// Replaces spans, which follow each other, and closes up what stands behind them.
    ///
    /// - Returns: bytes of the line then; what lies behind them means nothing.
    static func replace(_ spans: [Range<Int>], in line: UnsafeMutableRawBufferPointer) -> Int {
        var end = 0
        var kept = 0
        for span in spans {
            end = move(kept..<span.lowerBound, to: end, in: line)
            let count = min(span.count, Redactor.mask.utf8CodeUnitCount)
            for place in end..<end + count { line[place] = byte }
            end += count
            kept = span.upperBound
        }
        return move(kept..<line.count, to: end, in: line)
    }

    private static func move(_ part: Range<Int>, to place: Int, in line: UnsafeMutableRawBufferPointer) -> Int {
        guard let base = line.baseAddress, !part.isEmpty else { return place }
        if part.lowerBound != place { (base + place).copyMemory(from: base + part.lowerBound, byteCount: part.count) }
        return place + part.count
    }
}
