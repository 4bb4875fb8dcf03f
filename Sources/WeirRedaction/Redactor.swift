package import WeirRecords
internal import WeirSystem

/// Takes secrets out of a slab's records, in place, before the slab is written anywhere: for one thread at a time.
///
/// A record's event id and content digest stay those of what was read; beside them the slab keeps which rules changed it, and the
/// digest of what it is now.
package final class Redactor {
    /// Stands for what was taken out. A secret that is shorter is masked as far as it goes.
    package static let mask: StaticString = "***"

    private let rules: RedactionRules
    private let matcher = RedactionMatcher()
    private var spans: [Range<Int>] = []

    package init(_ rules: RedactionRules) { self.rules = rules }

    package func redact(_ slab: Slab) {
        let payload = slab.usedPayload
        var from = 0
        var hit = rules.scanner.next(in: payload, from: 0)
        guard hit != nil || rules.unannounced != 0 else { return }
        for index in slab.entries.indices {
            let entry = slab.entries[index]
            let (start, end) = (Int(entry.payloadOffset), Int(entry.payloadOffset) + Int(entry.length))
            // Records lie one behind the other; one that does not is looked at from its own beginning.
            if start < from { hit = rules.scanner.next(in: payload, from: start) }
            var marks = rules.unannounced
            while let found = hit, found.place < end {
                if found.place >= start { marks |= found.marks }
                hit = rules.scanner.next(in: payload, from: found.place + 1)
            }
            if marks != 0 { redact(index, entry, marks, in: slab) }
            from = end
        }
    }

    private func redact(_ index: Int, _ entry: RecordEntry, _ marks: UInt64, in slab: Slab) {
        let whole = UnsafeMutableRawBufferPointer(start: slab.payload + Int(entry.payloadOffset), count: Int(entry.length))
        var line = whole
        var changed: UInt64 = 0
        for (rule, pattern) in rules.patterns.enumerated() where marks & (1 << UInt64(rule)) != 0 {
            find(pattern, in: UnsafeRawBufferPointer(line))
            guard !spans.isEmpty else { continue }
            changed |= 1 << UInt64(rule)
            line = UnsafeMutableRawBufferPointer(rebasing: line[..<LineMask.replace(spans, in: line)])
        }
        guard changed != 0 else { return }
        // What lies between records is written to the disk with them.
        for place in line.count..<whole.count { whole[place] = 0 }
        slab.redacted(recordAt: index, length: line.count, byRules: changed, named: rules.names)
    }

    /// All that the pattern matches. Where that can't be told within the limits, the whole line: it may be anywhere in it.
    private func find(_ pattern: RedactionPattern, in line: UnsafeRawBufferPointer) {
        spans.removeAll(keepingCapacity: true)
        var from = 0
        while from <= line.count {
            switch matcher.first(pattern, in: line, from: from) {
            case .none: return
            case .undecided:
                spans = line.isEmpty ? [] : [0..<line.count]
                return
            case .match(let span):
                if !span.isEmpty, !LineMask.isMasked(span, in: line) { spans.append(span) }
                from = span.isEmpty ? span.upperBound + 1 : span.upperBound
            }
        }
    }
}
