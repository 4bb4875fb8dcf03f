internal import WeirSystem

/// Finds the secrets of a value of JSON by its structure, so that what is masked leaves it valid: insides of strings, and numbers.
struct JSONSearch {
    /// What RFC 7518 calls the private parameters of a key.
    private static let privateParts: Set<String> = ["d", "p", "q", "dp", "dq", "qi", "k"]
    /// Members that say something of their object's other members.
    private static let telling = WordSet(
        ["kty"] + Array(privateParts) + DeclaredSecrets.Member.names + Array(PairedValue.nameWords) + Array(PairedValue.valueWords))
    private static let maximumWords = 64

    let text: UnsafeRawBufferPointer
    let search: TextSearch
    let depth: Int
    /// Where clues stand, in their order.
    private let hits: [LiteralScanner.Hit]

    /// - Parameter hits: where clues stand in the text, in their order, if that is known.
    init(text: UnsafeRawBufferPointer, search: TextSearch, depth: Int, hits: [LiteralScanner.Hit]? = nil) {
        self.text = text
        self.search = search
        self.depth = depth
        self.hits = hits ?? search.scanner.hits(in: text)
    }

    /// Whether a string can be one that matters: it holds a clue, or escapes that hide one.
    private func mayMatter(_ token: JSONToken) -> Bool {
        if token.isEscaped, hasHiddenText(token) { return true }
        let first = firstHit(from: token.range.lowerBound)
        return first < hits.count && hits[first].place < token.range.upperBound + 1
    }

    private func firstHit(from place: Int) -> Int {
        var (low, high) = (0, hits.count)
        while low < high {
            let middle = (low + high) / 2
            if hits[middle].place < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Those within a string that says what it is written as: nil for others.
    private func hits(in token: JSONToken) -> [LiteralScanner.Hit]? {
        guard !token.isEscaped else { return nil }
        let start = token.range.lowerBound
        return hits[firstHit(from: start)...].prefix { $0.place < token.range.upperBound }.map {
            LiteralScanner.Hit(place: $0.place - start, marks: $0.marks)
        }
    }

    private func hasHiddenText(_ token: JSONToken) -> Bool {
        text[token.range].contains(UInt8(ascii: "u")) || text[token.range].contains(UInt8(ascii: "n"))
    }

    /// - Parameter name: of the text that all of it is.
    func find(_ tokens: [JSONToken], under name: SecretName? = nil) -> [Finding] {
        var found: [Finding] = []
        var levels: [Level] = []
        for token in tokens {
            switch token.kind {
            case .objectStart, .arrayStart: levels.append(opened(token, in: levels.last, under: name))
            case .objectEnd, .arrayEnd:
                guard var level = levels.popLast() else { continue }
                finish(&level, into: &found)
                guard !levels.isEmpty else { continue }
                levels[levels.count - 1].count += 1
                levels[levels.count - 1].absorb(level.declared)
                if level.isPaired, level.pairName == nil { levels[levels.count - 1].takePairValues(of: &level) }
            case .key:
                key(token, &levels[levels.count - 1])
                searchKey(token, &levels[levels.count - 1])
            case .string, .number, .literal:
                guard !levels.isEmpty else {
                    if token.kind == .string { searchText(token, into: &found) }
                    continue
                }
                value(token, &levels[levels.count - 1], into: &found)
            }
        }
        return TextSearch.merged(found)
    }

    /// What is known of an object or an array at its end.
    private func finish(_ level: inout Level, into found: inout [Finding]) {
        let secrets = level.declared.settle()
        for token in secrets.data where !token.range.isEmpty && !Placeholders.isOne(text.part(token.range)) {
            found.append(Finding(token.range, .secret))
        }
        secrets.results.forEach { append($0, .plainToken, to: &found) }
        found += level.names.findings(in: text)
        if let name = level.pairName { level.pairValues.forEach { append($0, name, to: &found) } }
        if level.isKey {
            for part in level.parts where part.range.count >= 16 && !Words.arePlain(text.part(part.range)) {
                found.append(Finding(part.range, .privateKey))
            }
        }
        if level.words.count > 1 { found += JSONCommand(text: text, search: search).find(level.words) }
    }

    /// A token as a name, or a form that was sent as JSON: `{"user=bob&password=…": ""}`.
    private func searchKey(_ token: JSONToken, _ level: inout Level) {
        level.names.note(token, in: text)
        guard depth < TextSearch.deepest, token.range.count >= 8, mayMatter(token) else { return }
        let name = text.part(token.range)
        guard name.count >= 16 && name.contains(where: \.isDigit) || name.contains(where: { $0 == 0x3D || $0 == 0x3A || $0 == 0x40 }) else {
            return
        }
        var inner: [Finding] = []
        map(token, into: &inner) { search.find(in: $0, depth: depth + 1) }
        inner.removeAll { LineMask.isMasked($0.range, in: text) }
        if !inner.isEmpty { level.names.mask(token, inner) }
    }

    private func opened(_ token: JSONToken, in parent: Level?, under name: SecretName?) -> Level {
        var level = Level(isObject: token.kind == .objectStart)
        level.isOneSecret = name != nil
        guard let parent else {
            level.inherited = name
            return level
        }
        level.isInArray = !parent.isObject
        level.inherited = parent.isObject ? parent.name ?? parent.inherited : parent.inherited ?? parent.announced
        // What is grouped under such a name has names of its own.
        level.isCredential = level.isObject && level.inherited?.kind == .authorization
        if level.isObject, level.inherited?.kind == .authorization || level.inherited?.isDoubtful == true { level.inherited = nil }
        level.isData = level.isObject && parent.isObject && parent.member == .data
        if parent.isObject, parent.role == .value {
            level.isPaired = level.isObject
            if !level.isObject { level.inherited = level.inherited ?? parent.pairName }
        }
        return level
    }

    private func key(_ token: JSONToken, _ level: inout Level) {
        level.name = nil
        level.role = .other
        level.member = nil
        level.isPart = false
        guard mayMatter(token) || token.range.count <= 12 else { return }
        withText(of: token) { text in
            if mayMatter(token) { level.name = SecretName(inKey: text) }
            guard text.count <= 12, !hits.isEmpty, Self.telling.contains(text) else { return }
            let lowered = text.lowered(0..<text.count)
            if lowered == "kty" { level.isKey = true }
            level.isPart = Self.privateParts.contains(lowered)
            level.member = DeclaredSecrets.Member(lowered)
            if PairedValue.nameWords.contains(lowered) { level.role = lowered == "type" ? .type : .name }
            if PairedValue.valueWords.contains(lowered) { level.role = .value }
            if level.isCredential, lowered == "key" { level.name = .plainToken }
        }
    }

    private func value(_ token: JSONToken, _ level: inout Level, into found: inout [Finding]) {
        level.count += 1
        if level.isObject, token.kind == .string { declare(token, &level) }
        if level.isObject {
            if let name = level.name ?? inherited(level) { return append(token, name, to: &found) }
            if level.role == .name || level.role == .type, token.kind == .string, mayMatter(token), let name = name(in: token),
                level.role == .name || name.kind == .password
            {
                level.pairName = name
            }
            if level.isPart, token.kind == .string { level.parts.append(token) }
            if level.role == .value { level.pairValues.append(token) }
            if token.kind == .string { searchText(token, into: &found) }
        } else {
            if let name = level.inherited ?? level.announced {
                append(token, name, to: &found)
            } else if token.kind == .string {
                searchText(token, into: &found)
            }
            if token.kind == .string, !hits.isEmpty, level.words.count < Self.maximumWords { level.words.append(token) }
            level.announced = token.kind == .string && mayMatter(token) ? announced(by: token, level) : nil
        }
    }

    private func declare(_ token: JSONToken, _ level: inout Level) {
        if level.isData { level.declared.hold(token, as: .data) }
        guard let member = level.member else { return }
        if member == .result || member == .encoded || member == .code { return level.declared.hold(token, as: member) }
        level.declared.note(member, says: text.part(token.range))
    }

    /// What a key above says of a member with another name.
    private func inherited(_ level: Level) -> SecretName? {
        guard let name = level.inherited, level.role != .name, level.role != .type else { return nil }
        switch name.kind {
        case .password, .cookie: return name
        default: return level.role == .value || level.isOneSecret ? name : nil
        }
    }

    /// The elements of a command line and of a list of headers: the next one is the value.
    private func announced(by token: JSONToken, _ level: Level) -> SecretName? {
        withText(of: token) { text in
            guard text.count <= 64, let name = SecretName(inKey: text) else { return nil }
            let isFlag = text.at(0) == UInt8(ascii: "-")
            let isHeader = name.kind == .authorization || name.kind == .cookie || text.contains(UInt8(ascii: "-"))
            return isFlag || isHeader || (level.isInArray && level.count == 1) ? name : nil
        }
    }

    private func name(in token: JSONToken) -> SecretName? { withText(of: token) { SecretName(inKey: $0) } }

    private func append(_ token: JSONToken, _ name: SecretName, to found: inout [Finding]) {
        switch token.kind {
        case .string: appendString(token, name, to: &found)
        case .number:
            let shape = ValueShape(name: name, strength: .strong, isFollowed: false)
            let isPassword = [.password, .shortPassword, .code].contains(name.kind)
            let isSecret = withDigits(of: token, addsZeros: isPassword) { !$0.isEmpty && shape.accepts($0) }
            if isSecret { found.append(Finding(token.range, name.rule, isNumber: true)) }
        default: break
        }
    }

    private func appendString(_ token: JSONToken, _ name: SecretName, to found: inout [Finding]) {
        let before = found.count
        map(token, into: &found) { text in
            var inner: [Finding] = []
            let whole = ValueExtent.Value(range: 0..<text.count, isQuoted: true, end: text.count)
            switch name.kind {
            case .authorization: AuthorizationValue(text).find(within: whole, .strong, into: &inner)
            case .cookie: CookieValue(text).find(within: 0..<text.count, .strong, isWhole: true, into: &inner)
            default:
                if let tokens = LineSearch.tokens(of: text), !name.isDoubtful, [.password, .shortPassword, .secret].contains(name.kind) {
                    return JSONSearch(text: text, search: search, depth: depth + 1).find(tokens, under: name)
                }
                if JSONTokens.isContainer(text) { return search.find(in: text, depth: depth + 1) }
                if text.has("bearer ", at: 0) || text.has("basic ", at: 0) {
                    AuthorizationValue(text).find(within: whole, .strong, into: &inner)
                }
                let isSentence = text.contains(0x20) && Words.areSentence(text) && !ValueShape.isSeedPhrase(text)
                if inner.isEmpty, !isSentence, ValueShape(name: name, strength: .strong, isFollowed: false).accepts(text) {
                    inner.append(Finding(0..<text.count, name.rule))
                }
            }
            return inner
        }
        if found.count == before { searchText(token, into: &found) }
    }

    private func searchText(_ token: JSONToken, into found: inout [Finding]) {
        guard depth < TextSearch.deepest, token.range.count >= 8, mayMatter(token) else { return }
        map(token, into: &found) { search.find(in: $0, depth: depth + 1, hits: hits(in: token)) }
    }

    /// Finds in the text of a string, and notes where that stands.
    private func map(_ token: JSONToken, into found: inout [Finding], _ find: (UnsafeRawBufferPointer) -> [Finding]) {
        let raw = text.part(token.range)
        let start = token.range.lowerBound
        guard token.isEscaped else {
            found += find(raw).map { $0.at($0.range.lowerBound + start..<$0.range.upperBound + start) }
            return
        }
        let view = DecodedText(json: raw)
        let inner = view.bytes.withUnsafeBytes { find($0) }
        found += inner.map { finding in
            let range = view.source(finding.range)
            return finding.at(range.lowerBound + start..<range.upperBound + start)
        }
    }

    /// Of a number, however it is written.
    private func withDigits<Result>(of token: JSONToken, addsZeros: Bool, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let number = text.part(token.range)
        guard !number.allSatisfy(\.isDigit) else { return body(number) }
        return NumberDigits.of(number, addsZeros: addsZeros).withUnsafeBytes(body)
    }

    private func withText<Result>(of token: JSONToken, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        guard token.isEscaped else { return body(text.part(token.range)) }
        return DecodedText(json: text.part(token.range)).bytes.withUnsafeBytes(body)
    }
}

extension JSONTokens {
    static func isContainer(_ text: UnsafeRawBufferPointer) -> Bool {
        let start = text.skippingBlanks(from: 0)
        guard text.at(start) == UInt8(ascii: "{") || text.at(start) == UInt8(ascii: "[") else { return false }
        return read(text, from: start) != nil
    }
}

extension SecretName {
    /// A key of a structure: the whole of it is a name.
    init?(inKey key: UnsafeRawBufferPointer) {
        guard key.count(where: { $0 == 0x20 }) <= 2, let name = SecretName(key), !name.isQueryOnly else { return nil }
        self = name
    }
}
