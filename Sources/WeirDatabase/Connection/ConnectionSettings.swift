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

    /// What follows the last `@` of a URI, without its query: a password stands before it. Nothing of a keyword string.
    static func withoutSecrets(_ uri: String) -> String {
        guard uri.hasPrefix("postgresql://") || uri.hasPrefix("postgres://") else { return "the given database" }
        let location = uri.drop { $0 != ":" }.dropFirst(3)
        let place = location.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return place.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    }
}

extension ConnectionSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { target }
    package var debugDescription: String { target }
    package var customMirror: Mirror { Mirror(self, children: ["target": target]) }
}
