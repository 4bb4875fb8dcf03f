/// A host as a configuration or a Host header names it, without its port and without the brackets of an IPv6 address.
struct HostName: Hashable, Sendable {
    let text: String

    init(_ host: String) { text = host.lowercased() }

    /// From a Host header: `localhost:9464`, `[::1]:9464`, `127.0.0.1`.
    init(authority: String) {
        if authority.hasPrefix("[") {
            self.init(String(authority.dropFirst().prefix { $0 != "]" }))
        } else {
            // A final dot names the same host.
            let name = authority.prefix { $0 != ":" }
            self.init(String(name.hasSuffix(".") ? name.dropLast() : name))
        }
    }

    var isLoopback: Bool { text == "localhost" || text == "::1" || (isIPv4 && text.hasPrefix("127.")) }

    /// An address as such: no name server can make it mean another machine.
    var isAddress: Bool { isIPv4 || text.contains(":") }

    /// Every address of this machine.
    var isEverything: Bool { text == "0.0.0.0" || text == "::" }

    private var isIPv4: Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}

/// Which names a console answers to. A page from elsewhere can make a browser ask this machine under a name of the page's own
/// (DNS rebinding): such a name is none of these.
struct AllowedHosts: Sendable {
    private let listening: HostName
    private let names: Set<HostName>

    init(_ settings: ConsoleSettings) {
        listening = HostName(settings.host)
        names = Set(settings.hosts.map { HostName($0) })
    }

    func admit(_ authority: String?) -> Bool {
        guard let authority, !authority.isEmpty else { return false }
        let host = HostName(authority: authority)
        return host.isLoopback || host == listening || names.contains(host) || (listening.isEverything && host.isAddress)
    }
}
