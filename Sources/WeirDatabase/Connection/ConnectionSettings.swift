/// Where a database is and how to get in. Nothing of it is printed but host, port, database and user.
package struct ConnectionSettings: Sendable {
    package static let defaultPort = 5432
    /// Certificate and name of the server are checked; a connection without is asked for by name. Unix sockets carry no TLS.
    package static let defaultSSLMode = "verify-full"
    package static let defaultConnectTimeout = Duration.seconds(10)
    package static let defaultStatementTimeout = Duration.seconds(60)

    /// libpq's keywords and values; a `dbname` that is a URI is taken apart by libpq.
    var keywords: [(name: String, value: String)]
    package var statementTimeout = defaultStatementTimeout
    package var connectTimeout = defaultConnectTimeout
    package var applicationName = "weir"
    /// For messages.
    package let target: String

    /// - Parameter host: a name, an address, or the directory of a Unix socket.
    package init(
        host: String, port: Int = defaultPort, database: String, user: String, password: String? = nil,
        sslMode: String = defaultSSLMode, sslRootCertificate: String? = nil
    ) {
        keywords = [("host", host), ("port", String(port)), ("dbname", database), ("user", user), ("sslmode", sslMode)]
        if let password { keywords.append(("password", password)) }
        if let sslRootCertificate { keywords.append(("sslrootcert", sslRootCertificate)) }
        target = "\(user)@\(host):\(port)/\(database)"
    }

    private init(uri: String, target: String) {
        // Of two values for one keyword libpq takes the later, so the URI's own sslmode wins over the default.
        keywords = [("sslmode", Self.defaultSSLMode), ("dbname", uri)]
        self.target = target
    }

    /// A `postgresql://` URI or a string of `keyword=value` pairs, as libpq reads them.
    package static func uri(_ uri: String) -> ConnectionSettings {
        ConnectionSettings(uri: uri, target: withoutSecrets(uri))
    }

    /// Host, port and database of a URI that is written as one; of anything else nothing, since a password may stand anywhere in it.
    static func withoutSecrets(_ uri: String) -> String {
        let unknown = "the given database"
        guard let scheme = ["postgresql://", "postgres://"].first(where: { uri.hasPrefix($0) }) else { return unknown }
        let rest = uri.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest[authority.endIndex...].prefix { $0 != "?" }
        let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let place = parts.last, !path.contains("@"), isPlace(place), isName(path.dropFirst()) else {
            return unknown
        }
        // Without an `@` a user and a password that were forgotten to be ended would be taken for host and port.
        return "\(place)\(path)"
    }

    private static func isName(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "._-%[]:,".utf8.contains(byte)
            }
        }
    }

    /// Hosts with their ports, which are numbers.
    private static func isPlace(_ text: Substring) -> Bool {
        isName(text)
            && text.split(separator: ",").allSatisfy { host in
                guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return true }
                return host[host.index(after: colon)...].allSatisfy { $0.isASCII && $0.isNumber }
            }
    }
}

extension ConnectionSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { target }
    package var debugDescription: String { target }
    package var customMirror: Mirror { Mirror(self, children: ["target": target]) }
}
