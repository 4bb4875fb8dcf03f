/// What stands between a name and its value.
struct Separator {
    typealias Strength = ValueShape.Strength

    var strength: Strength
    /// Where the value begins, quotes and brackets before it included.
    var end: Int
    /// The value must stand in quotes.
    var needsQuote = false

    private static let farthest = 16
    /// Before a quote, of which each text in a text doubles them.
    static let mostSlashes = 4 << 10

    /// - Parameters:
    ///   - end: behind the name.
    ///   - start: where it begins.
    init?(_ text: UnsafeRawBufferPointer, behind end: Int, nameFrom start: Int, _ name: SecretName) {
        var place = end
        if text.at(place) == UInt8(ascii: "]") || text.at(place) == UInt8(ascii: ")") { place += 1 }
        let quote = Self.quote(text, at: place)
        if let quote { place = quote + 1 }
        if quote != nil, text.at(place) == UInt8(ascii: "]") { place += 1 }
        if quote != nil, let serialized = Self.serialized(text, at: place) {
            self.init(strength: .strong, end: serialized, needsQuote: true)
            return
        }
        let behindName = place
        place = text.skippingBlanks(from: place, limit: Self.farthest)
        // A workflow's `::set-output name=token::…`.
        if quote == nil, place == end, text.has("::", at: place), text.has("name=", at: start - 5) {
            self.init(strength: .strong, end: place + 2)
            return
        }
        if let sign = Self.sign(text, at: place, isQuoted: quote != nil) {
            let value = Self.valueStart(text, from: sign.end)
            guard let value else { return nil }
            self.init(strength: sign.strength, end: value)
            return
        }
        // Headers and their values in one list, `{"x-api-key", "…"}`: the next may be a name as well.
        if quote != nil, text.at(place) == UInt8(ascii: ","), [.secret, .token, .session].contains(name.kind) {
            self.init(strength: .weak, end: text.skippingBlanks(from: place + 1), needsQuote: true)
            return
        }
        if quote != nil, text.at(place) == UInt8(ascii: ","), Self.isInTuple(text, start) {
            self.init(strength: .strong, end: text.skippingBlanks(from: place + 1), needsQuote: true)
            return
        }
        // Erlang's `{password,<<"…">>}`.
        if quote == nil, place == end, text.at(place) == UInt8(ascii: ","), text.at(start - 1) == UInt8(ascii: "{") {
            let value = text.skippingSpaces(from: place + 1)
            self.init(strength: .strong, end: text.has("<<\"", at: value) ? value + 2 : value, needsQuote: true)
            return
        }
        if quote == nil, place == end, text.at(place) == UInt8(ascii: "(") {
            self.init(strength: .strong, end: text.skippingBlanks(from: place + 1), needsQuote: true)
            return
        }
        if quote == nil, text.at(place) == UInt8(ascii: ">"), Self.opensElement(text, start) {
            self.init(strength: .strong, end: text.skippingBlanks(from: place + 1))
            return
        }
        guard place > behindName else { return nil }
        if quote == nil, Self.opensElement(text, start), let value = Self.behindAttributes(text, from: place) {
            self.init(strength: .strong, end: value)
            return
        }
        self.init(inSentence: text, at: place, nameFrom: start, name, isQuoted: quote != nil)
    }

    private init(strength: Strength, end: Int, needsQuote: Bool = false) {
        self.strength = strength
        self.end = end
        self.needsQuote = needsQuote
    }

    /// White space alone: what a command line, SQL and a sentence have.
    private init?(inSentence text: UnsafeRawBufferPointer, at place: Int, nameFrom start: Int, _ name: SecretName, isQuoted: Bool) {
        let isFlag = text.at(start) == UInt8(ascii: "-")
        if isFlag, !isQuoted {
            guard text.at(place) != UInt8(ascii: "-") else { return nil }
            self.init(strength: .weak, end: place)
            return
        }
        // `A temporary password is generated for root@localhost: …`
        if name.kind == .password, text.has("is generated for ", at: place) {
            let owner = text.end(from: place + 17, limit: 80) { !$0.isBlank }
            guard text.at(owner - 1) == UInt8(ascii: ":") else { return nil }
            self.init(strength: .weak, end: text.skippingSpaces(from: owner))
            return
        }
        // `PASSWORD elastic = …`
        let user = text.end(from: place, limit: 64) { $0.isName }
        if name.kind == .password, text.at(start).isUpper, text.at(start + 1).isUpper, user > place, text.has(" = ", at: user) {
            self.init(strength: .none, end: user + 3)
            return
        }
        // `secret DB_TOKEN resolved to …`
        let named = text.end(from: place, limit: 64) { $0.isName }
        if name.kind == .secret, named > place, text.has(" resolved to ", at: named) {
            self.init(strength: .weak, end: named + 13)
            return
        }
        for word in ["is set to ", "set to ", "changed to ", "resolved to ", "is now ", "is: ", "is ", "was ", "to ", "as "]
            as [StaticString]
        where text.has(word, at: place) && name.kind != .authorization && name.kind != .cookie {
            self.init(
                strength: word.utf8CodeUnitCount > 6 || word.utf8Start[0] == 0x69 ? .weak : .none, end: place + word.utf8CodeUnitCount)
            return
        }
        if name.kind == .password, let value = ValueTypes.registryValue(text, at: place) {
            self.init(strength: .strong, end: value)
            return
        }
        if name.kind == .password || name.kind == .code, !NamesBefore(text, start).deny, let behind = Self.behindOwner(text, at: place) {
            self.init(
                strength: text.at(behind - 1) == UInt8(ascii: "=") ? .strong : .weak, end: text.skippingSpaces(from: behind, limit: 2))
            return
        }
        for word in ["from ", "changed from ", "changed "] as [StaticString]
        where text.has(word, at: place) && Self.quoteOfValue(text, at: place + word.utf8CodeUnitCount) && name.kind == .password {
            self.init(strength: .strong, end: place + word.utf8CodeUnitCount, needsQuote: true)
            return
        }
        guard !isQuoted else { return nil }
        if Self.quoteOfValue(text, at: place) {
            // `: PSK "…"` in the secrets of IPsec.
            guard name.kind == .password || text.has("psk", at: start) || Self.isSetting(text, start) || Self.isStatement(text, at: place)
            else { return nil }
            self.init(strength: .strong, end: place, needsQuote: true)
            return
        }
        var value = place
        // What a router's configuration says of the form: `password 7 0822455D0A16`.
        if text.at(place).isDigit, text.at(place + 1) == 0x20 { value = place + 2 }
        let isDirective = name.kind == .secret && (value > place || text.has("enable ", at: start - 7))
        self.init(strength: isDirective ? .weak : .none, end: value)
    }

    /// `proxy_set_header X-Api-Key "…"`, `RequestHeader set X-Auth-Token "…"`, `authentication-key "…"`.
    private static func isSetting(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        text.has("header ", at: start - 7) || text.has("header set ", at: start - 11) || text.has("header add ", at: start - 11)
            || text.has("authentication-key", at: start)
    }

    /// `secret "…";`, as BIND's configuration has it.
    private static func isStatement(_ text: UnsafeRawBufferPointer, at quote: Int) -> Bool {
        let end = text.end(from: quote + 1, limit: 128) { !$0.isBlank && $0 != 0x22 }
        return text.at(quote) == 0x22 && text.has("\";", at: end)
    }

    /// `=`, `:` and what programs write like them; not `::`, `==` and what goes on as a path.
    private static func sign(_ text: UnsafeRawBufferPointer, at place: Int, isQuoted: Bool) -> (strength: Strength, end: Int)? {
        switch text.at(place) {
        case UInt8(ascii: "="):
            if text.at(place + 1) == UInt8(ascii: ">") { return (.strong, place + 2) }
            if text.at(place + 1) == UInt8(ascii: "=") { return (.strong, place + 2) }
            if text.has("=3d", at: place), !text.at(place + 3).isHexadecimal { return (.strong, place + 3) }
            return (.strong, place + 1)
        case UInt8(ascii: ":"):
            if text.at(place + 1) == UInt8(ascii: "=") { return (.strong, place + 2) }
            if text.at(place + 1) == UInt8(ascii: ":") { return nil }
            let isTight = !text.at(place + 1).isBlank
            return (isQuoted || isTight ? .strong : .weak, place + 1)
        case UInt8(ascii: "-") where text.at(place + 1) == UInt8(ascii: ">"): return (.strong, place + 2)
        case UInt8(ascii: "~") where text.at(place + 1) == UInt8(ascii: ">"): return (.strong, place + 2)
        case 0xEF where text.at(place + 1) == 0xBC && text.at(place + 2) == 0x9A: return (.weak, place + 3)
        case 0xEF where text.at(place + 1) == 0xBC && text.at(place + 2) == 0x9D: return (.strong, place + 3)
        case UInt8(ascii: "|") where text.at(place + 1) == 0x20 && text.at(place - 1) == 0x20: return (.weak, place + 1)
        default: return nil
        }
    }

    /// Behind blanks; a line end among them only where the next line is indented and holds one word alone.
    private static func valueStart(_ text: UnsafeRawBufferPointer, from place: Int) -> Int? {
        let value = text.skippingBlanks(from: place, limit: farthest * 4)
        guard let lineEnd = text.firstIndex(of: 0x0A, from: place, to: value) else { return value }
        let end = text.end(from: value) { !$0.isBlank }
        let rest = text.skippingSpaces(from: end)
        let isAlone = rest == text.count || text[rest] == 0x0A || text[rest] == 0x0D
        let isIndented = text.at(lineEnd + 1) == 0x20 || text.at(lineEnd + 1) == 0x09
        return isAlone && isIndented && text.at(end - 1) != UInt8(ascii: ":") ? value : nil
    }

    /// The quote that stands here, behind any backslashes.
    static func quote(_ text: UnsafeRawBufferPointer, at place: Int) -> Int? {
        let quote = text.end(from: place, limit: mostSlashes) { $0 == 0x5C }
        return text.at(quote).isQuote ? quote : nil
    }

    private static func quoteOfValue(_ text: UnsafeRawBufferPointer, at place: Int) -> Bool {
        let behindPrefix = text.at(place).isLetter && text.at(place + 1) == 0x27 ? place + 1 : place
        return quote(text, at: behindPrefix) != nil
    }

    /// PHP: `s:8:"password";s:12:"…"`.
    private static func serialized(_ text: UnsafeRawBufferPointer, at place: Int) -> Int? {
        guard text.has(";s:", at: place) else { return nil }
        let digits = text.end(from: place + 3, limit: 6) { $0.isDigit }
        return text.at(digits) == UInt8(ascii: ":") ? digits + 1 : nil
    }

    private static func isInTuple(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        let quote = text.start(before: start - 1, limit: 16) { $0 == 0x5C }
        let before = text.start(before: quote, limit: 4) { $0 == 0x20 || $0 == 0x62 }
        return text.at(before - 1) == UInt8(ascii: "(") || text.at(before - 1) == UInt8(ascii: "[")
    }

    /// Whether the name is that of an element of XML that opens.
    private static func opensElement(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        var place = start
        if text.at(place - 1) == UInt8(ascii: ":") { place = text.start(before: place - 1, limit: 40) { $0.isName } }
        return text.at(place - 1) == UInt8(ascii: "<")
    }

    private static func behindAttributes(_ text: UnsafeRawBufferPointer, from place: Int) -> Int? {
        let end = text.end(from: place, limit: 256) { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") }
        guard text.at(end) == UInt8(ascii: ">"), text.at(end - 1) != UInt8(ascii: "/") else { return nil }
        return text.skippingBlanks(from: end + 1)
    }

    /// `password for bob is …`, `Password for user bob: …`.
    private static func behindOwner(_ text: UnsafeRawBufferPointer, at place: Int) -> Int? {
        guard ["for ", "of ", "f\u{FC}r "].contains(where: { (word: StaticString) in text.has(word, at: place) }) else { return nil }
        let sentence = text.end(from: place, limit: 72) { $0.isAlphanumeric || $0 == 0x20 || $0 == 0x27 || $0 == 0x2D || $0 == 0x5F }
        if text.has(" is :", at: sentence - 4) || text.has(" is:", at: sentence - 3), text.at(sentence + 1) == 0x20 { return sentence + 2 }
        var place = text.end(from: place) { $0 != 0x20 } + 1
        for word in ["the ", "user ", "account ", "role ", "login ", "benutzer "] as [StaticString] where text.has(word, at: place) {
            place += word.utf8CodeUnitCount
        }
        let owner = text.end(from: place, limit: 80) { !$0.isBlank && $0 != UInt8(ascii: "=") }
        guard owner > place,
            text[owner - 1] != UInt8(ascii: ":") || !["user:", "account:", "role:", "login:"].contains(text.lowered(place..<owner))
        else { return nil }
        if text.at(owner) == UInt8(ascii: "=") { return owner + 1 }
        if text.has(" = ", at: owner) { return owner + 2 }
        if text[owner - 1] == UInt8(ascii: ":"), text.at(owner) == 0x20 { return owner + 1 }
        let next = text.skippingSpaces(from: owner)
        if text.has("is set to ", at: next) { return next + 10 }
        if text.has("set to ", at: next) { return next + 7 }
        if text.has("changed to ", at: next) { return next + 11 }
        return text.has("is ", at: next) ? next + 3 : text.has("to ", at: next) ? next + 3 : nil
    }
}
