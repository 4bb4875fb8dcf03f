/// Arguments of functions that are secrets by where they stand, as stack traces of PHP, statements and printed sources have them.
struct CallArguments {
    private enum Argument {
        case at(Int)
        case last
        /// The first two, an old password and a new one.
        case both
        /// Among those in quotes: of functions that others have under the same name, so that a word alone is none.
        case quoted(Int)
    }

    private static let most = 12
    private static let longestBytes = 2_048

    private static let functions: [String: Argument] = [
        "mysqli_connect": .at(2), "mysql_connect": .at(2), "mysql_pconnect": .at(2), "mysqli_real_connect": .at(3), "mysqli": .at(2),
        "mysqli->__construct": .at(2), "pdo->__construct": .at(2), "pdo": .at(2), "odbc_connect": .at(2), "oci_connect": .at(1),
        "ibase_connect": .at(2), "db2_connect": .at(2), "mssql_connect": .at(2), "real_connect": .at(2), "connect": .quoted(2),
        "mysql": .at(4), "postgresql": .at(4), "mongodb": .at(4), "s3": .at(2), "remote": .last, "openrowset": .at(3),
        "sp_addlogin": .at(1), "sp_addlinkedsrvlogin": .at(4), "sp_addapprole": .at(1), "sp_password": .both,
        "simple_bind": .at(1), "simple_bind_s": .at(1), "getconnection": .at(2), "imap_open": .at(2), "ldap_bind": .at(2),
        "ftp_login": .at(2), "ssh2_auth_password": .at(2), "login": .quoted(1),
        "authenticate": .quoted(1), "wp_authenticate": .at(1), "changeuserpassword": .at(1), "hmac": .at(1), "hash_hmac": .at(2),
        "plainauth": .at(2),
    ]

    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    func find(around place: Int, into found: inout [Finding]) {
        let start = text.start(before: place + 1, limit: 40) { Self.isPath($0) }
        let end = text.end(from: place, limit: 40) { Self.isPath($0) }
        guard end > start else { return }
        _ = find(function: start..<end, into: &found)
    }

    /// - Returns: where to go on; nil where no argument is known to be a secret.
    func find(function range: Range<Int>, into found: inout [Finding]) -> Int? {
        let parts = text.lowered(range).split { !"abcdefghijklmnopqrstuvwxyz0123456789_".contains($0) }.suffix(2).map(String.init)
        guard let last = parts.last else { return nil }
        let name = last == "__construct" ? parts.joined(separator: "->") : last
        let isCall = text.at(range.upperBound) == UInt8(ascii: "(")
        guard isCall || name.hasPrefix("sp_") && text.at(range.upperBound) == 0x20, let argument = Self.functions[name] else { return nil }
        let arguments = arguments(from: range.upperBound + 1)
        let values = values(argument, name, arguments).filter {
            $0.range.count >= ValueShape.shortest && !Placeholders.isOne(text.part($0.range))
        }
        found += values.map { Finding($0.range, .password) }
        return values.last?.end
    }

    private static func isPath(_ byte: UInt8) -> Bool {
        byte.isName || byte == UInt8(ascii: ">") || byte == UInt8(ascii: ":") || byte == 0x5C
    }

    private func values(_ argument: Argument, _ name: String, _ all: [ValueExtent.Value?]) -> [ValueExtent.Value] {
        switch argument {
        case .at(let index):
            // The address, the key and the secret; without keys the form stands there.
            if name == "s3", all.count < 4 { return [] }
            return all.dropFirst(index).prefix(1).compactMap { $0 }
        case .last: return all.count > 3 ? all.suffix(1).compactMap { $0 } : []
        case .both: return all.prefix(2).compactMap { $0 }
        case .quoted(let index):
            let quoted = all.prefix(4).compactMap { $0 }
            // `connect('weblogic', '…', 't3://adm:7001')`
            let isBeforeAddress = index == 2 && quoted.count > 2 && text.part(quoted[2].range).contains(UInt8(ascii: "/"))
            if isBeforeAddress, all.count < 4 { return quoted.dropFirst().prefix(1).map { $0 } }
            return quoted.dropFirst(index).prefix(1).filter { !Words.arePlain(text.part($0.range), allowsMixed: false) }
        }
    }

    /// Those in quotes; nil for the others, so that each keeps its place.
    func arguments(from start: Int) -> [ValueExtent.Value?] {
        var (all, place): ([ValueExtent.Value?], Int) = ([], start)
        let limit = min(text.count, start + Self.longestBytes)
        while all.count < Self.most, place < limit {
            place = text.skippingBlanks(from: place)
            let value = isQuote(place) ? ValueExtent.value(text, from: place, needsQuote: true) : nil
            all.append(value)
            place = argumentEnd(value?.end ?? place, limit)
            guard text.at(place) == UInt8(ascii: ",") || text.at(place) == UInt8(ascii: ";") else { break }
            place += 1
        }
        return all
    }

    /// `'…'`, `N'…'`, `b'…'`, and with backslashes before the quotes.
    private func isQuote(_ place: Int) -> Bool {
        Separator.quote(text, at: place) != nil || text.at(place).isLetter && text.at(place + 1).isQuote
    }

    private func argumentEnd(_ start: Int, _ limit: Int) -> Int {
        var (place, opened) = (start, 0)
        while place < limit {
            switch text[place] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): opened += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                if opened == 0 { return place }
                opened -= 1
            case UInt8(ascii: ","), UInt8(ascii: ";"): if opened == 0 { return place }
            case 0x0A: return place
            default: break
            }
            place += 1
        }
        return place
    }
}
