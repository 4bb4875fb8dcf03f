/// What stands before the `@` of an address: `scheme://user:password@host`, a token alone, and without a scheme where a port or a path
/// shows that it is one.
struct AddressPassword {
    private static let longest = 1_024
    /// What stands before the colon of an address of mail.
    private static let noUsers: Set<String> = [
        "sip", "sips", "mailto", "xmpp", "user", "username", "email", "mail", "from", "to", "cc", "bcc", "sender", "recipient", "contact",
        "message-id", "id", "login", "account", "acct",
    ]

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// - Parameter place: within `://`, its backslashes included.
    func find(at place: Int, into found: inout [Finding]) {
        var start = text.end(from: place, limit: 12) { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") || $0 == 0x5C }
        if text.at(start) == UInt8(ascii: "@") { return }
        // `redis://:password@host`: the colon belongs to the password.
        if text.at(start - 1) == UInt8(ascii: ":"), start > place + 2 { start -= 1 }
        guard let last = at(from: start) else { return }
        let colon = text.firstIndex(of: UInt8(ascii: ":"), from: start, to: last)
        guard let colon else {
            let user = text.part(start..<last)
            let isDrawn = Words.areDrawn(user) || user.count >= 16 && !Words.arePlain(user)
            if isDrawn, !user.contains(UInt8(ascii: "/")), !user.contains(UInt8(ascii: "@")) {
                found.append(Finding(start..<last, .urlPassword))
            }
            return
        }
        guard !isPort(colon, last), text.firstIndex(of: UInt8(ascii: "/"), from: start, to: colon) == nil else { return }
        append(colon + 1..<last, to: &found)
    }

    /// The `@` before the host: the last one before the path that follows the first.
    private func at(from start: Int) -> Int? {
        let limit = min(text.count, start + Self.longest)
        var place = start
        var last: Int?
        while place < limit {
            let byte = text[place]
            if byte.isBlank || byte == 0x22 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == 0x60 { break }
            if byte == 0x27, !text.at(place + 1).isAlphanumeric { break }
            if last != nil,
                byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "\\")
            {
                break
            }
            if last != nil, byte == UInt8(ascii: ","), text.at(place + 1).isBlank { break }
            if byte == UInt8(ascii: "@"), isHost(place + 1) { last = place }
            place += 1
        }
        return last
    }

    private func isHost(_ place: Int) -> Bool {
        let byte = text.at(place)
        return byte.isAlphanumeric || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || byte == 0x24
            || byte == UInt8(ascii: "{") || byte >= 0x80 || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "-")
    }

    /// `host:8080/path@2x.png`: a number and a path behind the colon.
    private func isPort(_ colon: Int, _ last: Int) -> Bool {
        let digits = text.end(from: colon + 1, limit: 6) { $0.isDigit }
        return digits > colon + 1 && digits < last && text[digits] == UInt8(ascii: "/")
    }

    private func append(_ range: Range<Int>, to found: inout [Finding]) {
        let password = text.part(range)
        guard password.count >= 3, !Placeholders.isOne(password) else { return }
        found.append(Finding(range, .urlPassword))
    }

    /// `bob:password@db:5432`, `bob:password@tcp(db:3306)/x`, `thin:bob/password@db:1521`.
    ///
    /// - Parameter place: an `@`'s.
    func findBare(at place: Int, into found: inout [Finding]) {
        guard text.at(place) == UInt8(ascii: "@") else { return }
        let host = text.end(from: place + 1, limit: 128) { $0.isName }
        let isAddress =
            host > place + 1 && (text.at(host) == UInt8(ascii: ":") && text.at(host + 1).isDigit || text.at(host) == UInt8(ascii: "("))
        let start = text.start(before: place, limit: 160) {
            !$0.isBlank && !$0.isQuote && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "(") && $0 != 0x2C && $0 != UInt8(ascii: "<")
        }
        let slash = oracleSlash(from: start, place)
        if let slash {
            append(slash + 1..<place, to: &found)
            return
        }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":"), from: start, to: place), colon > start,
            !text.part(start..<place).contains(UInt8(ascii: "/")) || text.at(host) == UInt8(ascii: "(")
        else { return }
        let password = text.part(colon + 1..<place)
        guard isAddress || host > place + 1 && password.count >= 6 && !Words.arePlain(password) else { return }
        guard !Self.noUsers.contains(text.lowered(start..<colon)) else { return }
        append(colon + 1..<place, to: &found)
    }

    /// `bob/password@db` behind `thin:`, `oci:` or `sqlplus`.
    private func oracleSlash(from start: Int, _ place: Int) -> Int? {
        guard let slash = text.firstIndex(of: UInt8(ascii: "/"), from: start, to: place), slash > start, slash + 1 < place else {
            return nil
        }
        let before = text.part(max(0, start - 40)..<slash)
        for word in ["thin:", "oci:", "oci8:", "sqlplus", "sqlldr", "expdp", "impdp", "exp ", "rman"] as [StaticString] {
            for offset in 0..<max(0, before.count) where before.has(word, at: offset) { return slash }
        }
        return nil
    }
}
