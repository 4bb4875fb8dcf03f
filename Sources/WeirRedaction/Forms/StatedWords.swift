/// Finds what ``StatedSecrets`` lists.
struct StatedWords {
    static let nearBytes = 256
    /// How far before a flag such as `--password-stdin` the `echo` may stand that hands it over.
    private static let bytesBeforeFlag = 192
    /// How far after such a flag its here-string may stand.
    private static let bytesAfterFlag = 96
    /// How far before `'-p'` the element may stand that names a user or a login.
    static let bytesOfElements = 96

    let text: UnsafeRawBufferPointer
    let plain: PlainWords

    init(_ text: UnsafeRawBufferPointer) {
        self.text = text
        plain = PlainWords(text)
    }

    func find(around place: Int, into found: inout [Finding]) {
        // One program: a command that names it again, as a host for one, is read on from there.
        var isProgramRead = false
        StatedSecrets.each(in: text, around: place) { secret, said in
            find(secret.position, said, &isProgramRead, into: &found)
        }
    }

    private func find(
        _ position: StatedSecret.Position, _ said: Range<Int>, _ isProgramRead: inout Bool, into found: inout [Finding]
    ) {
        let end = said.upperBound
        switch position {
        case .program(let program):
            if !isProgramRead { CommandLine(text).find(program, from: end, into: &found) }
            isProgramRead = true
        case .word(let skipped): append(plain.words(from: end, most: skipped + 1).dropFirst(skipped).first, to: &found)
        case .argument(let skipped):
            append(plain.words(from: end).filter { text[$0.lowerBound] != 0x2D }.dropFirst(skipped).first, to: &found)
        case .mixedWord(let skipped, let mayNameUser): mixedWord(from: end, skipped, mayNameUser, into: &found)
        case .pair: pair(from: end, into: &found)
        case .userFlags: userFlags(from: end, into: &found)
        case .codes: codes(from: end, into: &found)
        case .typed: if let word = plain.words(from: end, most: 1).first { appendUnusual(word, to: &found) }
        case .seed:
            let word = plain.words(from: end, most: 1).first
            if let word, word.count >= 40, text[word].allSatisfy({ $0.isUpper || $0.isDigit }) { append(word, to: &found) }
        case .netrc:
            if value(after: "login", from: end) != nil { append(value(after: "password", from: end), to: &found) }
        case .flag(let flags): flags.forEach { append(value(after: $0, from: end), to: &found) }
        case .piped:
            // Of `| passwd` the pipe stands before the command.
            let start = text[said.lowerBound] == UInt8(ascii: "|") ? said.lowerBound + 1 : said.lowerBound
            plain.input(of: start..<end, behind: Self.nearBytes, before: Self.nearBytes).forEach { append($0, to: &found) }
        case .mixedPiped:
            plain.input(of: said, behind: Self.bytesAfterFlag, before: Self.bytesBeforeFlag).forEach { appendMixed($0, to: &found) }
        case .pipedLogin: pipedLogin(before: said.lowerBound, into: &found)
        case .rest: rest(from: end, into: &found)
        case .labelled: labelled(from: end, into: &found)
        case .algorithmKeys: algorithmKeys(from: end, into: &found)
        case .printed: printed(from: end, into: &found)
        case .account: account(from: end, into: &found)
        case .share: share(from: end, into: &found)
        case .element: element(said, into: &found)
        case .network: network(from: end, into: &found)
        case .secureString: secureString(said, into: &found)
        case .community: community(said, into: &found)
        case .directive: directive(from: end, into: &found)
        case .serverKey: if let key = value(after: "key", from: end) { directive(from: key.lowerBound, into: &found) }
        case .query: query(said, into: &found)
        case .alias:
            let words = plain.words(from: end, most: 4)
            if words.count == 4, text[words[1]].contains(UInt8(ascii: ":")) { append(words[3], to: &found) }
        case .loginFlags:
            let user = value(after: "-u", from: said.lowerBound) ?? value(after: "--username", from: said.lowerBound)
            if user != nil { append(value(after: "-p", from: end), to: &found) }
        case .login, .bracketedLogin, .twilio, .redisUser, .attributes: LoginPair(text).find(position, said, into: &found)
        case .call: CallArguments(text).find(around: said.lowerBound, into: &found)
        }
    }

    private func directive(from place: Int, into found: inout [Finding]) {
        let word = plain.words(from: place, most: 4).first { !isForm($0) }
        if let word, !Words.arePlain(text.part(word), allowsMixed: false) { append(word, to: &found) }
    }

    /// `?db=telegraf&u=telegraf&p=…`; pages are numbers.
    private func query(_ said: Range<Int>, into found: inout [Finding]) {
        let start = text.start(before: said.lowerBound, limit: Self.nearBytes) { !$0.isBlank && !$0.isQuote }
        let isLogin = (start..<said.lowerBound).contains {
            (text[$0] == UInt8(ascii: "?") || text[$0] == UInt8(ascii: "&")) && text.has("u=", at: $0 + 1)
        }
        let end = text.end(from: said.upperBound) { !$0.isBlank && !$0.isQuote && $0 != UInt8(ascii: "&") }
        guard isLogin, !text[said.upperBound..<end].allSatisfy(\.isDigit) else { return }
        append(said.upperBound..<end, to: &found)
    }

    func append(_ word: Range<Int>?, to found: inout [Finding]) {
        guard let word, isGiven(word) else { return }
        found.append(Finding(word, .password))
    }

    /// What is made of no words, and no path or address.
    func appendMixed(_ word: Range<Int>?, to found: inout [Finding]) {
        guard let word, plain.isMixed(word), !text[word].contains(UInt8(ascii: "/")), !text[word].contains(UInt8(ascii: ":")) else {
            return
        }
        found.append(Finding(word, .password))
    }

    /// No words, also none with a number behind them.
    func appendUnusual(_ word: Range<Int>, to found: inout [Finding]) {
        if !Words.arePlain(text.part(word), allowsMixed: false), !text[word].contains(UInt8(ascii: "/")) { append(word, to: &found) }
    }

    private func mixedWord(from place: Int, _ skipped: Int, _ mayNameUser: Bool, into found: inout [Finding]) {
        var words = plain.words(from: place, most: 3)
        // A router says the form before it: `key 0 …`, `key 7 …`.
        if words.count > 1, words[0].count == 1, text[words[0].lowerBound].isDigit { words.removeFirst() }
        guard let word = words.dropFirst(skipped).prefix(mayNameUser ? 2 : 1).first(where: { plain.isMixed($0) }) else { return }
        found.append(Finding(word, .password))
    }

    /// No flag, no variable, and nothing that others put for a secret.
    func isGiven(_ word: Range<Int>) -> Bool {
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
    func value(after flag: StaticString, from start: Int, to end: Int = .max) -> Range<Int>? {
        let limit = min(text.count, start + Self.nearBytes, end)
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
        append(first, to: &found)
    }
}
