internal import WeirRecords
import WeirRedaction

extension HTTPSinkSettings {
    /// Headers whose values are no secrets, whoever set them.
    private static let openHeaders: Set<String> = [
        "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "user-agent",
    ]

    /// Whatever must not be read in an endpoint's answer: the token, the values of headers, what of the url is for the endpoint alone,
    /// as a webhook's path;
    /// and each also as what it says in Base64.
    var secrets: [String] {
        let values = headers.filter { !Self.openHeaders.contains($0.name.lowercased()) }.map(\.value)
        let sent = [token?.value].compactMap { $0 } + values + urlSecrets + pathSecrets
        // `Basic …`, `Bearer …`, `Splunk …`: the scheme's name is no secret, what follows is.
        let credentials = sent.map { value in value.split(separator: " ", maxSplits: 1).last.map(String.init) ?? value }
        let decoded = credentials.compactMap { BitText.base64.decoded($0.utf8) }.map { String(decoding: $0, as: UTF8.self) }
            .flatMap { text in [text] + text.split(separator: ":", maxSplits: 1).map(String.init) }
        return (credentials + decoded).filter { !$0.isEmpty }
    }

    /// Values of the query, and user and password, should there be any.
    private var urlSecrets: [String] {
        let query = url.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        let values = query.split(whereSeparator: { $0 == "&" || $0 == ";" || $0 == "#" }).map { pair in
            String(pair.split(separator: "=", maxSplits: 1).last ?? pair)
        }
        let authority = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        guard let at = authority.lastIndex(of: "@") else { return values }
        return values + authority[..<at].split(separator: ":").map(String.init)
    }

    /// Parts of the path that the rules hide at this host, as what prints a configuration does, and those that look made by chance:
    /// who knows a webhook's may write there.
    private var pathSecrets: [String] {
        let address = url.prefix { $0 != "?" && $0 != "#" }
        guard let slashes = address.firstRange(of: "://") else { return [] }
        let rest = address[slashes.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        // The rules know hosts without a port.
        let host = authority.split(separator: "@").last?.split(separator: ":").first ?? ""
        let path = rest[authority.endIndex...]
        let shown = answerRules.map { Redactor($0).redacted("\(address[..<slashes.upperBound])\(host)\(path)") } ?? String(path)
        let left = Set(shown.split(separator: "/"))
        let parts = path.split(separator: "/")
        let keys = PathKey.all(in: parts)
        return parts.filter { !left.contains($0) || keys.contains($0) }.map(String.init)
    }
}
