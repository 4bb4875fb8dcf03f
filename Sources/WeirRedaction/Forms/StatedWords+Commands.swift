/// Of commands whose arguments have an order of their own.
extension StatedWords {
    /// `net user bob … /add`: `/add` and its like show that a password stands before them.
    func account(from place: Int, into found: inout [Finding]) {
        let words = plain.words(from: place, most: 3)
        guard words.count > 1, isGiven(words[1]), !text[words[1]].contains(UInt8(ascii: "/")) else { return }
        guard words.count == 2 ? plain.isMixed(words[1]) : text[words[2].lowerBound] == UInt8(ascii: "/") else { return }
        found.append(Finding(words[1], .password))
    }

    /// `ConvertTo-SecureString "…" -AsPlainText`, `"…" | ConvertTo-SecureString`, `--type SecureString --value …`.
    func secureString(_ said: Range<Int>, into found: inout [Finding]) {
        guard text.has("convertto-", at: said.lowerBound - 10) else {
            let start = text.start(before: said.lowerBound, limit: Self.nearBytes) { $0 != 0x0A && $0 != UInt8(ascii: "|") }
            return append(value(after: "--value", from: start), to: &found)
        }
        let words = plain.words(from: said.upperBound, most: 4)
        append(words.first { text[$0.lowerBound] != UInt8(ascii: "-") }, to: &found)
        let pipe = text.start(before: said.lowerBound - 10, limit: 4) { $0 == 0x20 } - 1
        guard text.at(pipe) == UInt8(ascii: "|") else { return }
        let quote = text.start(before: pipe, limit: 4) { $0 == 0x20 } - 1
        guard text.at(quote).isQuote else { return }
        append(text.start(before: quote, limit: Self.nearBytes) { $0 != text[quote] && $0 != 0x0A }..<quote, to: &found)
    }

    /// `net use Z: \\host\share … /user:bob`. Without a user only what is made of no words.
    func share(from place: Int, into found: inout [Finding]) {
        let words = plain.words(from: place)
        guard let share = words.firstIndex(where: { text[$0.lowerBound] == 0x5C }) else { return }
        if words.contains(where: { text.has("/u", at: $0.lowerBound) }) {
            append(words[share...].first { text[$0.lowerBound] != 0x5C && text[$0.lowerBound] != UInt8(ascii: "/") }, to: &found)
        }
        for word in words where text[word.lowerBound] != 0x5C { appendMixed(word, to: &found) }
    }

    /// `echo 'root:…' | chpasswd`.
    func pipedLogin(before place: Int, into found: inout [Finding]) {
        if let input = plain.hereString(after: place), let colon = text[input].firstIndex(of: UInt8(ascii: ":")) {
            append(colon + 1..<input.upperBound, to: &found)
        }
        guard let pipe = text[max(0, place - Self.nearBytes)..<place].lastIndex(of: UInt8(ascii: "|")) else { return }
        let end = text.start(before: pipe) { $0.isBlank || $0.isQuote }
        let start = text.start(before: end) { !$0.isBlank && !$0.isQuote }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":"), from: start, to: end) else { return }
        append(colon + 1..<end, to: &found)
    }

    /// `etcdctl user add bob:…`, `.LOGON prod/bob,…`.
    func pair(from place: Int, into found: inout [Finding]) {
        for word in plain.words(from: place, most: 4) {
            let sign = text[word].firstIndex { $0 == UInt8(ascii: ":") || $0 == 0x2C }
            guard let sign, sign > word.lowerBound, text.at(sign + 1) != UInt8(ascii: "/") else { continue }
            return appendUnusual(sign + 1..<word.upperBound, to: &found)
        }
    }

    /// `-u bob … -p …`: flags for a password, none of which means the same in all programs, so that words and numbers stay.
    func userFlags(from place: Int, into found: inout [Finding]) {
        // Behind the next `-u` that one is looked at: else a line of nothing else would be read once for each.
        let end = min(text.count, place + Self.nearBytes)
        let next = (place..<max(place, end)).first { text[$0] == UInt8(ascii: "-") && text.has(" -u ", at: $0 - 1) } ?? end
        for flag in ["-p", "-pw", "-w"] as [StaticString] {
            guard let value = value(after: flag, from: place, to: next), !isAddressed(text.part(value)) else { continue }
            appendUnusual(value, to: &found)
        }
    }

    /// Ports, processes and addresses: `127.0.0.1:8080:80`, `1,2,3`.
    private func isAddressed(_ value: UnsafeRawBufferPointer) -> Bool {
        value.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") }
    }

    /// `['docker', 'login', '-u', 'bob', '-p', '…']`; `-p` of what has no user is a port or a folder.
    func element(_ said: Range<Int>, into found: inout [Finding]) {
        guard text.at(said.upperBound) == text[said.lowerBound] else { return glued(said, into: &found) }
        let isLogin = (max(0, said.lowerBound - Self.bytesOfElements)..<said.lowerBound).contains {
            text.has("-u", at: $0) && text.at($0 + 2).isQuote || text.has("login", at: $0) || text.has("--user", at: $0)
        }
        if isLogin { appendMixed(plain.words(from: said.upperBound + 1, most: 1).first, to: &found) }
    }

    /// `['mysqldump', '-u', 'dump', '-p…', 'shop']`
    private func glued(_ said: Range<Int>, into found: inout [Finding]) {
        let isDatabase = (max(0, said.lowerBound - Self.bytesOfElements)..<said.lowerBound).contains {
            text.has("mysql", at: $0) || text.has("mariadb", at: $0)
        }
        let end = text.end(from: said.upperBound, limit: 128) { !$0.isQuote && !$0.isBlank }
        if isDatabase, text.at(end) == text[said.lowerBound] { appendUnusual(said.upperBound..<end, to: &found) }
    }

    /// `--password-command 'echo …'`, `passcmd: "echo …"`: what asks for a command gets one that says the password.
    func printed(from place: Int, into found: inout [Finding]) {
        let start = text.end(from: place, limit: 8) {
            $0.isBlank || $0.isQuote || $0 == 0x5C || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":")
        }
        guard start > place, let command = ["echo ", "printf "].first(where: { (name: StaticString) in text.has(name, at: start) }) else {
            return
        }
        let words = plain.words(from: start + command.utf8CodeUnitCount, most: 3)
        append(words.first { text[$0.lowerBound] != UInt8(ascii: "-") && text[$0.lowerBound] != UInt8(ascii: "%") }, to: &found)
    }
}
