import WeirRecords

/// Reads the headers of a sink of kind http: `headers` with their values, `header_files` with the files that hold them. Names are the
/// user's own, so these mappings have no fixed keys.
struct SinkHeaders {
    /// Headers that the sink sets itself, or that would break its requests.
    private static let ownHeaders: Set<String> = [
        "content-type", "content-encoding", "content-length", "transfer-encoding", "host", "connection",
    ]

    let section: Section<SinkKey>

    func read() -> [HTTPSinkPlan.Header] {
        var seen: Set<String> = section.has(.tokenFile) ? ["authorization"] : []
        var headers: [HTTPSinkPlan.Header] = []
        for entry in entries(.headers, "values") { headers += header(entry, .headers, &seen, value: written) }
        for entry in entries(.headerFiles, "files") { headers += header(entry, .headerFiles, &seen, value: inFile) }
        return headers
    }

    private func entries(_ key: SinkKey, _ what: String) -> [ConfigurationNode.Entry] {
        guard let node = section.node(key) else { return [] }
        guard case .mapping(let entries) = node.content, entries.count <= ConfigurationLimits.headers else {
            let limit = ConfigurationLimits.headers
            section.error(key, "a mapping of at most \(limit) names to \(what) belongs here", wayOut: "write {Name: …, Other-Name: …}")
            return []
        }
        return entries
    }

    private func header(
        _ entry: ConfigurationNode.Entry, _ key: SinkKey, _ seen: inout Set<String>,
        value: (ConfigurationNode.Entry, ValuePath) -> Secret?
    ) -> [HTTPSinkPlan.Header] {
        let path = section.path(key).key(entry.key)
        let folded = entry.key.lowercased()
        let refusal: (message: String, wayOut: String?)? =
            if !Self.isToken(entry.key) {
                (
                    "a name of a header belongs before the colon, and this is none",
                    "write `Name: value`; what stands here is not shown, since it may hold the value"
                )
            } else if Self.ownHeaders.contains(folded) {
                ("the sink sets this header itself", "take it out")
            } else if !seen.insert(folded).inserted {
                ("is set twice", "keep one (`token_file` sets authorization)")
            } else { nil }
        if let refusal {
            section.findings.error(at: entry.place, path.text, refusal.message, wayOut: refusal.wayOut)
            return []
        }
        return value(entry, path).map { [HTTPSinkPlan.Header(name: entry.key, value: $0)] } ?? []
    }

    private func written(_ entry: ConfigurationNode.Entry, _ path: ValuePath) -> Secret? {
        guard let value = section.context.read(entry.value, at: path, .headerValue) else { return nil }
        if value == Secret.redacted {
            section.findings.error(
                at: entry.place, path.text, "is what config print shows instead of the value", wayOut: "put the value back")
            return nil
        }
        if case .scalar(let scalar) = entry.value.content, scalar.written == value, SecretHeader.isLikely(entry.key, value) {
            section.warnIfExposed(at: entry.place, path, "this header's value")
        }
        return Secret(value)
    }

    private func inFile(_ entry: ConfigurationNode.Entry, _ path: ValuePath) -> Secret? {
        guard let name = section.context.read(entry.value, at: path, .pathOfFile("the header's value", isSecret: true)) else { return nil }
        let file = NamedFile(context: section.context, place: entry.value.place, path: path, holding: "the header's value")
        guard let (bytes, found) = file.contents(of: name, atMost: ConfigurationLimits.secretBytes, isSecret: true),
            let secret = file.oneLine(bytes, found)
        else { return nil }
        guard secret.revealed.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            section.findings.error(at: entry.value.place, path.text, "\(quoted(found)) must hold visible ASCII")
            return nil
        }
        return secret
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

/// Which headers hold what nobody else should read.
enum SecretHeader {
    private static let words = ["auth", "key", "token", "secret", "cookie", "passw", "credential", "signature", "session"]
    private static let schemes = ["basic ", "bearer ", "splunk ", "token ", "apikey ", "digest ", "negotiate "]
    /// A name of a tenant or a format is shorter.
    private static let longestWord = 24

    /// Of headers that hold none.
    private static let openWords = [
        "accept", "agent", "cache", "connection", "content", "encoding", "host", "id", "index", "name", "origin", "scope", "source", "tag",
        "tenant", "type", "user",
    ]

    /// Whether it is named as headers are: other names are not shown, since they may be a value in the name's place.
    static func isName(_ name: String) -> Bool {
        let parts = name.lowercased().split { "-_".contains($0) }
        return KeyText.isName(name)
            && (parts.first == "x" || parts.contains { part in (words + openWords).contains { part.hasPrefix($0) || part.hasSuffix($0) } })
    }

    static func isLikely(_ name: String, _ value: String) -> Bool {
        let (name, value) = (name.lowercased(), value.lowercased())
        return words.contains { name.contains($0) } || schemes.contains { value.hasPrefix($0) }
            || (value.utf8.count > longestWord && !value.contains(where: { " /;,".contains($0) }))
    }
}

extension Section {
    /// For a secret that stands in the configuration file itself.
    func warnIfExposed(at place: Place, _ path: ValuePath, _ what: String) {
        if context.exposure.isWritable {
            findings.error(
                at: place, path.text, "every user of this machine may change this file, which holds \(what)", wayOut: "chmod 600 it")
        } else if context.exposure.isReadable {
            findings.warning(
                at: place, path.text, "other users of this machine may read \(what) in this file",
                wayOut: "chmod 600 it, or name a file in `header_files`")
        }
    }
}

extension ScalarReader where Value == String {
    /// Visible ASCII, spaces within: what every server takes. Never quoted: it may be a secret.
    fileprivate static var headerValue: Self {
        var reader = ScalarReader.text("a header's value", limit: 8_192).holding("must be visible ASCII") { value in
            value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        }
        reader.isSecret = true
        return reader
    }
}
