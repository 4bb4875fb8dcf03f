/// Where the console listens and who may ask it.
package struct ConsoleSettings: Sendable {
    /// A name or an address; loopback unless a token is given.
    package var host: String
    /// 0 for any that is free.
    package var port: Int
    /// What a request must carry as `Authorization: Bearer …`; `nil` for anyone on this machine.
    package var token: String?

    package init(host: String = "127.0.0.1", port: Int, token: String? = nil) {
        self.host = host
        self.port = port
        self.token = token
    }

    var isLoopback: Bool { host == "localhost" || host == "::1" || Self.isLoopbackIPv4(host) }

    /// 127.0.0.0/8 in four parts; a name that only begins so is none.
    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil } && parts[0] == "127"
    }
}

/// Why the console is not there.
package struct ConsoleError: Error, Equatable, Sendable {
    package enum Code: String, Sendable {
        /// The settings would let anyone in.
        case unprotected
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
