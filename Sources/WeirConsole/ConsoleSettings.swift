/// Where the console listens and who may ask it.
package struct ConsoleSettings: Sendable {
    /// A name or an address; loopback unless a token and certificates are given.
    package var host: String
    /// 0 for any that is free.
    package var port: Int
    /// What a request must carry as `Authorization: Bearer …`; `nil` for anyone on this machine.
    package var token: String?
    /// The certificate with those between it and an authority, and its key, in PEM; `nil` for no TLS.
    package var identity: (certificates: [UInt8], key: [UInt8])?
    /// What else it may be called in a request's Host header.
    package var hosts: [String]

    package init(
        host: String = "127.0.0.1", port: Int, token: String? = nil, identity: (certificates: [UInt8], key: [UInt8])? = nil,
        hosts: [String] = []
    ) {
        self.host = host
        self.port = port
        self.token = token
        self.identity = identity
        self.hosts = hosts
    }

    var isLoopback: Bool { HostName(host).isLoopback }
}

/// Why the console is not there.
package struct ConsoleError: Error, Equatable, Sendable {
    package enum Code: String, Sendable {
        /// The settings would let anyone in.
        case unprotected
        /// The certificate or its key can't be used.
        case certificate
        /// The address could not be listened on.
        case address
        case alreadyStarted
    }

    package var code: Code
    package var message: String
    package var wayOut: String?
}

/// Where the console really listens.
package struct BoundAddress: Equatable, Sendable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
