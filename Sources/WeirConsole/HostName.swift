/// A host as a configuration or a Host header names it, without its port and without the brackets of an IPv6 address.
struct HostName: Hashable, Sendable {
    let text: String

    init(_ host: String) { text = host.lowercased() }

    /// From a Host header: `localhost:9464`, `[::1]:9464`, `127.0.0.1`. Nil for what is no host with a port or without (RFC 9110,
    /// 7.2), such as `localhost@elsewhere`: programs differ in which part of that they take for the host.
    init?(authority: String) {
        let isBracketed = authority.hasPrefix("[")
        let name = isBracketed ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        let rest = authority.dropFirst(isBracketed ? name.count + 1 : name.count)
        guard !name.isEmpty, name.utf8.allSatisfy(isBracketed ? Self.isInAddress : Self.isInName), !isBracketed || rest.hasPrefix("]"),
            Self.isPort(isBracketed ? rest.dropFirst() : rest)
        else { return nil }
        // A final dot names the same host.
        self.init(String(name.hasSuffix(".") ? name.dropLast() : name))
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isInAddress(_ byte: UInt8) -> Bool { isInName(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "%") }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.hasPrefix(":") && text.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) })
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
        guard let authority, let host = HostName(authority: authority) else { return false }
        return host.isLoopback || host == listening || names.contains(host) || (listening.isEverything && host.isAddress)
    }
}
