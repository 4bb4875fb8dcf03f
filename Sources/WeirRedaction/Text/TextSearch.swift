internal import WeirSystem

/// Finds the secrets of a text: a line of a text log, or what a string of JSON says.
///
/// A class: passing on what it holds would cost counts of references for each hit.
final class TextSearch {
    /// Texts within texts: JSON within JSON, an address within an address.
    static let deepest = 6
    /// The longest look at a hit, an address, is one of 1,024 bytes.
    private static let nearBytes = 4 << 10

    let scanner: LiteralScanner
    let names = NameCache()
    let quiet = QuietNames()
    /// The first bit of a hit's ``Clue``.
    let shift: Int

    init(scanner: LiteralScanner, shift: Int) {
        self.scanner = scanner
        self.shift = shift
    }

    /// In their order, and none within another.
    func find(in text: UnsafeRawBufferPointer, depth: Int = 0) -> [Finding] {
        let hits = scanner.hits(in: text)
        guard !hits.isEmpty else { return [] }
        var found: [Finding] = []
        let islands = depth < Self.deepest ? JSONIslands(search: self, depth: depth).find(in: text, hits) : []
        for island in islands { found += island.found }
        let commands = depth < Self.deepest ? commands(text, hits) : []
        for command in commands { found += command.find(self, depth: depth + 1) }
        search(text, hits, outside: islands.map(\.range) + commands.map(\.range), into: &found)
        if depth < Self.deepest, let view = DecodedText(loose: text) {
            let inner = view.bytes.withUnsafeBytes { find(in: $0, depth: depth + 1) }
            found += inner.map { $0.at(view.source($0.range)) }
        }
        return Self.merged(found)
    }

    /// None within another, so that together they are no longer than the text.
    private func commands(_ text: UnsafeRawBufferPointer, _ hits: [LiteralScanner.Hit]) -> [AuditRecord] {
        var commands: [AuditRecord] = []
        for hit in hits where has(.command, hit) && hit.place >= commands.last?.range.upperBound ?? 0 {
            if let command = AuditRecord(text, around: hit.place) { commands.append(command) }
        }
        return commands
    }

    private func search(
        _ text: UnsafeRawBufferPointer, _ hits: [LiteralScanner.Hit], outside islands: [Range<Int>], into found: inout [Finding]
    ) {
        var reach = Reach(text.count, hits: hits.count)
        var seen: Set<Range<Int>> = []
        var islands = islands.sorted { $0.lowerBound < $1.lowerBound }[...]
        var behindName = 0
        for hit in hits {
            while let island = islands.first, island.upperBound <= hit.place { islands.removeFirst() }
            guard islands.first.map({ $0.contains(hit.place) }) != true else { continue }
            guard !found.suffix(4).contains(where: { $0.range.contains(hit.place) }) else { continue }
            if reach.isWhole {
                search(text, hit, &behindName, into: &found)
            } else {
                found += search(text, hit, &behindName, &reach).filter { seen.insert($0.range).inserted }
            }
        }
    }

    private func search(_ text: UnsafeRawBufferPointer, _ hit: LiteralScanner.Hit, _ behindName: inout Int, into found: inout [Finding]) {
        if has(.name, hit), hit.place >= behindName { behindName = findName(text, hit.place, into: &found) }
        findForms(text, hit, into: &found)
    }

    /// Looks around a hit of a long text.
    private func search(
        _ text: UnsafeRawBufferPointer, _ hit: LiteralScanner.Hit, _ behindName: inout Int, _ reach: inout Reach
    ) -> [Finding] {
        var window = reach.window(around: hit.place)
        while true {
            var found: [Finding] = []
            let start = window.lowerBound
            var behind = behindName - start
            search(text.part(window), LiteralScanner.Hit(place: hit.place - start, marks: hit.marks), &behind, into: &found)
            found = found.map { $0.at($0.range.lowerBound + start..<$0.range.upperBound + start) }
            if let wider = reach.wider(window, found) {
                window = wider
                continue
            }
            behindName = behind + start
            return reach.isCut(window, found) ? found.map { toWordEnd($0, in: text) } : found
        }
    }

    /// Where a secret can't be read to its end, what stands there up to a blank goes with it.
    private func toWordEnd(_ finding: Finding, in text: UnsafeRawBufferPointer) -> Finding {
        finding.at(finding.range.lowerBound..<text.end(from: finding.range.upperBound) { !$0.isBlank && !$0.isQuote })
    }

    func has(_ clue: Clue, _ hit: LiteralScanner.Hit) -> Bool { hit.marks & (1 << UInt64(shift + clue.rawValue)) != 0 }

    /// Whether a hit in a whole record calls for a search: most names and addresses show at once that they announce nothing.
    func isWorthwhile(_ hit: LiteralScanner.Hit, in line: UnsafeRawBufferPointer) -> Bool {
        guard line.count <= Self.nearBytes else { return isWorthwhile(near: hit, in: line) }
        let others = hit.marks & ~(bit(.name) | bit(.address) | bit(.issuedKey))
        guard others == 0 else { return true }
        if has(.name, hit), isTelling(line, hit.place) { return true }
        if has(.address, hit), isAddress(line, hit.place) { return true }
        guard has(.issuedKey, hit) else { return false }
        var found: [Finding] = []
        _ = IssuedForms(line).find(around: hit.place, into: &found)
        return !found.isEmpty
    }

    /// What shows at once shows near to a hit: of a long line that is all that is looked at.
    private func isWorthwhile(near hit: LiteralScanner.Hit, in line: UnsafeRawBufferPointer) -> Bool {
        let start = max(0, hit.place - Self.nearBytes / 2)
        let part = line.part(start..<min(line.count, start + Self.nearBytes))
        return isWorthwhile(LiteralScanner.Hit(place: hit.place - start, marks: hit.marks), in: part)
    }

    private func isTelling(_ line: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        if quiet.contains(place, in: line) { return false }
        let named = NamedValue(text: line)
        let range = named.name(around: place)
        if ProtocolLogin.isVerb(range, in: line) { return true }
        if line.skippingBlanks(from: range.upperBound, limit: 2) == line.count { return PendingName.isPaired(range.lowerBound, in: line) }
        let isScheme = line.has("bearer", at: range.lowerBound) || line.has("basic", at: range.lowerBound)
        if isScheme || line.at(range.upperBound) < 0x20 || line.at(range.upperBound) >= 0x80 { return true }
        if let name = names.name(line.part(range)), mayAnnounce(name, line, range) {
            if name.isDoubtful { return mayGive(line, range, place) }
            guard isProse(line, range) else { return true }
            // Told by the words next to it as well: those of `invalid password for`.
            if line.has("for ", at: range.upperBound + 1) { quiet.learn(range, before: 10, behind: 5, place, in: line) }
            return false
        }
        let before = line.at(range.lowerBound - 1)
        if before == 0x5C || before == UInt8(ascii: "%") || before >= 0x80 { return names.name(line.part(range)) == nil }
        quiet.learn(range, before: 1, behind: 1, place, in: line)
        return false
    }

    /// Whether what looks like a secret stands behind a name such as `failed_password`.
    private func mayGive(_ line: UnsafeRawBufferPointer, _ name: Range<Int>, _ place: Int) -> Bool {
        let value = line.end(from: name.upperBound, limit: 12) {
            $0.isBlank || $0.isQuote || $0 == 0x5C || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">")
        }
        guard line.at(value) != UInt8(ascii: "%"), line.at(value) != UInt8(ascii: "&") else { return true }
        guard
            line[name.upperBound..<value].contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ">") })
        else {
            quiet.learn(name, before: 1, behind: value + 1 - name.upperBound, place, in: line)
            return false
        }
        return Words.mayBeDrawn(line.part(value..<line.end(from: value, limit: 128) { !$0.isBlank && !$0.isQuote && $0 != 0x5C }))
    }

    /// A name such as `session` or `key` announces something in a query only, or where an escape may hide one.
    private func mayAnnounce(_ name: SecretName, _ line: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        guard name.isQueryOnly, !NamedValue(text: line).isInQuery(range) else { return true }
        let (before, next) = (line.at(range.lowerBound - 1), line.at(range.upperBound))
        if name.kind == .code, !before.isQuote { return true }
        // `"API Key": "…"`: of a name with a blank this is the last word.
        if before == 0x20, next.isQuote { return true }
        return next == UInt8(ascii: "=") || next == UInt8(ascii: "%") || next == UInt8(ascii: "&") || next == 0x5C || next >= 0x80
    }

    /// `invalid password for user`: a word of small letters behind a blank.
    private func isProse(_ line: UnsafeRawBufferPointer, _ name: Range<Int>) -> Bool {
        guard line.at(name.upperBound) == 0x20, line.at(name.upperBound + 1).isLower, line.at(name.lowerBound) != UInt8(ascii: "-") else {
            return false
        }
        let next = name.upperBound + 1
        for word in ["is ", "is:", "was ", "to ", "set ", "changed to ", "changed from ", "changed '", "as ", "of "] as [StaticString]
        where line.has(word, at: next) {
            return false
        }
        if line.has("for ", at: next) {
            return ["invalid ", "wrong ", "failed ", "incorrect ", "bad ", "no "].contains { (word: StaticString) in
                line.has(word, at: name.lowerBound - word.utf8CodeUnitCount)
            }
        }
        return line.part(next..<line.end(from: next, limit: 64) { !$0.isBlank }).allSatisfy { !$0.isDigit && !$0.isUpper }
    }

    private func isAddress(_ line: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        switch line[place] {
        case UInt8(ascii: "@"): isBareAddress(line, place)
        case UInt8(ascii: ":"), UInt8(ascii: "/"), 0x5C:
            line.part(place..<line.end(from: place, limit: 1_024) { !$0.isBlank && $0 != 0x22 }).contains(UInt8(ascii: "@"))
        default: true
        }
    }

    private func isBareAddress(_ line: UnsafeRawBufferPointer, _ place: Int) -> Bool {
        guard line.at(place - 1).isTokenByte || line.at(place - 1) >= 0x21 && !line.at(place - 1).isQuote else { return false }
        let start = line.start(before: place, limit: 160) {
            !$0.isBlank && !$0.isQuote && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/")
        }
        return line.at(start - 1) == UInt8(ascii: ":") || line.at(start - 1) == UInt8(ascii: "/")
    }

    private func bit(_ clue: Clue) -> UInt64 { 1 << UInt64(shift + clue.rawValue) }

    /// - Returns: behind the name, so that it is read once.
    private func findName(_ text: UnsafeRawBufferPointer, _ place: Int, into found: inout [Finding]) -> Int {
        let named = NamedValue(text: text)
        let range = named.name(around: place)
        let word = text.has("bearer", at: range.lowerBound) || text.has("basic", at: range.lowerBound)
        if word, range.count <= 6, text.at(range.upperBound).isBlank || text.at(range.upperBound) == UInt8(ascii: ",") {
            _ = AuthorizationValue(text).findScheme(at: place, into: &found)
            return range.upperBound
        }
        if let end = QuotedCommand(text).find(range, into: &found) { return end }
        if ProtocolLogin.isVerb(range, in: text), let end = ProtocolLogin(text).find(range, into: &found) { return end }
        guard let name = named.meaning(range) else { return range.upperBound }
        _ = named.find(range, name, into: &found)
        return range.upperBound
    }

    private func findForms(_ text: UnsafeRawBufferPointer, _ hit: LiteralScanner.Hit, into found: inout [Finding]) {
        let place = hit.place
        if has(.address, hit) { findAddress(text, place, into: &found) }
        if has(.issuedKey, hit) { _ = IssuedForms(text).find(around: place, into: &found) }
        if has(.webToken, hit) { _ = WebToken(text).find(around: place, into: &found) }
        if has(.privateKey, hit) { _ = PrivateKeyBlock(text).find(around: place, into: &found) }
        if has(.statement, hit) { _ = SQLText(text).find(around: place, into: &found) }
        if has(.command, hit) {
            _ = CommandLine(text).find(around: place, into: &found)
            StatedWords(text).find(around: place, into: &found)
        }
        if has(.verifier, hit) { _ = Verifiers(text).find(around: place, into: &found) }
    }

    private func findAddress(_ text: UnsafeRawBufferPointer, _ place: Int, into found: inout [Finding]) {
        let address = AddressPassword(text)
        if text[place] == UInt8(ascii: "@") {
            _ = address.findBare(at: place, into: &found)
        } else if text[place] == UInt8(ascii: ":") || text[place] == UInt8(ascii: "/") || text[place] == 0x5C {
            _ = address.find(at: place, into: &found)
        }
    }

    /// In their order, overlapping ones as one.
    static func merged(_ found: [Finding]) -> [Finding] {
        guard found.count > 1 else { return found }
        var merged: [Finding] = []
        for finding in found.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where !finding.range.isEmpty {
            if let last = merged.last, finding.range.lowerBound < last.range.upperBound {
                merged[merged.count - 1].isNumber = last.isNumber && finding.isNumber
                merged[merged.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, finding.range.upperBound)
            } else {
                merged.append(finding)
            }
        }
        return merged
    }
}
