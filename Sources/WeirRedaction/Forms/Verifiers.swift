/// What databases and systems keep of passwords: SCRAM and MD5 verifiers, `$2b$…`, `$argon2id$…`, `{SSHA}…`.
struct Verifiers {
    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    func find(around place: Int, into found: inout [Finding]) {
        let limit = max(0, place - 16)
        var start = place
        while start >= limit {
            if let range = verifier(at: start) {
                found.append(Finding(range, .password))
                return
            }
            start -= 1
        }
    }

    private func verifier(at start: Int) -> Range<Int>? {
        if text.has("scram-sha-", at: start) {
            let dollar = text.end(from: start, limit: 20) { $0 != 0x24 && !$0.isBlank }
            guard text.at(dollar) == 0x24 else { return nil }
            return atLeast(16, from: dollar + 1)
        }
        if text.has("md5", at: start), !text.at(start - 1).isAlphanumeric {
            let end = text.end(from: start + 3) { $0.isHexadecimal }
            return end - start == 35 && !text.at(end).isAlphanumeric ? start..<end : nil
        }
        if text.has("aad3b435", at: start) {
            // `bob:500:aad3…:…:::`, as a domain's accounts are dumped: the first half says that there is none.
            let colon = text.end(from: start, limit: 33) { $0.isHexadecimal }
            let end = text.end(from: colon + 1, limit: 33) { $0.isHexadecimal }
            return text.at(colon) == UInt8(ascii: ":") && end - colon == 33 ? colon + 1..<end : nil
        }
        if text.has("{ssha", at: start) || text.has("{sha", at: start) || text.has("{smd5}", at: start) || text.has("{crypt}", at: start) {
            let brace = text.end(from: start, limit: 10) { $0 != 0x7D }
            return text.at(brace) == 0x7D ? atLeast(16, from: brace + 1) : nil
        }
        if text.has("pbkdf2", at: start) || text.has("scrypt:", at: start) || text.has("bcrypt", at: start) {
            let dollar = text.end(from: start, limit: 32) { $0 != 0x24 && !$0.isBlank }
            return text.at(dollar) == 0x24 ? atLeast(16, from: dollar + 1) : nil
        }
        guard text.at(start) == 0x24, !text.at(start - 1).isAlphanumeric else { return nil }
        let scheme = text.end(from: start + 1, limit: 10) { $0.isAlphanumeric || $0 == 0x2D }
        guard text.at(scheme) == 0x24, Self.schemes.contains(text.lowered(start + 1..<scheme)) else { return nil }
        // No colon belongs to one: behind it are the other fields of `/etc/shadow`.
        let colon = text.end(from: scheme + 1) { $0 != 0x3A && !$0.isBlank }
        return atLeast(20, from: scheme + 1).map { $0.lowerBound..<min($0.upperBound, colon) }
    }

    private static let schemes: Set<String> = [
        "1", "2a", "2b", "2y", "2x", "5", "6", "7", "y", "gy", "apr1", "argon2i", "argon2d", "argon2id", "scrypt", "pbkdf2", "p", "s", "h",
    ]

    private func atLeast(_ count: Int, from start: Int) -> Range<Int>? {
        let end = text.end(from: start) { $0.isBase64 || $0 == 0x24 || $0 == 0x2E || $0 == 0x2C || $0 == 0x3A || $0 == 0x2D || $0 == 0x5F }
        return end - start >= count ? start..<end : nil
    }
}
