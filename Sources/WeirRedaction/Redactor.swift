package import WeirRecords
internal import WeirSystem

/// Takes secrets out of a slab's records, in place, before the slab is written anywhere: for one thread at a time.
///
/// A record's event id and content digest stay those of what was read; beside them the slab keeps which rules changed it, and the
/// digest of what it is now. All else that was derived from a changed record is derived again from what is left of it.
package final class Redactor {
    /// Stands for what was taken out.
    package static let mask: StaticString = "***"

    /// What stands in a stream before an offset, up to so many bytes; nil where that can't be told.
    package typealias Lookback = (_ stream: StreamDescriptor, _ offset: UInt64, _ limit: Int) -> [UInt8]?

    private let rules: RedactionRules
    private let search: LineSearch?
    private let matcher = RedactionMatcher()
    private var streams = StreamMemory()
    private var heads = MaskedHeads()

    package init(_ rules: RedactionRules) {
        self.rules = rules
        search = rules.firstStandard.map { LineSearch(search: TextSearch(scanner: rules.scanner, shift: $0)) }
    }

    package func redact(_ slab: Slab, lookback: Lookback = { _, _, _ in nil }) {
        let (payload, scanner, search) = (slab.usedPayload, rules.scanner, search)
        if search != nil { streams.enter(slab, lookback) }
        var hit = scanner.next(in: payload, from: 0)
        guard hit != nil || rules.unannounced != 0 || search != nil && streams.isWatching else { return heads.follow(slab) }
        var from = 0
        // As they were: what is taken out of a record moves no other.
        let entries = slab.entries
        for index in entries.indices {
            let (start, length) = (Int(entries[index].payloadOffset), Int(entries[index].length))
            let end = start + length
            // Records lie one behind the other; one that does not is looked at from its own beginning.
            if start < from { hit = scanner.next(in: payload, from: start) }
            var marks = rules.unannounced
            while let found = hit, found.place < end {
                if found.place >= start, marks & found.marks != found.marks, isWorthwhile(found, in: payload, start..<end, search) {
                    marks |= found.marks
                }
                hit = scanner.next(in: payload, from: found.place + 1)
            }
            if marks != 0 || streams.watches(index) { redact(index, entries[index], marks, in: slab) }
            from = end
        }
        streams.leave()
        heads.follow(slab)
    }

    /// Most of what stands in records with a name or an address shows at once that it holds no secret.
    private func isWorthwhile(
        _ hit: LiteralScanner.Hit, in payload: UnsafeRawBufferPointer, _ record: Range<Int>, _ search: LineSearch?
    ) -> Bool {
        guard let search, hit.marks & rules.own == 0 else { return true }
        let line = payload.part(record)
        return search.search.isWorthwhile(LiteralScanner.Hit(place: hit.place - record.lowerBound, marks: hit.marks), in: line)
    }

    private func redact(_ index: Int, _ entry: RecordEntry, _ marks: UInt64, in slab: Slab) {
        let line = UnsafeMutableRawBufferPointer(start: slab.payload + Int(entry.payloadOffset), count: Int(entry.length))
        let masks = masks(for: UnsafeRawBufferPointer(line), index, marks)
        guard !masks.isEmpty else { return }
        let length = LineMask.replace(masks, in: line)
        // What lies between records is written to the disk with them.
        for place in length..<line.count { line[place] = 0 }
        let changed = masks.reduce(0) { $0 | $1.rules }
        let head = heads.head(of: index, in: slab)
        heads.changed(index, slab.redacted(recordAt: index, length: length, byRules: changed, named: rules.names, behind: head))
    }

    private func masks(for line: UnsafeRawBufferPointer, _ index: Int, _ marks: UInt64) -> [Mask] {
        var masks: [Mask] = []
        let isStandard = marks & ~rules.own != 0
        let result = isStandard ? search?.find(in: line) : nil
        for finding in (result?.found ?? []) + streams.findings(index, line, search) where !LineMask.isMasked(finding.range, in: line) {
            masks.append(Mask(range: finding.range, rules: rules.bit(of: finding.rule), isNumber: finding.isNumber))
        }
        guard marks & rules.own != 0 else { return LineMask.merged(masks) }
        let tokens = result?.tokens ?? LineSearch.tokens(of: line)
        for mask in ownMasks(line, marks) {
            masks += tokens.map { JSONClip(line: line, tokens: $0).clip(mask) } ?? [mask]
        }
        return LineMask.merged(masks)
    }

    private func ownMasks(_ line: UnsafeRawBufferPointer, _ marks: UInt64) -> [Mask] {
        var masks: [Mask] = []
        for (rule, pattern) in rules.patterns.enumerated() where marks & (1 << UInt64(rule)) != 0 {
            if let pattern { masks += find(pattern, in: line).map { Mask(range: $0, rules: 1 << UInt64(rule)) } }
        }
        return masks
    }

    /// All that the pattern matches. Where that can't be told within the limits, the whole line: it may be anywhere in it.
    private func find(_ pattern: RedactionPattern, in line: UnsafeRawBufferPointer) -> [Range<Int>] {
        var spans: [Range<Int>] = []
        var from = 0
        while from <= line.count {
            switch matcher.first(pattern, in: line, from: from) {
            case .none: return spans
            case .undecided: return line.isEmpty ? [] : [0..<line.count]
            case .match(let span):
                if !span.isEmpty, !LineMask.isMasked(span, in: line) { spans.append(span) }
                from = span.isEmpty ? span.upperBound + 1 : span.upperBound
            }
        }
        return spans
    }
}
