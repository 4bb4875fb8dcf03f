/// Where to listen: a host and a port, 0 for any free one.
package struct ReceiverAddress: Equatable, Sendable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// From `127.0.0.1:8080`, `[::1]:514`, `:0` or `8080`, also behind a scheme such as `tcp://`; the host left out is the loopback.
    package init?(_ text: String) {
        var rest = text[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        let host: Substring
        let port: Substring
        if let colon = rest.lastIndex(of: ":") {
            (host, port) = (rest[..<colon], rest[rest.index(after: colon)...])
        } else {
            (host, port) = ("", rest)
        }
        guard let number = Int(port), (0...65_535).contains(number) else { return nil }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : host
        guard !bare.contains("/"), bare.contains(":") == host.hasPrefix("[") else { return nil }
        self.init(host: bare.isEmpty ? "127.0.0.1" : String(bare), port: number)
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// As its text.
extension ReceiverAddress: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no address and port")
        }
        self = address
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
