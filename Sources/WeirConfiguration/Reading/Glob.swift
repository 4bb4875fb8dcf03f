/// A glob as the files source means it: `*` and `?` stay within a name, `**` crosses directories, `**/` is any number of them, none
/// included, and `[a-z]` is one character of a set.
struct Glob: Equatable {
    private enum Token: Equatable {
        case literal(Character)
        case anyCharacter
        case set([ClosedRange<Character>], isNegated: Bool)
        case anyWithinName
        case anyPath
        case anyDirectories

        /// Whether a name begins behind it.
        var endsName: Bool { self == .literal("/") || self == .anyDirectories }
    }

    let text: String
    private let tokens: [Token]

    /// `nil` where a set is not closed.
    init?(_ text: String) {
        var rest = text[...]
        var tokens: [Token] = []
        while let first = rest.first {
            rest = rest.dropFirst()
            switch first {
            case "?": tokens.append(.anyCharacter)
            case "*": tokens.append(Self.star(takenFrom: &rest, beginsName: tokens.last.map { $0.endsName } ?? true))
            case "[":
                guard let set = Self.set(takenFrom: &rest) else { return nil }
                tokens.append(set)
            default: tokens.append(.literal(first))
            }
        }
        self.text = text
        self.tokens = tokens
    }

    /// Some path that it matches: enough to see an obvious overlap with another.
    var example: String {
        tokens.map { token in
            switch token {
            case .literal(let character): String(character)
            case .set(let ranges, false): ranges.first.map { String($0.lowerBound) } ?? "x"
            case .anyDirectories: "x/"
            default: "x"
            }
        }.joined()
    }

    /// Work is bounded by the product of both lengths.
    func matches(_ path: String) -> Bool {
        let characters = Array(path)
        var reachable = [true] + Array(repeating: false, count: characters.count)
        for token in tokens {
            reachable = step(reachable, token, characters)
            guard reachable.contains(true) else { return false }
        }
        return reachable[characters.count]
    }

    /// From the places reached before a token to those reached after it.
    private func step(_ before: [Bool], _ token: Token, _ characters: [Character]) -> [Bool] {
        var after = Array(repeating: false, count: before.count)
        switch token {
        case .anyPath, .anyWithinName:
            after[0] = before[0]
            for index in characters.indices {
                after[index + 1] = before[index + 1] || (after[index] && (token == .anyPath || characters[index] != "/"))
            }
        case .anyDirectories:
            let first = before.firstIndex(of: true) ?? before.count
            for index in before.indices {
                after[index] = before[index] || (index > first && characters[index - 1] == "/")
            }
        default:
            for index in characters.indices where before[index] { after[index + 1] = Self.accepts(token, characters[index]) }
        }
        return after
    }

    private static func accepts(_ token: Token, _ character: Character) -> Bool {
        switch token {
        case .literal(let literal): literal == character
        case .set(let ranges, let isNegated): character != "/" && ranges.contains { $0.contains(character) } != isNegated
        default: character != "/"
        }
    }

    /// Reads what follows `*`. Two stars cross directories only where they stand for a whole name.
    private static func star(takenFrom rest: inout Substring, beginsName: Bool) -> Token {
        let isDouble = rest.first == "*"
        rest = rest.drop { $0 == "*" }
        guard isDouble, beginsName, rest.isEmpty || rest.first == "/" else { return .anyWithinName }
        guard rest.first == "/" else { return .anyPath }
        rest = rest.dropFirst()
        return .anyDirectories
    }

    /// Reads what follows `[`, its `]` included.
    private static func set(takenFrom rest: inout Substring) -> Token? {
        let isNegated = rest.first == "!" || rest.first == "^"
        if isNegated { rest = rest.dropFirst() }
        guard let end = rest.dropFirst().firstIndex(of: "]") else { return nil }
        var members = rest[..<end]
        // A set is one character of a name.
        guard !members.contains("/") else { return nil }
        rest = rest[end...].dropFirst()
        var ranges: [ClosedRange<Character>] = []
        while let low = members.popFirst() {
            guard members.first == "-", let high = members.dropFirst().first else {
                ranges.append(low...low)
                continue
            }
            guard low <= high else { return nil }
            ranges.append(low...high)
            members = members.dropFirst(2)
        }
        return .set(ranges, isNegated: isNegated)
    }
}

extension ScalarReader where Value == String {
    /// A glob, with relative ones resolved against the file's directory and doubled slashes taken out.
    static func glob(_ context: ReadingContext) -> Self {
        Self("a path or a glob such as /var/log/app/*.log") { text throws(Refusal) in
            let whole = context.resolved(try ScalarReader.text(limit: ConfigurationLimits.globCharacters).parse(text))
            let path = whole.split(separator: "/").filter { $0 != "." }
            let joined = (whole.hasPrefix("/") ? "/" : "") + path.joined(separator: "/")
            guard Glob(joined) != nil else { throw Refusal("has a `[` without its `]`") }
            guard !path.isEmpty, !text.hasSuffix("/") else { throw Refusal("is a directory", wayOut: "add `/*.log`") }
            return joined
        }
    }
}
