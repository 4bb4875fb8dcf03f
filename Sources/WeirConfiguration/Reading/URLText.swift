import WeirRedaction

/// URLs as they may stand in messages and in a printed configuration.
enum URLText {
    private static let hidden = "<redacted>"
    private static let rules = try? RedactionRules(RedactionRule.standard)

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

    /// What stands in a URL's path may be all that it takes to write there, as that of a webhook: the rules for records know those, by
    /// their host without a port.
    private static func masked(_ address: Substring, _ scheme: Substring) -> String {
        guard let rules else { return hidden }
        let authority = address.prefix { $0 != "/" }
        let host = withoutPort(authority)
        let masked = Redactor(rules).redacted("\(scheme)\(host)\(address[authority.endIndex...])").dropFirst(scheme.count)
        guard masked.hasPrefix(host) else { return String(masked) }
        return "\(authority)\(masked.dropFirst(host.count))"
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
