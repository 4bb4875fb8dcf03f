/// The environment's variables that name a proxy, as curl and most others read them.
struct ProxyVariables {
    let variable: (String) -> String?

    /// The variable that would apply to the endpoint; nil where none does. Its value is never read out: it may hold a password.
    func name(for endpoint: Endpoint) -> String? {
        guard !endpoint.isLoopback, !isExempt(endpoint) else { return nil }
        let names = [endpoint.scheme, "all"].flatMap { ["\($0)_proxy", "\($0.uppercased())_PROXY"] }
        return names.first { variable($0)?.isEmpty == false }
    }

    private func isExempt(_ endpoint: Endpoint) -> Bool {
        let host = endpoint.host.lowercased()
        let exempt = (variable("no_proxy") ?? variable("NO_PROXY") ?? "").lowercased()
        return exempt.split(whereSeparator: { $0 == "," || $0.isWhitespace }).contains { entry in
            let name =
                (entry.hasPrefix("*.") ? entry.dropFirst(2) : entry.hasPrefix(".") ? entry.dropFirst() : entry)
                .split(separator: ":", maxSplits: 1).first ?? ""
            return entry == "*" || host == name || host.hasSuffix(".\(name)")
        }
    }
}

extension Endpoint {
    var isLoopback: Bool { ListenAddress(host: host, port: port).isLoopback }
}
