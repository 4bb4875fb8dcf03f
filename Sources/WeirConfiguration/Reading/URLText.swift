import WeirRedaction

/// URLs as they may stand in messages and in a printed configuration.
enum URLText {
    private static let hidden = SecretFreeText.hidden

    /// Without user, password, the query's values and what is secret in the path; other texts as they are.
    static func withoutSecrets(_ text: String) -> String {
        guard let slashes = text.firstRange(of: "://") else { return text }
        let (scheme, rest) = (text[..<slashes.upperBound], text[slashes.upperBound...])
        // A password that was not encoded may hold any of these: what stands before the last @ of all is not shown.
        let place = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
        let user = place.startIndex == rest.startIndex ? "" : "\(hidden)@"
        let address = place.prefix { $0 != "?" && $0 != "#" }
        return "\(scheme)\(user)\(masked(address, scheme))\(withoutValues(place[address.endIndex...]))"
    }

    /// `bob:PASSWORD@host`, with a scheme before it or without.
    static func withoutUser(_ text: String) -> String {
        guard let at = text.lastIndex(of: "@"), let colon = text[..<at].firstIndex(of: ":") else { return text }
        // Quotes and brackets around it, and the scheme, are not the user's.
        let start = text[..<colon].lastIndex { !($0.isLetter || $0.isNumber || "._-+%".contains($0)) }
        let scheme = text[colon...].dropFirst().prefix { $0 == "/" }
        let from = scheme.isEmpty ? start.map { text.index(after: $0) } ?? text.startIndex : scheme.endIndex
        return from < at ? "\(text[..<from])\(hidden)\(text[at...])" : text
    }

    /// What stands in a URL's path may be all that it takes to write there, as that of a webhook: the rules for records know those, by
    /// their host without a port.
    private static func masked(_ address: Substring, _ scheme: Substring) -> String {
        let authority = address.prefix { $0 != "/" }
        let host = withoutPort(authority)
        let path = withoutKeys(address[authority.endIndex...])
        let masked = SecretFreeText.of("\(scheme)\(host)\(path)").dropFirst(scheme.count)
        guard masked.hasPrefix(host) else { return String(masked) }
        return "\(authority)\(masked.dropFirst(host.count))"
    }

    private static func withoutKeys(_ path: Substring) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let keys = PathKey.all(in: parts)
        return parts.map { keys.contains($0) ? hidden : String($0) }.joined(separator: "/")
    }

    private static func withoutPort(_ authority: Substring) -> Substring {
        guard let colon = authority.lastIndex(of: ":"), authority[colon...].dropFirst().allSatisfy(\.isASCIIDigit) else { return authority }
        return authority[..<colon]
    }

    /// `?a=b&c` becomes `?a=<redacted>&<redacted>`: names stay, so that what is missing can be seen.
    private static func withoutValues(_ query: Substring) -> String {
        guard let mark = query.first else { return "" }
        let pairs = query.dropFirst().split(separator: "&", omittingEmptySubsequences: false).map { pair -> String in
            guard let equals = pair.firstIndex(of: "=") else { return pair.isEmpty ? "" : hidden }
            return "\(pair[...equals])\(hidden)"
        }
        return "\(mark)" + pairs.joined(separator: "&")
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
