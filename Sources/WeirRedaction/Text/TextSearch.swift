internal import WeirSystem

/// Finds the secrets of a text: a line of a text log, or what a string of JSON says.
///
/// A class: passing on what it holds would cost counts of references for each hit.
final class TextSearch {
    /// Texts within texts: JSON within JSON, an address within an address.
    static let deepest = 6

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
    ///
    /// - Parameter known: the hits of the text, where they are known from a text that it is a part of.
    func find(in text: UnsafeRawBufferPointer, depth: Int = 0, hits known: [LiteralScanner.Hit]? = nil) -> [Finding] {
        let hits = known ?? scanner.hits(in: text)
        guard !hits.isEmpty else { return [] }
        var found: [Finding] = []
        let islands = depth < Self.deepest ? JSONIslands(search: self, depth: depth).find(in: text, hits) : []
        for island in islands { found += island.found }
        let commands = depth < Self.deepest ? commands(text, hits) : []
        for command in commands { found += command.find(self, depth: depth + 1) }
        let others = islands.isEmpty && commands.isEmpty ? [] : islands.map(\.range) + commands.map(\.range)
        search(text, hits, outside: others.sorted { $0.lowerBound < $1.lowerBound }, into: &found)
        if depth < Self.deepest, let view = DecodedText(loose: text, toTheEnd: depth == Self.deepest - 1) {
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
        var islands = islands[...]
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

    func bit(_ clue: Clue) -> UInt64 { 1 << UInt64(shift + clue.rawValue) }

    /// - Returns: behind the name, so that it is read once.
    private func findName(_ text: UnsafeRawBufferPointer, _ place: Int, into found: inout [Finding]) -> Int {
        let named = NamedValue(text: text)
        let range = named.name(around: place)
        let word = text.has("bearer", at: range.lowerBound) || text.has("basic", at: range.lowerBound)
        if word, range.count <= 6, text.at(range.upperBound).isBlank || text.at(range.upperBound) == UInt8(ascii: ",") {
            AuthorizationValue(text).findScheme(at: place, into: &found)
            return range.upperBound
        }
        if let end = QuotedCommand(text).find(range, into: &found) { return end }
        if ProtocolLogin.isVerb(range, in: text), let end = ProtocolLogin(text).find(range, into: &found) { return end }
        guard let name = named.meaning(range, names) else { return range.upperBound }
        named.find(range, name, into: &found)
        return range.upperBound
    }

    private func findForms(_ text: UnsafeRawBufferPointer, _ hit: LiteralScanner.Hit, into found: inout [Finding]) {
        let place = hit.place
        if has(.address, hit) { findAddress(text, place, into: &found) }
        if has(.issuedKey, hit) { IssuedForms(text).find(around: place, into: &found) }
        if has(.webToken, hit) { WebToken(text).find(around: place, into: &found) }
        if has(.privateKey, hit) {
            PrivateKeyBlock(text).find(around: place, into: &found)
            EncodedKey(text).find(around: place, into: &found)
        }
        if has(.statement, hit) { SQLText(text).find(around: place, into: &found) }
        if has(.command, hit) { StatedWords(text).find(around: place, into: &found) }
        if has(.verifier, hit) { Verifiers(text).find(around: place, into: &found) }
    }

    private func findAddress(_ text: UnsafeRawBufferPointer, _ place: Int, into found: inout [Finding]) {
        let address = AddressPassword(text)
        if text[place] == UInt8(ascii: "@") {
            address.findBare(at: place, into: &found)
        } else if text[place] == UInt8(ascii: ":") || text[place] == UInt8(ascii: "/") || text[place] == 0x5C {
            address.find(at: place, into: &found)
        }
    }

    /// In their order, overlapping ones as one.
    static func merged(_ found: [Finding]) -> [Finding] {
        guard found.count > 1 else { return found }
        var merged: [Finding] = []
        for finding in found.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where !finding.range.isEmpty {
            if let last = merged.last, finding.range.lowerBound < last.range.upperBound {
                merged[merged.count - 1].isNumber = last.isNumber && finding.isNumber
                merged[merged.count - 1].ordinal = max(last.ordinal, finding.ordinal)
                merged[merged.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, finding.range.upperBound)
            } else {
                merged.append(finding)
            }
        }
        return merged
    }
}
