/// URLs as they may stand in messages and in a printed configuration.
enum URLText {
    private static let hidden = "<redacted>"

    /// Without user, password and the query's values; other texts as they are.
    static func withoutSecrets(_ text: String) -> String {
        guard let slashes = text.firstRange(of: "://") else { return text }
        let rest = text[slashes.upperBound...]
        // A password that was not encoded may hold any of these: what stands before the last @ of all is not shown.
        let place = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
        let user = place.startIndex == rest.startIndex ? "" : "\(hidden)@"
        return text[..<slashes.upperBound] + user + withoutQuery(String(place))
    }

    /// `?a=b&c` becomes `?a=<redacted>&<redacted>`: names stay, so that what is missing can be seen.
    static func withoutQuery(_ text: String) -> String {
        guard let mark = text.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return text }
        let pairs = text[text.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false).map { pair -> String in
            guard let equals = pair.firstIndex(of: "=") else { return pair.isEmpty ? "" : hidden }
            return "\(pair[...equals])\(hidden)"
        }
        return text[...mark] + pairs.joined(separator: "&")
    }
}
