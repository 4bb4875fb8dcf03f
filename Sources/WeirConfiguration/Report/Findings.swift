/// Collects problems while one file is read. A class, since every reader of the file adds to the same list; it lives as long as one load.
final class Findings {
    private(set) var problems: [Problem] = []

    var hasErrors: Bool { problems.contains { $0.severity == .error } }

    func add(_ problem: Problem) { problems.append(problem) }

    func error(at place: Place?, _ keyPath: String, _ message: String, suggestion: String? = nil, wayOut: String? = nil) {
        add(Problem(.error, at: place, keyPath, message, suggestion: suggestion, wayOut: wayOut))
    }

    func warning(at place: Place?, _ keyPath: String, _ message: String, wayOut: String? = nil) {
        add(Problem(.warning, at: place, keyPath, message, wayOut: wayOut))
    }

    func note(at place: Place?, _ keyPath: String, _ message: String, wayOut: String? = nil) {
        add(Problem(.note, at: place, keyPath, message, wayOut: wayOut))
    }
}

/// Text from a file as it may stand in a message: one line, bounded, without control characters.
func printable(_ text: String) -> String {
    let bounded = text.prefix(ConfigurationLimits.quotedCharacters)
    let visible = bounded.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
    return bounded.endIndex == text.endIndex ? visible : visible + "…"
}

/// Without what may be secret in it.
func quoted(_ text: String) -> String { "`\(printable(QuotableText.of(text)))`" }
