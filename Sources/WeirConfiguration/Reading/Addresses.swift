/// Where something of ours listens.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address; an IPv6 address without its brackets.
    package var host: String
    /// 0 asks for any free port.
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `127.0.0.1:9464`, `localhost:9464` or `[::1]:9464`.
    package init?(_ text: String) {
        guard let parts = Authority.split(text[...]), let port = parts.port else { return nil }
        self.init(host: parts.host, port: port)
    }

    package var isLoopback: Bool {
        let host = host.lowercased()
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return host == "localhost" || host == "::1" || (numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil))
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Where a sink sends: a URL without user information and without fragment.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    package var scheme: String
    /// An IPv6 address without its brackets.
    package var host: String
    package var port: Int
    /// With its query, beginning with `/`.
    package var path: String

    package var description: String {
        let authority = ListenAddress(host: host, port: port)
        return "\(scheme)://\(authority)\(path == "/" ? "" : path)"
    }
}

enum Authority {
    /// Host and port; the port is `nil` where there is none. `nil` where the text is no authority.
    static func split(_ text: Substring) -> (host: String, port: Int?)? {
        guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else { return host(text).map { ($0, nil) } }
        let digits = text[text.index(after: colon)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let port = UInt16(digits),
            let host = host(text[..<colon])
        else { return nil }
        return (host, Int(port))
    }

    private static func host(_ text: Substring) -> String? {
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
        let host = isBracketed ? text.dropFirst().dropLast() : text
        let isPlausible = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            case UInt8(ascii: ":"): isBracketed
            default: false
            }
        }
        return !host.isEmpty && isPlausible ? String(host) : nil
    }
}

extension ScalarReader where Value == ListenAddress {
    static var listenAddress: Self {
        Self("an address such as 127.0.0.1:9464") { text throws(Refusal) in
            guard let address = ListenAddress(text) else { throw Refusal() }
            return address
        }.unquoted
    }
}

extension ScalarReader where Value == Endpoint {
    /// - Parameters:
    ///   - ports: The schemes that this kind of sink speaks, each with its usual port; `nil`: the port must be given.
    ///   - unavailable: Schemes of the design that this version does not speak.
    ///   - instead: What to do instead of using one of those; nil: use one that there is.
    static func endpoint(
        _ ports: [(scheme: String, port: Int?)], unavailable: Set<String> = [], instead: String? = nil
    ) -> Self {
        let schemes = ports.map { "\($0.scheme)://" }.joined(separator: " or ")
        return Self("a URL that begins with \(schemes)") { text throws(Refusal) in
            guard let (scheme, rest) = splitScheme(text) else { throw Refusal() }
            guard !unavailable.contains(scheme) else {
                throw Refusal("uses \(scheme)://, which is not available in this version", wayOut: instead ?? "available: \(schemes)")
            }
            guard let usual = ports.first(where: { $0.scheme == scheme }) else {
                throw Refusal("must begin with \(schemes)", suggestion: Suggestion.nearest(to: scheme, among: ports.map(\.scheme)))
            }
            return try endpoint(scheme, rest, usual.port)
        }.unquoted
    }

    private static func splitScheme(_ text: String) -> (String, Substring)? {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        return (text[..<colon].lowercased(), text[colon...].dropFirst(3))
    }

    private static func endpoint(_ scheme: String, _ rest: Substring, _ usualPort: Int?) throws(Refusal) -> Endpoint {
        guard rest.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Refusal("holds a space or a character that a URL can't hold")
        }
        guard !rest.contains(Secret.redacted) else {
            throw Refusal("holds \(Secret.redacted), which config print shows instead of a secret", wayOut: "put the value back")
        }
        guard !rest.contains("#") else { throw Refusal("must not have a fragment (`#…`)") }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else {
            throw Refusal(
                "must not hold a user or a password", wayOut: "put the secret into a file, and name it in token_file or header_files")
        }
        guard let parts = Authority.split(authority) else { throw Refusal("has no host, or a port that is none") }
        guard let port = parts.port ?? usualPort else { throw Refusal("has no port") }
        guard port > 0 else { throw Refusal("has port 0, where nothing listens") }
        let path = rest[authority.endIndex...]
        return Endpoint(scheme: scheme, host: parts.host, port: port, path: path.hasPrefix("/") ? String(path) : "/" + path)
    }
}
