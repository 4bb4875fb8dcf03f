internal import WeirRecords
internal import WeirSystem

/// Finds what rules of one's own match in a record: as it stands there, and as it reads once the escapes of JSON are resolved, since
/// `M\u00fcller` and `acme\/1` are what a program wrote for `Müller` and `acme/1`.
final class OwnRules {
    /// JSON in a string of JSON, and in a string of that again.
    private static let deepest = 4
    private static let backslash = UInt8(ascii: "\\")

    private let rules: RedactionRules
    private let matcher = RedactionMatcher()
    /// Of each rule, the records in which it could not be told what it matches.
    private var undecided: [Int: UInt64] = [:]

    init(_ rules: RedactionRules) { self.rules = rules }

    /// Whether an escape may hide a literal, so that no search of the bytes says which rules to try.
    func mayHideLiteral(_ text: UnsafeRawBufferPointer) -> Bool { rules.announced != 0 && Self.hasEscape(text) }

    static func hasEscape(_ text: UnsafeRawBufferPointer) -> Bool {
        RawBytes.first(backslash, in: text, from: 0, to: text.count) != nil
    }

    /// - Parameter marks: of the rules that the record's bytes call for.
    func find(in line: UnsafeRawBufferPointer, _ marks: UInt64) -> [Mask] {
        guard rules.own != 0, marks & rules.own != 0 || mayHideLiteral(line) else { return [] }
        var slow: UInt64 = 0
        let masks = find(in: line, marks & rules.own, depth: 0, &slow)
        for rule in rules.names.indices where slow & (1 << UInt64(rule)) != 0 { undecided[rule, default: 0] += 1 }
        return masks
    }

    /// How many records were masked wholly since this was asked last, by the rule's name.
    func takeUndecided() -> [String: UInt64] {
        guard !undecided.isEmpty else { return [:] }
        defer { undecided.removeAll() }
        return Dictionary(uniqueKeysWithValues: undecided.map { (rules.names[$0], $1) })
    }

    private func find(in text: UnsafeRawBufferPointer, _ tried: UInt64, depth: Int, _ slow: inout UInt64) -> [Mask] {
        var masks: [Mask] = []
        for (rule, pattern) in rules.patterns.enumerated() where tried & (1 << UInt64(rule)) != 0 {
            guard let pattern else { continue }
            let found = find(pattern, in: text)
            if found == nil { slow |= 1 << UInt64(rule) }
            masks += (found ?? [0..<text.count]).map { Mask(range: $0, rules: 1 << UInt64(rule)) }
        }
        guard slow == 0, depth < Self.deepest, Self.hasEscape(text) else { return masks }
        let view = DecodedText(json: text)
        let inner = view.bytes.withUnsafeBytes { bytes in
            find(in: bytes, tried | called(for: bytes), depth: depth + 1, &slow)
        }
        for var mask in inner {
            mask.range = view.source(mask.range)
            if !LineMask.isMasked(mask.range, in: text) { masks.append(mask) }
        }
        return masks
    }

    private func called(for text: UnsafeRawBufferPointer) -> UInt64 {
        guard rules.announced != 0 else { return 0 }
        return rules.scanner.hits(in: text).reduce(0) { $0 | $1.marks } & rules.own
    }

    /// All that the pattern matches; nil where that can't be told within the limits: it may be anywhere in the text.
    private func find(_ pattern: RedactionPattern, in text: UnsafeRawBufferPointer) -> [Range<Int>]? {
        var spans: [Range<Int>] = []
        var from = 0
        while from <= text.count {
            switch matcher.first(pattern, in: text, from: from) {
            case .none: return spans
            case .undecided: return text.isEmpty ? [] : nil
            case .match(let span):
                if !span.isEmpty, !LineMask.isMasked(span, in: text) { spans.append(span) }
                from = span.isEmpty ? span.upperBound + 1 : span.upperBound
            }
        }
        return spans
    }
}
