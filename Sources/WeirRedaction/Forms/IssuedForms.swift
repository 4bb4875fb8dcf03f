/// Keys whose form is more than a prefix.
struct IssuedForms {
    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    func find(around place: Int, into found: inout [Finding]) {
        for key in IssuedKey.byTriple[IssuedKey.triple(text.at(place), text.at(place + 1), text.at(place + 2))] ?? [] {
            guard let range = key.range(in: text, around: place), range.lowerBound >= 0 else { continue }
            found.append(Finding(range, .issuedKey))
            if key.isAccessKeyID { findAmazonSecret(after: range.upperBound, into: &found) }
            return
        }
        if let key = link(around: place) ?? inner(around: place) ?? webhook(around: place) ?? bot(around: place) ?? mailKey(around: place) {
            found.append(Finding(key, .issuedKey))
        }
    }

    /// The 40 characters that go with an access key's id.
    private func findAmazonSecret(after end: Int, into found: inout [Finding]) {
        let limit = 160
        var place = end
        while place < min(text.count, end + limit) {
            guard text[place].isBase64 else {
                place += 1
                continue
            }
            let last = text.end(from: place, limit: limit) { $0.isBase64 && $0 != 0x3D }
            if last - place == 40, !Words.arePlain(text.part(place..<last)) { found.append(Finding(place..<last, .issuedKey)) }
            place = max(last, place + 1)
        }
    }

    /// `hooks.slack.com/services/T…/B…/…`, `discord.com/api/webhooks/…/…`, `outlook.office.com/webhook/…`.
    private func webhook(around place: Int) -> Range<Int>? {
        for word in ["hooks.slack.com/", "/webhooks/", "/webhookb2/", "/incomingwebhook/", "/with/key/"] as [StaticString] {
            for start in max(0, place - word.utf8CodeUnitCount + 1)...place where text.has(word, at: start) {
                let from = start + word.utf8CodeUnitCount
                let end = text.end(from: from) { $0.isTokenByte || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "@") }
                guard end - from >= 16, !Words.arePlain(text.part(from..<end)) else { return nil }
                return from..<end
            }
        }
        return nil
    }

    /// `/reset/password/…`, `/verify-email/…`, `/magic-link?t=…`: whoever has the address is let in. Zapier's last part is short.
    private func link(around place: Int) -> Range<Int>? {
        for word in ["/reset", "/verify", "/magic", "/activat", "/invit", "/confirm", "hooks.zapier.com/hooks/catch/"] as [StaticString] {
            let first = max(0, place - word.utf8CodeUnitCount + 1)
            guard let start = (first...place).first(where: { text.has(word, at: $0) }) else { continue }
            let from = start + word.utf8CodeUnitCount
            let end = text.end(from: from, limit: 512) { $0.isTokenByte || "/?=&.~%+".utf8.contains($0) }
            let isHook = word.utf8CodeUnitCount > 10
            return parts(from..<end).first { isHook ? $0.count >= 6 && !Words.arePlain(text.part($0)) : isTicket($0) }
        }
        return nil
    }

    private func parts(_ address: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var place = address.lowerBound
        while place < address.upperBound {
            let end = min(address.upperBound, text.end(from: place) { $0.isTokenByte })
            if end > place { parts.append(place..<end) }
            place = end + 1
        }
        return parts
    }

    /// Drawn at random, and no id that is written as a number to the base of 16, no UUID and no file's name.
    private func isTicket(_ part: Range<Int>) -> Bool {
        let bytes = text.part(part)
        guard bytes.count >= 16, !Words.arePlain(bytes), bytes.contains(where: \.isLetter), bytes.contains(where: \.isDigit),
            text.at(part.upperBound) != 0x2E || !text.at(part.upperBound + 1).isAlphanumeric
        else { return false }
        return bytes.allSatisfy { $0.isHexadecimal || $0 == 0x2D } ? bytes.count >= 32 && bytes.count != 36 : true
    }

    /// What an issuer's text parts in two: `….atlasv1.…`, `…:APA91b…`.
    private func inner(around place: Int) -> Range<Int>? {
        for word in [".atlasv1.", ":apa91b"] as [StaticString] {
            let first = max(0, place - word.utf8CodeUnitCount + 1)
            guard let start = (first...place).first(where: { text.has(word, at: $0) }) else { continue }
            let key = text.start(before: start, limit: 64) { $0.isTokenByte }
            let end = text.end(from: start + word.utf8CodeUnitCount) { $0.isTokenByte }
            return start - key >= 8 && end - start >= 30 ? key..<end : nil
        }
        return nil
    }

    /// `/bot123456789:AA…/`: digits, a colon and 35 characters.
    private func bot(around place: Int) -> Range<Int>? {
        let colon = text.end(from: place, limit: 20) { $0 != UInt8(ascii: ":") }
        guard text.at(colon) == UInt8(ascii: ":") else { return nil }
        let digits = text.start(before: colon, limit: 12) { $0.isDigit }
        let end = text.end(from: colon + 1, limit: 64) { $0.isTokenByte }
        guard colon - digits >= 7, end - colon - 1 >= 30, !Words.arePlain(text.part(colon + 1..<end)) else { return nil }
        return digits..<end
    }

    /// `0123…cdef-us12`.
    private func mailKey(around place: Int) -> Range<Int>? {
        let dash = text.start(before: place + 1, limit: 4) { $0 != 0x2D } - 1
        guard text.has("-us", at: dash), text.at(dash + 3).isDigit else { return nil }
        let start = text.start(before: dash, limit: 33) { $0.isHexadecimal }
        guard dash - start == 32 else { return nil }
        let end = text.end(from: dash + 3, limit: 2) { $0.isDigit }
        return start..<end
    }
}
