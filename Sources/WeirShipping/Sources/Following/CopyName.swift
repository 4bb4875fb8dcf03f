/// Whether a name says that its file is a copy of another: `a.log.bak`, `a.log-20261130`, `a.log~`, `a-20261130.log`, `a (copy).log` of
/// `a.log`.
enum CopyName {
    private static let separators: Set<Character> = [".", "-", "_", "~", " "]

    /// The names of which it may be a copy's, the longest first.
    static func originals(of name: String) -> [String] {
        let suffix = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
        var names: [String] = []
        for index in name.indices.reversed() where index > name.startIndex && separators.contains(name[index]) {
            let prefix = String(name[..<index])
            names.append(prefix)
            if !prefix.hasSuffix(suffix), prefix.count + suffix.count < name.count { names.append(prefix + suffix) }
        }
        return names
    }

    static func relates(_ name: String, to original: String) -> Bool {
        guard name.count > original.count else { return false }
        return originals(of: name).contains(original)
    }
}
