internal import WeirRecords

/// The value of an `Authorization` header: a scheme, which stays, and credentials.
struct AuthorizationValue {
    private static let schemes: Set<String> = [
        "bearer", "basic", "token", "apikey", "api-key", "negotiate", "ntlm", "splunk", "ssws", "geniekey", "key", "jwt", "dpop",
        "sharedaccesssignature", "sharedkey", "kerberos", "bot", "client-id", "custom", "dsn", "hmac", "macaroon", "private-token",
        "service",
        "session", "access", "user-token", "x-api-key", "elastic", "vault", "zoho-oauthtoken", "oauth", "snowflake", "deepgram", "aws",
    ]
    /// Those whose credentials are a list of `name=value`.
    private static let listed: Set<String> = ["digest", "aws4-hmac-sha256", "hawk", "oauth", "signature", "mac", "sharedaccesssignature"]

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    func find(from place: Int, _ strength: ValueShape.Strength, into found: inout [Finding]) {
        guard let value = ValueExtent.value(text, from: place, needsQuote: false) else { return }
        return find(within: value, strength, into: &found)
    }

    func find(within value: ValueExtent.Value, _ strength: ValueShape.Strength, into found: inout [Finding]) {
        let start = value.range.lowerBound
        // Go's print of a map: several values stand in brackets; of a header, the line.
        let limit = value.isQuoted ? value.range.upperBound : lineEnd(from: start)
        let scheme = schemeEnd(from: start, limit)
        let word = text.lowered(start..<min(scheme, start + 32))
        let next = text.skippingSpaces(from: scheme)
        let listLimit = value.isQuoted ? limit : text.end(from: start) { $0 != 0x0A && $0 != 0x0D }
        if Self.listed.contains(word), next > scheme || word == "sharedaccesssignature", let list = list(from: next, listLimit) {
            found.append(Finding(list, .authorization))
            return
        }
        let hasScheme = next > scheme && next < limit
        let credentials = hasScheme ? token(from: next, limit, value.isQuoted) : start..<start
        if hasScheme, Self.schemes.contains(word) {
            guard isSecret(credentials, isKnownScheme: true) else { return }
            found.append(Finding(credentials, .authorization))
            return
        }
        let alone = token(from: start, limit, value.isQuoted)
        if isSecret(alone, isKnownScheme: false) {
            found.append(Finding(alone, .authorization))
            return
        }
        guard hasScheme, credentials.count >= 16, isSecret(credentials, isKnownScheme: false), text[start].isUpper else { return }
        found.append(Finding(credentials, .authorization))
    }

    private func isSecret(_ range: Range<Int>, isKnownScheme: Bool) -> Bool {
        let shape = ValueShape(name: .plainToken, strength: .strong, isFollowed: false)
        if isKnownScheme, range.count >= 4, text[range].contains(where: \.isDigit), !ValueShape.isStopWord(text.part(range)) { return true }
        return range.count >= (isKnownScheme ? 4 : 6) && shape.accepts(text.part(range))
    }

    private func schemeEnd(from start: Int, _ limit: Int) -> Int { min(limit, text.end(from: start, limit: 32) { $0.isTokenByte }) }

    private func token(from start: Int, _ limit: Int, _ isQuoted: Bool) -> Range<Int> {
        let end = min(limit, ValueExtent.bareEnd(text, from: start))
        var last = end
        while last > start,
            text[last - 1] == UInt8(ascii: ",") || text[last - 1] == UInt8(ascii: ".") || text[last - 1] == UInt8(ascii: "]")
        { last -= 1 }
        return start..<max(start, last)
    }

    /// `username="mufasa", response="…"`: from the first `=`'s name to the last value.
    private func list(from start: Int, _ limit: Int) -> Range<Int>? {
        var end = start
        var place = start
        while place < limit {
            let name = text.end(from: place, limit: 40) { $0.isTokenByte }
            guard name > place, name < limit, text[name] == UInt8(ascii: "=") else { break }
            guard let value = ValueExtent.value(text, from: name + 1, needsQuote: false) else { break }
            end = min(limit, value.end)
            place = text.end(from: end, limit: 4) { $0 == 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "&") }
            guard place > end else { break }
        }
        return end > start + 8 ? start..<end : nil
    }

    private func lineEnd(from start: Int) -> Int { text.end(from: start) { $0 != 0x0A && $0 != 0x0D && $0 != 0x22 } }

    /// `Bearer …` and `Basic …` without a name before them; with a comma, as a WebSocket has it.
    func findScheme(at place: Int, into found: inout [Finding]) {
        let start = text.start(before: place + 1, limit: 8) { $0.isLetter }
        let end = text.end(from: place, limit: 8) { $0.isLetter }
        let value = text.skippingBlanks(from: text.at(end) == UInt8(ascii: ",") ? end + 1 : end, limit: 4)
        guard value > end, !text.at(start - 1).isAlphanumeric else { return }
        var range = token(from: value, text.count, false)
        // A proxy's list of captured headers: `{Bearer …|curl/8.5}`.
        let isCaptured = text.at(start - 1) == UInt8(ascii: "{") || text.at(start - 1) == UInt8(ascii: "|")
        if isCaptured, let bar = text.firstIndex(of: UInt8(ascii: "|"), from: range.lowerBound, to: range.upperBound) {
            range = range.lowerBound..<bar
        }
        let isBasic = text.has("basic", at: start)
        guard isBasic ? isBasicCredentials(range) : range.count >= 16 && isSecret(range, isKnownScheme: false) else { return }
        found.append(Finding(range, .authorization))
    }

    /// A name and a password with a colon between them, in base 64.
    private func isBasicCredentials(_ range: Range<Int>) -> Bool {
        guard range.count >= 6, text[range].allSatisfy({ $0.isBase64 || $0 == 0x2D || $0 == 0x5F }) else { return false }
        guard let decoded = BitText.base64.decoded(text[range]) else { return false }
        return decoded.contains(UInt8(ascii: ":")) && decoded.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}
