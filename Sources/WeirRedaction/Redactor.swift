package import WeirRecords
internal import WeirSystem

/// Takes secrets out of a slab's records, in place, before the slab is written anywhere: for one thread at a time.
///
/// A record's event id and content digest stay those of what was read; beside them the slab keeps which rules changed it, and the
/// digest of what it is now. All else that was derived from a changed record is derived again from what is left of it.
package final class Redactor {
    /// Stands for what was taken out.
    package static let mask: StaticString = "***"

    /// What stands in a stream before an offset, up to so many bytes, and before its beginning at the end of the stream that it goes on
    /// with; nil where that can't be told.
    package typealias Lookback = (_ stream: StreamDescriptor, _ offset: UInt64, _ limit: Int) -> [UInt8]?

    private let rules: RedactionRules
    private let search: LineSearch?
    private let own: OwnRules
    private var streams = StreamMemory()
    private var heads = MaskedHeads()
    private let hits = UnsafeMutableBufferPointer<LiteralScanner.Hit>.allocate(capacity: LiteralScanner.hitsAtOnce)

    package init(_ rules: RedactionRules) {
        self.rules = rules
        own = OwnRules(rules)
        search = rules.firstStandard.map { LineSearch(search: TextSearch(scanner: rules.scanner, shift: $0)) }
    }

    deinit { hits.deallocate() }

    package func redact(_ slab: Slab, lookback: Lookback = { _, _, _ in nil }) {
        if search != nil { streams.enter(slab, lookback) }
        // As they were: what is taken out of a record moves no other.
        let entries = slab.entries
        let telling = TellingRecords(rules, search, hits).find(in: slab.usedPayload, entries)
        let mayHide = own.mayHideLiteral(slab.usedPayload)
        var (next, index) = (0, 0)
        while index < entries.count {
            let isTelling = next < telling.count && telling[next].index == index
            if isTelling || rules.unannounced != 0 || streams.watches(index)
                || mayHide && own.mayHideLiteral(slab.bytes(of: entries[index]))
            {
                redact(index, entries[index], rules.unannounced | (isTelling ? telling[next].marks : 0), in: slab)
            }
            if isTelling { next += 1 }
            let isEachLookedAt = rules.unannounced != 0 || mayHide || streams.isWatching
            index = isEachLookedAt ? index + 1 : next < telling.count ? telling[next].index : entries.count
        }
        streams.leave()
        heads.follow(slab)
    }

    /// By the name of a rule of one's own: how many records were masked wholly since this was asked last, because it could not be told in
    /// reasonable time what the rule matches in them.
    package func takeUndecided() -> [String: UInt64] { own.takeUndecided() }

    private func redact(_ index: Int, _ entry: RecordEntry, _ marks: UInt64, in slab: Slab) {
        let line = UnsafeMutableRawBufferPointer(start: slab.payload + Int(entry.payloadOffset), count: Int(entry.length))
        let masks = masks(for: UnsafeRawBufferPointer(line), index, marks)
        streams.note(masks, in: UnsafeRawBufferPointer(line), of: index)
        guard !masks.isEmpty else { return }
        let length = LineMask.replace(masks, in: line)
        // What lies between records is written to the disk with them.
        for place in length..<line.count { line[place] = 0 }
        let changed = masks.reduce(0) { $0 | $1.rules }
        let head = heads.head(of: index, in: slab)
        heads.changed(index, slab.redacted(recordAt: index, length: length, byRules: changed, named: rules.names, behind: head))
    }

    private func masks(for line: UnsafeRawBufferPointer, _ index: Int, _ marks: UInt64) -> [Mask] {
        let isStandard = marks & ~rules.own != 0
        let result = isStandard ? search?.find(in: line) : nil
        let masks = self.masks(result?.found ?? [], line)
        let others = self.masks(streams.findings(index, line, search), line) + own.find(in: line, marks)
        guard !others.isEmpty else { return LineMask.merged(masks) }
        // These know nothing of JSON.
        var clip = (result?.tokens ?? LineSearch.tokens(of: line)).map { JSONClip(line: line, tokens: $0) }
        return LineMask.merged(masks + others.flatMap { clip?.clip($0) ?? [$0] })
    }

    private func masks(_ found: [Finding], _ line: UnsafeRawBufferPointer) -> [Mask] {
        found.filter { !LineMask.isMasked($0.range, in: line) }.map {
            Mask(range: $0.range, rules: rules.bit(of: $0.rule), isNumber: $0.isNumber, ordinal: $0.ordinal)
        }
    }
}
