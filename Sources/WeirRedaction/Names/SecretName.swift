/// What a name says of its value.
struct SecretName: Equatable {
    enum Kind: Equatable {
        case authorization
        case cookie
        case password
        /// A word that means a password only where its value looks like one: `pass`, `pw`.
        case shortPassword
        /// Digits sent to a person, and what an authorization server hands over.
        case code
        case token
        /// An id of a session.
        case session
        case secret
        case signature
    }

    var kind: Kind
    /// In the query of an address only.
    var isQueryOnly = false
    /// Mostly a flag or a count by its other words, as `reset_password` is: only a value that looks like a secret is one.
    var isDoubtful = false
    /// `PASS` in capitals, which tests print before the name of what passed.
    var isResult = false

    var rule: StandardRule {
        switch kind {
        case .authorization: .authorization
        case .cookie: .cookie
        case .password, .shortPassword: .password
        case .code, .token, .session: .token
        case .secret, .signature: .secret
        }
    }

    /// What has no name of its own.
    static let plainToken = SecretName(.token)
    static let plainPassword = SecretName(.password)

    /// Nil for a name that announces no secret.
    init?(_ name: UnsafeRawBufferPointer) {
        guard name.count <= NameWords.longestBytes else { return nil }
        if ForeignNames.place(in: name) != nil {
            self.init(.password)
            return
        }
        self.init(words: NameWords.words(of: name))
    }

    private init(_ kind: Kind, isQueryOnly: Bool = false) {
        self.kind = kind
        self.isQueryOnly = isQueryOnly
    }

    init?(words: [String]) {
        // `PaSsWoRd` has no words of its own.
        var words = (words.count { $0.utf8.count <= 2 } >= 3 ? [words.joined()] : words)[...]
        while words.count > 1, let last = words.last, NameLists.trailing.contains(last) { words.removeLast() }
        guard let last = words.last, let found = Self.name(last, behind: words.dropLast()) else { return nil }
        let others = words.dropLast()
        let isHanded = found.kind == .token || found.kind == .code
        guard !others.contains(where: NameLists.denying.contains) else { return nil }
        if isHanded, others.contains(where: NameLists.noToken.contains) { return nil }
        if found.kind == .shortPassword, let before = others.last, NameLists.noPass.contains(before) { return nil }
        self = found
        isDoubtful = others.contains {
            isHanded && NameLists.doubtingToken.contains($0)
                || NameLists.doubting.contains($0) && !(isHanded && NameLists.handing.contains($0))
        }
        guard !isDoubtful || kind != .authorization && kind != .cookie && kind != .code && !isQueryOnly else { return nil }
    }

    private static func name(_ word: String, behind others: ArraySlice<String>) -> SecretName? {
        if let kind = NameLists.kinds[word] ?? ForeignNames.plain[word] { return SecretName(kind) }
        if let kind = glued(word) { return SecretName(kind) }
        let before = others.last ?? ""
        if before == "pass", ["word", "words", "wd", "phrase", "key", "code"].contains(word) { return SecretName(.password) }
        switch word {
        case "key", "keys":
            if NameLists.beforeKey.contains(before) || others.contains(where: NameLists.issuers.contains) { return SecretName(.secret) }
            if others.count == 2, others.first == "x", !NameLists.openKeys.contains(before) { return SecretName(.secret) }
            return others.isEmpty ? SecretName(.secret, isQueryOnly: true) : nil
        case "code", "codes":
            if others.contains(where: NameLists.beforeCode.contains) { return SecretName(.code) }
            return others.isEmpty ? SecretName(.code, isQueryOnly: true) : nil
        case "community", "rocommunity", "rwcommunity", "snmpcommunity":
            return word != "community" || others.contains(where: NameLists.beforeCommunity.contains) ? SecretName(.shortPassword) : nil
        case "seed": return ["totp", "otp", "mfa", "fa", "wallet"].contains(before) ? SecretName(.secret) : nil
        case "phrase": return ["seed", "mnemonic", "recovery"].contains(before) ? SecretName(.secret) : nil
        case "answer", "answers": return before == "security" ? SecretName(.secret) : nil
        case "response" where before == "saml": return SecretName(.token)
        case "sig": return SecretName(.signature)
        case "id":
            if before == "secret" { return SecretName(.secret) }
            return before == "session" || before == "sess" ? SecretName(.session, isQueryOnly: true) : nil
        case "sid", "session": return SecretName(.session, isQueryOnly: !others.contains("connect"))
        case "state", "nonce", "verifier": return word == "verifier" && before == "code" ? SecretName(.code) : nil
        default: return nil
        }
    }

    /// Names without a boundary between their words.
    private static func glued(_ word: String) -> Kind? {
        for (stem, kind) in NameLists.stems {
            guard word.utf8.count > stem.utf8.count else { continue }
            if word.hasSuffix(stem) { return NameLists.noStem.contains(word) ? nil : kind }
            if word.hasPrefix(stem), NameLists.trailing.contains(String(word.dropFirst(stem.count))) { return kind }
        }
        return nil
    }
}
