import WeirRecords

/// Reads `console`.
struct ConsoleReader {
    let root: Section<ShipperKey>

    func read() -> ConsolePlan? {
        guard let section = root.section(.console, ConsoleKey.self) else { return nil }
        let listen = section.required(.listen, .listenAddress)
        let token = section.secret(.tokenFile)
        let identity = identity(section)
        let hosts = section.oneOrMore(.hosts, .consoleHost) ?? []
        guard let listen else { return nil }
        if !listen.isLoopback { check(listen, section) }
        return ConsolePlan(listen: listen, token: token, identity: identity, hosts: hosts)
    }

    private func identity(_ section: Section<ConsoleKey>) -> TLSPlan.Identity? {
        guard let tls = section.section(.tls, ConsoleTLSKey.self) else { return nil }
        let (certificates, key) = (tls.pem(.certificate, .certificate), tls.pem(.key, .privateKey))
        for missing in [ConsoleTLSKey.certificate, .key] where !tls.has(missing) {
            tls.reportMissing(missing, "the path of a file in PEM")
        }
        guard let certificates, let key else { return nil }
        return TLSPlan.Identity(certificates: certificates, key: key)
    }

    /// Whoever can reach it could read the token on its way, or needs none.
    private func check(_ listen: ListenAddress, _ section: Section<ConsoleKey>) {
        let missing = [section.has(.tokenFile) ? nil : "token", section.has(.tls) ? nil : "TLS"].compactMap { $0 }
        guard !missing.isEmpty else { return }
        section.error(
            .listen, "the address can be reached from other machines, and the console has no \(missing.joined(separator: " and no "))",
            wayOut: "listen on 127.0.0.1, or give both `token_file` and `tls`; what an orchestrator asks goes to `probes`")
    }
}

extension ScalarReader where Value == String {
    /// As it stands in a Host header, without a port.
    fileprivate static var consoleHost: Self {
        Self("a host's name such as logs.example.com, without a port") { text throws(Refusal) in
            guard let parts = Authority.split(text[...]), parts.port == nil else { throw Refusal() }
            return text.lowercased()
        }.unquoted
    }
}
