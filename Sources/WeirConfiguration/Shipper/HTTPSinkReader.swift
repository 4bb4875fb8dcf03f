import WeirRecords

/// Reads what a sink of kind http has beside the common keys.
struct HTTPSinkReader {
    /// Headers that the sink sets itself, or that would break its requests.
    private static let ownHeaders: Set<String> = [
        "content-type", "content-encoding", "content-length", "transfer-encoding", "host", "connection",
    ]

    let section: Section<SinkKey>

    func read() -> HTTPSinkPlan? {
        let endpoint = section.required(.url, .endpoint([("https", 443), ("http", 80)]))
        let format = section.value(.format, ScalarReader<HTTPSinkPlan.Format>.choice(unavailable: ["json_array"]), default: .ndjson)
        let token = section.secret(.tokenFile)
        let headers = headers(hasToken: section.has(.tokenFile))
        let compression = compression()
        let tls = tls(endpoint)
        let inFlight = inFlight()
        warnOfPlainText(endpoint, sendsSecret: token != nil)
        guard let endpoint else { return nil }
        return HTTPSinkPlan(
            endpoint: endpoint, format: format, token: token, headers: headers, compression: compression, tls: tls,
            inFlight: inFlight)
    }

    private func inFlight() -> Int {
        let inFlight = section.value(.inFlight, .integer(HTTPSinkPlan.inFlightRange), default: 1)
        if inFlight > 1 {
            section.note(
                .inFlight, "records can arrive out of order where a batch is sent again, and more of them twice after a crash",
                wayOut: "leave it at 1 where order matters")
        }
        return inFlight
    }

    private func compression() -> HTTPSinkPlan.Compression {
        guard let compression = section.section(.compression, CompressionKey.self) else { return .gzip(level: 1) }
        switch compression.required(.codec, .choice([("none", "none"), ("gzip", "gzip"), ("zstd", "zstd")])) {
        case "gzip": return .gzip(level: compression.value(.level, .integer(1...9), default: 1))
        case "zstd": return .zstd(level: compression.value(.level, .integer(1...19), default: 1))
        case "none":
            if compression.has(.level) { compression.error(.level, "codec none has no level", wayOut: "take it out") }
            return .none
        default: return .none
        }
    }

    private func tls(_ endpoint: Endpoint?) -> TLSPlan {
        guard let tls = section.section(.tls, TLSKey.self) else { return TLSPlan() }
        if endpoint?.scheme == "http" {
            section.error(.tls, "a URL with http:// has no TLS", wayOut: "use https:// or take `tls` out")
            return TLSPlan()
        }
        return TLSReader(section: tls).read()
    }

    private func warnOfPlainText(_ endpoint: Endpoint?, sendsSecret: Bool) {
        guard let endpoint, endpoint.scheme == "http", sendsSecret, !ListenAddress(host: endpoint.host, port: endpoint.port).isLoopback
        else { return }
        section.warning(.url, "the token travels unencrypted", wayOut: "use https://")
    }

    /// Header names are the user's own, so this mapping has no fixed keys.
    private func headers(hasToken: Bool) -> [HTTPSinkPlan.Header] {
        guard let node = section.node(.headers) else { return [] }
        guard case .mapping(let entries) = node.content, entries.count <= ConfigurationLimits.headers else {
            section.error(.headers, "a mapping of at most \(ConfigurationLimits.headers) names to values belongs here")
            return []
        }
        var seen: Set<String> = hasToken ? ["authorization"] : []
        return entries.compactMap { header($0, &seen) }
    }

    private func header(_ entry: ConfigurationNode.Entry, _ seen: inout Set<String>) -> HTTPSinkPlan.Header? {
        let path = section.path(.headers).key(entry.key)
        let folded = entry.key.lowercased()
        guard Self.isToken(entry.key) else {
            section.findings.error(at: entry.place, path.text, "is no name of a header")
            return nil
        }
        guard !Self.ownHeaders.contains(folded) else {
            section.findings.error(at: entry.place, path.text, "the sink sets this header itself", wayOut: "take it out")
            return nil
        }
        guard seen.insert(folded).inserted else {
            section.findings.error(at: entry.place, path.text, "is set twice", wayOut: "keep one (`token_file` sets authorization)")
            return nil
        }
        let value = section.context.read(entry.value, at: path, .headerValue)
        if value == Secret.redacted {
            section.findings.warning(
                at: entry.place, path.text, "is what config print shows instead of the value", wayOut: "put the value back")
        }
        return value.map { HTTPSinkPlan.Header(name: entry.key, value: Secret($0)) }
    }

    /// RFC 9110, section 5.6.2.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}

extension ScalarReader where Value == String {
    /// Visible ASCII, spaces within: what every server takes.
    fileprivate static var headerValue: Self {
        ScalarReader.text("a header's value", limit: 8_192).holding("must be visible ASCII") { value in
            value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        }
    }
}
