/// A file to be read, with what it needs from outside: the one way from text to a checked value.
struct ConfigurationSource {
    var text: String
    var path: String
    var environment: (String) -> String?
    var readSecret: (String) -> FileReading
    var exposure = FileExposure.none

    func load<Key: ConfigurationKey, Value: Sendable>(_ keys: Key.Type, _ read: (Section<Key>) -> Value?) -> Loaded<Value> {
        let findings = Findings()
        let context = ReadingContext(
            findings: findings, readSecret: readSecret, variable: environment, exposure: exposure, directory: path.upToLastSlash)
        let root = root(findings)
        if let root, let other = KindOfFile.other(than: Key.self, root) {
            findings.error(at: root.place, "", other.message, wayOut: other.wayOut)
            return loaded(nil, findings)
        }
        let value = root.flatMap { Section<Key>($0, at: .root, context) }.flatMap(read)
        return loaded(value, findings)
    }

    /// The document's tree; `nil` where there is none, which the findings tell.
    func root(_ findings: Findings) -> ConfigurationNode? {
        YAMLDocument(text: text, findings: findings, variable: environment).parse()
    }

    private func loaded<Value>(_ value: Value?, _ findings: Findings) -> Loaded<Value> {
        if value == nil, !findings.hasErrors { findings.error(at: nil, "", "the file can't be read") }
        return Loaded(value: findings.hasErrors ? nil : value, report: ConfigurationReport(path: path, problems: findings.problems))
    }
}
