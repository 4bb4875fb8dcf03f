/// Finds what ``StatedSecret`` lists.
struct StatedWords {
    private static let farthest = 20
    private static let nearBytes = 256

    private let text: UnsafeRawBufferPointer
    private let plain: PlainWords

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
        plain = PlainWords(text)
    }

    func find(around place: Int, into found: inout [Finding]) {
        for start in max(0, place - Self.farthest)...place {
            for secret in StatedSecret.byFirstByte[Int(text.at(start).lowered)] where text.has(secret.text, at: start) {
                find(secret.position, start..<start + secret.text.utf8CodeUnitCount, into: &found)
            }
        }
    }

    private func find(_ position: StatedSecret.Position, _ said: Range<Int>, into found: inout [Finding]) {
        let end = said.upperBound
        switch position {
        case .word(let skipped): take(plain.words(from: end, most: skipped + 1).dropFirst(skipped).first, into: &found)
        case .flag(let flags): flags.forEach { take(value(behind: $0, from: end), into: &found) }
        case .piped:
            plain.input(of: said, behind: Self.nearBytes, before: Self.nearBytes).forEach { take($0, into: &found) }
        case .rest: rest(from: end, into: &found)
        case .labelled: labelled(from: end, into: &found)
        case .account: account(from: end, into: &found)
        case .share: share(from: end, into: &found)
        case .secureString: secureString(said, into: &found)
        case .community: community(said, into: &found)
        case .directive:
            let word = plain.words(from: end, most: 4).first { !isForm($0) }
            if let word, !Words.arePlain(text.part(word), allowsMixed: false) { take(word, into: &found) }
        case .alias:
            let words = plain.words(from: end, most: 4)
            if words.count == 4, text[words[1]].contains(UInt8(ascii: ":")) { take(words[3], into: &found) }
        case .loginFlags:
            let user = value(behind: "-u", from: said.lowerBound) ?? value(behind: "--username", from: said.lowerBound)
            if user != nil { take(value(behind: "-p", from: end), into: &found) }
        case .login, .bracketedLogin, .twilio, .redisUser, .attributes: LoginPair(text).find(position, said, into: &found)
        case .call: CallArguments(text).find(around: said.lowerBound, into: &found)
        }
    }

    private func take(_ word: Range<Int>?, into found: inout [Finding]) {
        guard let word, isGiven(word) else { return }
        found.append(Finding(word, .password))
    }

    /// No flag, no variable, and nothing that others put for a secret.
    private func isGiven(_ word: Range<Int>) -> Bool {
        let bytes = text.part(word)
        guard bytes.count >= ValueShape.shortest, !Placeholders.isOne(bytes), !ValueShape.isStopWord(bytes) else { return false }
        let isVariable = bytes.at(0) == UInt8(ascii: "$") && bytes.dropFirst().allSatisfy { $0.isName || $0 == UInt8(ascii: ":") }
        return bytes.at(0) != UInt8(ascii: "-") && bytes.at(0) != UInt8(ascii: "/") && !isVariable
    }

    /// `0`, `7`, `md5`: which key it is, how it is written down, and what it is for.
    private func isForm(_ word: Range<Int>) -> Bool {
        word.count <= 3 && text[word].allSatisfy(\.isDigit) || text.lowered(word) == "md5"
    }

    /// `--value …`, `--value=…`.
    private func value(behind flag: StaticString, from start: Int) -> Range<Int>? {
        let limit = min(text.count, start + Self.nearBytes)
        for place in start..<max(start, limit) {
            if text[place] == 0x0A || text[place] == UInt8(ascii: "|") { return nil }
            guard text.has(flag, at: place), text.at(place - 1).isBlank else { continue }
            let end = place + flag.utf8CodeUnitCount
            if text.at(end) == UInt8(ascii: "=") { return ValueExtent.value(text, from: end + 1, needsQuote: false)?.range }
            if text.at(end) == 0x20 { return plain.words(from: end, most: 1).first }
        }
        return nil
    }

    /// `::add-mask::…`, `##vso[task.setvariable variable=x;issecret=true]…`.
    private func rest(from place: Int, into found: inout [Finding]) {
        let lineEnd = text.end(from: place) { $0 != 0x0A }
        var start = place
        if text.at(place - 1) != UInt8(ascii: ":") {
            guard let bracket = text.firstIndex(of: UInt8(ascii: "]"), from: place, to: min(lineEnd, place + Self.nearBytes)) else {
                return
            }
            start = bracket + 1
        }
        let end = max(start, text.start(before: lineEnd) { $0.isBlank || $0.isQuote })
        guard end > start, !Placeholders.isOne(text.part(start..<end)) else { return }
        found.append(Finding(start..<end, .secret))
    }

    /// `Unseal Key 1: …`.
    private func labelled(from place: Int, into found: inout [Finding]) {
        let sign = text.end(from: place, limit: 24) { $0 == 0x20 || $0.isDigit || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") }
        guard text.at(sign) == UInt8(ascii: ":") || text.at(sign) == UInt8(ascii: "="),
            let value = ValueExtent.value(text, from: text.skippingSpaces(from: sign + 1), needsQuote: false),
            value.isQuoted || value.range.count >= 16, !Words.arePlain(text.part(value.range), allowsMixed: false)
        else { return }
        found.append(Finding(value.range, .secret))
    }

    /// `net user bob … /add`: `/add` and its like show that a password stands before them.
    private func account(from place: Int, into found: inout [Finding]) {
        let words = plain.words(from: place, most: 3)
        guard words.count > 1, isGiven(words[1]), !text[words[1]].contains(UInt8(ascii: "/")) else { return }
        guard words.count == 2 ? plain.isMixed(words[1]) : text[words[2].lowerBound] == UInt8(ascii: "/") else { return }
        found.append(Finding(words[1], .password))
    }

    /// `net use Z: \\host\share … /user:bob`.
    private func share(from place: Int, into found: inout [Finding]) {
        let words = plain.words(from: place)
        guard let share = words.firstIndex(where: { text[$0.lowerBound] == 0x5C }),
            words.contains(where: { text.has("/u", at: $0.lowerBound) })
        else { return }
        take(words[share...].first { text[$0.lowerBound] != 0x5C && text[$0.lowerBound] != UInt8(ascii: "/") }, into: &found)
    }

    /// `ConvertTo-SecureString "…" -AsPlainText`, `"…" | ConvertTo-SecureString`, `--type SecureString --value …`.
    private func secureString(_ said: Range<Int>, into found: inout [Finding]) {
        guard text.has("convertto-", at: said.lowerBound - 10) else {
            let start = text.start(before: said.lowerBound, limit: Self.nearBytes) { $0 != 0x0A && $0 != UInt8(ascii: "|") }
            return take(value(behind: "--value", from: start), into: &found)
        }
        let words = plain.words(from: said.upperBound, most: 4)
        take(words.first { text[$0.lowerBound] != UInt8(ascii: "-") }, into: &found)
        let pipe = text.start(before: said.lowerBound - 10, limit: 4) { $0 == 0x20 } - 1
        guard text.at(pipe) == UInt8(ascii: "|") else { return }
        let quote = text.start(before: pipe, limit: 4) { $0 == 0x20 } - 1
        guard text.at(quote).isQuote else { return }
        take(text.start(before: quote, limit: Self.nearBytes) { $0 != text[quote] && $0 != 0x0A }..<quote, into: &found)
    }

    /// `snmp-server community … RO`, `rocommunity …`: what may be done with it stands behind it, or nothing.
    private func community(_ said: Range<Int>, into found: inout [Finding]) {
        let before = said.lowerBound
        guard
            text.has("snmp-server ", at: before - 12) || text.has("snmp ", at: before - 5) || text.has("ro", at: before - 2)
                || text.has("rw", at: before - 2)
        else { return }
        let words = plain.words(from: said.upperBound, most: 2)
        guard let first = words.first else { return }
        let rights: Set = ["ro", "rw", "view", "ipv4", "ipv6", "authorization", "group", "acl"]
        guard words.count == 1 || rights.contains(text.lowered(words[1])) || text[words[1].lowerBound].isDigit else { return }
        take(first, into: &found)
    }
}
