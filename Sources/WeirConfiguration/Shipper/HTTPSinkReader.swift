import WeirRecords

/// Reads what a sink of kind http has beside the common keys.
struct HTTPSinkReader {
    let section: Section<SinkKey>

    func read() -> HTTPSinkPlan? {
        let endpoint = section.required(.url, .endpoint([("https", 443), ("http", 80)]))
        let format = section.value(.format, ScalarReader<HTTPSinkPlan.Format>.choice(unavailable: ["json_array"]), default: .ndjson)
        let token = section.secret(.tokenFile)
        let headers = SinkHeaders(section: section).read()
        let compression = compression()
        let tls = tls(endpoint)
        let inFlight = inFlight()
        warnOfPlainText(endpoint, sendsSecret: token != nil || headers.contains { SecretHeader.isLikely($0.name, $0.value.revealed) })
        warnOfQuery(endpoint)
        warnOfProxy(endpoint)
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
        guard let endpoint, endpoint.scheme == "http", !endpoint.isLoopback else { return }
        let what = sendsSecret ? "the token and the records travel" : "the records travel"
        section.warning(.url, "\(what) unencrypted: anyone on the way can read and change them", wayOut: "use https://")
    }

    /// A key in the url is as secret as a token.
    private func warnOfQuery(_ endpoint: Endpoint?) {
        guard let endpoint, endpoint.path.contains("?"), case .scalar(let scalar)? = section.node(.url)?.content,
            scalar.written.contains(endpoint.path)
        else { return }
        section.warnIfExposed(at: section.place(.url), section.path(.url), "the url's query")
    }

    private func warnOfProxy(_ endpoint: Endpoint?) {
        guard let endpoint, let name = ProxyVariables(variable: section.context.variable).name(for: endpoint) else { return }
        section.warning(
            .url, "the environment's \(name) names a proxy, and this version goes through none: the endpoint is asked directly",
            wayOut: "let this machine reach \(endpoint.host) by itself, or put it into no_proxy to be rid of this warning")
    }
}
