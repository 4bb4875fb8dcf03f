internal import WeirRecords
internal import WeirSystem

/// Rules made ready: patterns compiled, literals in one scanner. To be made once and shared.
package struct RedactionRules: Sendable {
    package static let longestName = 64

    package let names: [String]
    /// Nil for a standard rule.
    let patterns: [RedactionPattern?]
    let scanner: LiteralScanner
    /// Those that are tried on every record.
    let unannounced: UInt64
    /// Those that are tried only where one of their literals stands.
    var announced: UInt64 { own & ~unannounced }
    /// Those that a configuration made.
    let own: UInt64
    /// The index of the first standard rule, which is also the first bit of a ``Clue``; nil where they are off.
    let firstStandard: Int?

    /// - Throws: the first rule that can't be used, and why.
    package init(_ rules: [RedactionRule]) throws(RedactionError) {
        guard rules.count <= Redactions.maximumRules else {
            throw RedactionError(
                rule: nil, part: .name, message: "\(rules.count) rules are more than the \(Redactions.maximumRules) there may be")
        }
        var patterns: [RedactionPattern?] = []
        var literals: [LiteralScanner.Literal] = []
        var unannounced: UInt64 = 0
        var own: UInt64 = 0
        let firstStandard = rules.firstIndex { $0.standard != nil }
        for (index, rule) in rules.enumerated() {
            try Self.check(rule, among: rules[..<index])
            guard rule.standard == nil else {
                patterns.append(nil)
                continue
            }
            own |= 1 << UInt64(index)
            patterns.append(try Self.compile(rule))
            literals += rule.literals.map { LiteralScanner.Literal($0.text, endings: $0.endings, marks: 1 << UInt64(index)) }
            if rule.literals.isEmpty { unannounced |= 1 << UInt64(index) }
        }
        let isStandardOnly = literals.isEmpty && firstStandard == 0
        if let firstStandard { literals += Clue.literals(shift: firstStandard) }
        self.own = own
        self.firstStandard = firstStandard
        names = rules.map(\.name)
        self.patterns = patterns
        self.unannounced = unannounced
        scanner = isStandardOnly ? Self.standardScanner : LiteralScanner(literals, windows: ClueGroups.windows)
    }

    /// Made once: that takes some milliseconds.
    private static let standardScanner = LiteralScanner(Clue.literals(shift: 0), windows: ClueGroups.windows)

    /// The bit of a standard rule.
    func bit(of rule: StandardRule) -> UInt64 { 1 << UInt64((firstStandard ?? 0) + rule.rawValue) }

    private static func compile(_ rule: RedactionRule) throws(RedactionError) -> RedactionPattern {
        do throws(RedactionPatternError) { return try RedactionPattern(rule.pattern) } catch {
            throw RedactionError(rule: rule.name, part: .pattern, message: "its pattern can't be used: \(error.message)")
        }
    }

    private static func check(_ rule: RedactionRule, among earlier: ArraySlice<RedactionRule>) throws(RedactionError) {
        let isName = !rule.name.isEmpty && rule.name.utf8.count <= longestName && rule.name.utf8.allSatisfy(isAllowed)
        guard isName else {
            throw RedactionError(
                rule: rule.name, part: .name, message: "a name is 1 to \(longestName) lower-case letters, digits, - and _")
        }
        guard !earlier.contains(where: { $0.name == rule.name }) else {
            throw RedactionError(rule: rule.name, part: .name, message: "there is another rule of this name")
        }
        for literal in rule.literals where !isLiteral(literal.text) {
            throw RedactionError(
                rule: rule.name, part: .literals,
                message: "\"\(literal.text)\" can't be looked for: a literal has at least \(LiteralScanner.shortestText) bytes on one line")
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    private static func isLiteral(_ text: String) -> Bool {
        text.utf8.count >= LiteralScanner.shortestText && text.utf8.allSatisfy { $0 >= 0x20 }
    }
}
