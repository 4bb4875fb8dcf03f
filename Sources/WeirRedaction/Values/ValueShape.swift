/// Whether a value that a name announces is a secret, by what it looks like.
struct ValueShape {
    /// How plainly it is a value at all.
    enum Strength: Int, Comparable {
        /// A word behind a name, as in a sentence.
        case none
        /// Behind a colon or `is`: a sentence may go on there.
        case weak
        /// Behind `=`, in quotes, or a value of a structure.
        case strong

        static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
    }

    /// Shorter ones can be tried out, and are mostly none.
    static let shortest = 4

    let name: SecretName
    let strength: Strength
    /// Words follow in the same sentence.
    let isFollowed: Bool

    func accepts(_ value: UnsafeRawBufferPointer) -> Bool {
        let value = Self.trimmed(value)
        guard value.count >= Self.shortest, value.count > 4 || value.allSatisfy({ $0.isAlphanumeric || $0 >= 0x80 }) else { return false }
        guard !Placeholders.isOne(value), !Self.isStopWord(value), value.contains(where: { $0.isAlphanumeric || $0 >= 0x80 }) else {
            return false
        }
        if name.kind != .password, name.kind != .shortPassword, ProgramText.isAddress(value) { return false }
        if name.isDoubtful { return strength > .none && Self.isGiven(value, allowsMixed: name.kind != .password) }
        if value.allSatisfy(\.isDigit) { return acceptsDigits(value.count) }
        guard !Mentions.isOne(value, name) else { return false }
        if name.kind == .code, strength > .none, !name.isQueryOnly, Self.isGrouped(value) { return true }
        if name.kind == .secret, Self.isSeedPhrase(value) { return true }
        guard !Self.isNumber(value) else { return false }
        let isPlain = Words.arePlain(value, allowsMixed: strength < .strong || value.count < 6)
        if strength == .none { return acceptsInSentence(value, isPlain) }
        switch name.kind {
        case .password: return !isPlain || acceptsWord(value)
        case .shortPassword where name.isResult && strength < .strong: return !isPlain && !ProgramText.isIdentifier(value)
        case .shortPassword: return !isPlain || (strength == .strong && value.count >= 6 && !value.contains(0x2F))
        case .code: return !isPlain && acceptsCode(value)
        case .secret where strength < .strong && (Self.isPlaced(value) || Self.isSecretName(value)): return false
        case .secret where isPlain:
            return strength == .strong && !name.isQueryOnly && (Self.isOneWord(value) || Words.areGenerated(value))
        case .secret: return value.count >= 6
        case .session: return !isPlain && value.count >= 12 && !value.has("s-1-", at: 0)
        case .token, .signature, .authorization, .cookie: return !isPlain && (strength == .strong || value.count >= 6)
        }
    }

    /// Behind a name that is mostly a flag's: letters and digits in no order.
    private static func isGiven(_ value: UnsafeRawBufferPointer, allowsMixed: Bool) -> Bool {
        Words.mayBeDrawn(value) && !isNumber(value) && !Words.arePlain(value, allowsMixed: allowsMixed)
    }

    private func acceptsDigits(_ count: Int) -> Bool {
        // `OTP code: 482913 for bob`.
        if name.kind == .code, strength == .weak, !name.isQueryOnly, 6...8 ~= count { return true }
        guard !isFollowed || strength == .strong else { return false }
        switch name.kind {
        case .password: return true
        case .code: return !name.isQueryOnly && count <= 10
        case .shortPassword, .session: return false
        default: return strength > .none && !name.isQueryOnly && 6...12 ~= count || count >= 24
        }
    }

    private func acceptsWord(_ value: UnsafeRawBufferPointer) -> Bool {
        strength == .strong
            || !isFollowed && (Self.isOneWord(value) || Self.isPhrase(value) || Self.isChosen(value))
    }

    /// `123-456-789`, and no date.
    private static func isGrouped(_ value: UnsafeRawBufferPointer) -> Bool {
        let groups = value.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return 2...4 ~= groups.count && groups.allSatisfy { $0.count == groups[0].count && $0.count >= 3 && $0.allSatisfy(\.isDigit) }
    }

    /// The words that a wallet's key is written with: twelve or more in small letters.
    static func isSeedPhrase(_ value: UnsafeRawBufferPointer) -> Bool {
        value.count <= 256 && value.allSatisfy { $0.isLower || $0 == 0x20 } && 12...24 ~= value.split(separator: 0x20).count
    }

    /// `Quartz9585*`: a word, digits and a sign, as nothing is called.
    static func isSigned(_ value: UnsafeRawBufferPointer) -> Bool {
        let signs = value.start(before: value.count, limit: 3) { "!#$&*@^~?%+=".utf8.contains($0) }
        let digits = value.start(before: signs, limit: 8) { $0.isDigit }
        return value.count >= 8 && signs < value.count && digits < signs && digits > 0 && value[digits - 1].isLetter
    }

    /// Of words, a number and signs, as passwords are chosen and nothing else is called.
    static func isChosen(_ value: UnsafeRawBufferPointer) -> Bool { isSigned(value) || Words.areGenerated(value) }

    private func acceptsCode(_ value: UnsafeRawBufferPointer) -> Bool {
        name.isQueryOnly ? value.count >= 12 : value.contains(where: \.isDigit) || value.count >= 12
    }

    private func acceptsInSentence(_ value: UnsafeRawBufferPointer, _ isPlain: Bool) -> Bool {
        if name.kind == .password, Self.isChosen(value) { return true }
        guard !isPlain, name.kind != .secret || !Self.isPlaced(value) else { return false }
        switch name.kind {
        case .password: return value.count >= 6 && value.contains(where: \.isDigit) || value.count >= 10
        case .token, .secret: return value.count >= 20 && value.contains(where: \.isDigit) && value.contains(where: \.isLetter)
        default: return false
        }
    }

    /// `harbor-velvet-quartz5`: words with a digit glued to one of them.
    private static func isPhrase(_ value: UnsafeRawBufferPointer) -> Bool {
        value.count >= 12 && value.allSatisfy { $0.isTokenByte || $0 == 0x2E } && !Words.arePlain(value, allowsMixed: false)
    }

    /// `default/tls-web-x7k2p`: the name of a secret in its namespace.
    private static func isPlaced(_ value: UnsafeRawBufferPointer) -> Bool {
        value.count { $0 == UInt8(ascii: "/") } == 1 && !value.contains(where: \.isUpper) && ProgramText.isIdentifier(value)
    }

    /// `--secret dbPassword …`: which secret it is.
    private static func isSecretName(_ value: UnsafeRawBufferPointer) -> Bool {
        value.allSatisfy { $0.isLetter || $0 == 0x5F || $0 == 0x2D } && SecretName(value) != nil
    }

    private static func isOneWord(_ value: UnsafeRawBufferPointer) -> Bool {
        value.allSatisfy { $0.isAlphanumeric || $0 >= 0x80 || $0 == 0x21 || $0 == 0x40 || $0 == 0x23 || $0 == 0x24 }
    }

    /// `-1500.0`, `1e5`, `12%`, `1,024`, `2026-11-29`, `10:00`.
    private static func isNumber(_ value: UnsafeRawBufferPointer) -> Bool {
        var digits = 0
        for byte in value {
            switch byte {
            case 0x30...0x39: digits += 1
            case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"),
                UInt8(ascii: "%"), UInt8(ascii: ":"), UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: "/"):
                break
            default: return false
            }
        }
        return digits > 0 && digits <= 20
    }

    static func trimmed(_ value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var (start, end) = (0, value.count)
        while end > start, isTrailing(value[end - 1]) { end -= 1 }
        while start < end, value[start].isBlank || value[start].isQuote { start += 1 }
        return value.part(start..<end)
    }

    private static func isTrailing(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: ")"), UInt8(ascii: "]"),
            UInt8(ascii: "}"), UInt8(ascii: "?"), UInt8(ascii: "\\"):
            true
        default: byte.isBlank || byte.isQuote
        }
    }

    static func isStopWord(_ value: UnsafeRawBufferPointer) -> Bool {
        value.count <= 20 && StopWords.all.contains(value)
    }
}
