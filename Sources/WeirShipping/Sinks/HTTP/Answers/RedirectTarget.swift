/// Where a redirect leads, as far as it may be shown: without user, password, query and fragment, which may hold secrets.
enum RedirectTarget {
    /// Characters that are shown.
    private static let longest = 256

    /// - Parameter location: the answer's `Location`.
    static func shown(_ location: String) -> String {
        let path = location.prefix { $0 != "?" && $0 != "#" }
        let isCut = path.endIndex != location.endIndex
        return String(withoutUser(path).prefix(longest)) + (isCut ? " (its query is left out)" : "")
    }

    private static func withoutUser(_ url: Substring) -> String {
        guard let slashes = url.firstRange(of: "//") else { return String(url) }
        let authority = url[slashes.upperBound...].prefix { $0 != "/" && $0 != "\\" }
        guard let at = authority.lastIndex(of: "@") else { return String(url) }
        return String(url[..<slashes.upperBound] + url[url.index(after: at)...])
    }
}
