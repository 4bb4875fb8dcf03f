/// For whom a certificate is, by its alternative names: its common name is not looked at (RFC 9525, 2).
struct CertificateNames: Equatable {
    var hosts: [String] = []
    var hasAddress = false

    init(hosts: [String], hasAddress: Bool) { (self.hosts, self.hasAddress) = (hosts, hasAddress) }

    /// Of other kinds than a host's or an address nothing is kept.
    init(_ names: inout DERReader) {
        while let name = names.read() {
            if name.tag == .hostName { hosts.append(String(decoding: name.bytes, as: UTF8.self)) }
            if name.tag == .address { hasAddress = true }
        }
    }

    func mayStand(for host: String) -> Bool { hosts.contains { Self.isSame(Self.plain($0), Self.plain(host)) } }

    private static func plain(_ name: String) -> String {
        let name = name.lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    /// A star stands for the whole first label of several, and for no other.
    private static func isSame(_ pattern: String, _ host: String) -> Bool {
        guard pattern.hasPrefix("*.") else { return pattern == host && !pattern.contains("*") }
        guard let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
        return pattern.dropFirst() == host[dot...]
    }
}
