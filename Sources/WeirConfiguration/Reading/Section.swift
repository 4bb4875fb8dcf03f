/// The keys of one mapping: the contract with whoever writes the file.
protocol ConfigurationKey: RawRepresentable<String>, CaseIterable {
    /// Keys that are right in the design and not in this version: refused by name, with a reason, and never passed over.
    static var unavailable: Set<String> { get }
    /// What to do instead of using one of them, where that can be said.
    static func substitute(for unavailable: String) -> String?
}

extension ConfigurationKey {
    static var unavailable: Set<String> { [] }
    static func substitute(for unavailable: String) -> String? { nil }
}

/// What every reader of one file shares.
struct ReadingContext {
    var findings: Findings
    var readSecret: (String) -> FileReading
    /// A variable of the environment.
    var variable: (String) -> String?
    /// Of the file itself.
    var exposure: FileExposure
    /// The directory of the file, with its final slash, or empty: relative paths start there.
    var directory: String

    /// A path as the file means it.
    func resolved(_ path: String) -> String {
        path.hasPrefix("/") ? path : directory + path
    }
}

/// A mapping being read: unknown keys are reported at once, values as they are asked for.
struct Section<Key: ConfigurationKey> {
    let context: ReadingContext
    let place: Place
    let path: ValuePath
    private let entries: [String: ConfigurationNode.Entry]

    /// `nil` where the node is no mapping, which is then reported.
    init?(_ node: ConfigurationNode, at path: ValuePath, _ context: ReadingContext) {
        guard case .mapping(let entries) = node.content else {
            let keys = Key.allCases.map(\.rawValue).prefix(3).joined(separator: ", ")
            context.findings.error(at: node.place, path.text, "a mapping (\(keys), …) belongs here, not \(node.kindInWords)")
            return nil
        }
        self.context = context
        self.place = node.place
        self.path = path
        self.entries = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
        entries.forEach(refuseUnknown)
    }

    var findings: Findings { context.findings }

    func has(_ key: Key) -> Bool { entries[key.rawValue] != nil }

    func path(_ key: Key) -> ValuePath { path.key(key.rawValue) }

    /// Where the key's value stands; the section's own place where it is missing.
    func place(_ key: Key) -> Place { entries[key.rawValue]?.value.place ?? place }

    /// The value's node; `nil` where the key is missing or, which is reported, stands without a value.
    func node(_ key: Key) -> ConfigurationNode? {
        guard let entry = entries[key.rawValue] else { return nil }
        if case .empty = entry.value.content {
            findings.error(at: entry.place, path(key).text, "has no value", wayOut: "give it one or take the key out")
            return nil
        }
        return entry.value
    }

    func isEmptyList(_ key: Key) -> Bool {
        guard case .sequence(let items)? = entries[key.rawValue]?.value.content else { return false }
        return items.isEmpty
    }

    func error(_ key: Key, _ message: String, suggestion: String? = nil, wayOut: String? = nil) {
        findings.error(at: place(key), path(key).text, message, suggestion: suggestion, wayOut: wayOut)
    }

    func warning(_ key: Key, _ message: String, wayOut: String? = nil) {
        findings.warning(at: place(key), path(key).text, message, wayOut: wayOut)
    }

    func note(_ key: Key, _ message: String, wayOut: String? = nil) {
        findings.note(at: place(key), path(key).text, message, wayOut: wayOut)
    }

    private func refuseUnknown(_ entry: ConfigurationNode.Entry) {
        guard Key(rawValue: entry.key) == nil else { return }
        let known = Key.allCases.map(\.rawValue)
        let entryPath = path.key(entry.key).text
        if Key.unavailable.contains(entry.key) {
            let message = "`\(entry.key)` is not available in this version"
            let wayOut = Key.substitute(for: entry.key) ?? "available here: \(known.joined(separator: ", "))"
            findings.error(at: entry.place, entryPath, message, wayOut: wayOut)
        } else if entry.key == "<<" {
            findings.error(at: entry.place, entryPath, "merge keys are not read", wayOut: "write the values out")
        } else {
            let nearest = Suggestion.nearest(to: entry.key, among: known)
            let wayOut = nearest == nil ? "known here: \(known.joined(separator: ", "))" : nil
            findings.error(at: entry.place, entryPath, "unknown key", suggestion: nearest, wayOut: wayOut)
        }
    }
}
