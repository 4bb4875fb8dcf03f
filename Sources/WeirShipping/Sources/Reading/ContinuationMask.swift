internal import WeirRecords
package import WeirRedaction

/// Masks the second half of a secret that begins in one record and ends in the next, as where a line is shipped in parts, and tells where a
/// line can be cut so that there is no such secret. For one thread at a time, hence `@unchecked Sendable`.
package final class ContinuationMask: @unchecked Sendable {
    /// Bytes of the rest in which such a secret may end.
    static let restBytes = 8 << 10
    /// Bytes before the rest in which one may begin.
    static let leadBytes = 4 << 10
    private static let star = UInt8(ascii: "*")

    private let redactor: Redactor
    private let slab = Slab(capacity: ContinuationMask.restBytes + ContinuationMask.leadBytes)

    package init(_ rules: RedactionRules) { redactor = Redactor(rules) }

    /// Puts a mask in place of what the rules take out of both texts together, and not out of the rest alone.
    ///
    /// - Parameter lead: what stands before the rest in its line.
    /// - Returns: bytes of the rest then, no more than it had; what lies behind them is zero.
    package func mask(_ rest: UnsafeMutableRawBufferPointer, behind lead: [UInt8]) -> Int {
        let start = rest.prefix(Self.restBytes)
        let together = redacted(lead.suffix(Self.leadBytes) + start)
        let alone = redacted(Array(start))
        guard !together.hasSuffix(alone) else { return rest.count }
        let kept = zip(together.reversed(), alone.reversed()).prefix { $0 == $1 }.count
        let stars = max(1, min(3, start.count - kept))
        let text = [UInt8](repeating: Self.star, count: stars) + together.suffix(kept) + rest[start.count...]
        guard text.count <= rest.count else { return rest.count }
        rest.copyBytes(from: text)
        for place in text.count..<rest.count { rest[place] = 0 }
        return text.count
    }

    /// How many bytes of a part go before a secret that begins in it, is none of itself there and is one with what follows: cut there, the
    /// secret is whole in the next part. All of them where there is none.
    ///
    /// - Parameter rest: what stands behind the part, its line and perhaps more.
    package func end(of part: UnsafeRawBufferPointer, before rest: [UInt8]) -> Int {
        let lead = Array(part.suffix(Self.leadBytes))
        let alone = redacted(lead)
        let together = redacted(lead + rest.prefix(Self.restBytes).prefix { $0 != TailReader.lineEnd })
        let same = zip(alone, together).prefix { $0 == $1 }.count
        let held = alone.count - same
        // What was masked already need not be held back.
        guard held > 0, held < part.count, lead.hasSuffix(Array(alone[same...])) else { return part.count }
        return part.count - held
    }

    private func redacted(_ text: [UInt8]) -> [UInt8] {
        slab.reset()
        slab.freePayload.copyBytes(from: text)
        var indexer = RecordIndexer(source: "", host: "", format: .plain)
        indexer.append(lineAt: 0, length: text.count, streamOffset: 0, stream: 0, arrival: Timestamp(microseconds: 0), to: slab)
        slab.payloadCount = text.count
        redactor.redact(slab)
        return slab.entries.first.map { [UInt8](slab.bytes(of: $0)) } ?? []
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ other: [UInt8]) -> Bool { suffix(other.count) == other[...] }
}
