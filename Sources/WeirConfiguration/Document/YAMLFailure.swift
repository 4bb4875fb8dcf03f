import Yams

/// The library's errors as problems with a place.
enum YAMLFailure {
    static func problem(for error: any Error) -> Problem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _) where problem.contains("nesting"),
            .parser(_, let problem, let mark, _) where problem.contains("nesting"):
            return Problem(at: Place(mark), "", "lists and mappings are nested too deeply", wayOut: depthHint)
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let within = context.map { " (\($0.text), which began in line \($0.mark.line))" } ?? ""
            return Problem(at: Place(mark), "", "not YAML: \(problem)\(within)", wayOut: hint(problem + within))
        case .reader(let problem, let offset, _, let yaml):
            let place = offset.map { TextPlaces.place(after: $0, in: yaml) }
            return Problem(at: place, "", "not YAML: \(problem)", wayOut: "the file must be UTF-8 text without control characters")
        case .memory:
            return Problem(at: nil, "", "lists and mappings are nested too deeply", wayOut: depthHint)
        default:
            return Problem(at: nil, "", "not YAML: \(quoted(String(describing: error)))")
        }
    }

    static var depthHint: String { "at most \(ConfigurationLimits.depth) may stand within each other" }

    private static func hint(_ problem: String) -> String? {
        if problem.contains("cannot start any token") {
            return "indent with spaces, not tabs, and put values with special characters in quotes"
        }
        if problem.contains("an alias") || problem.contains("undefined alias") { return "put a value that begins with `*` in quotes" }
        if problem.contains("another document") { return "one file holds one document: take out the second `---`" }
        return nil
    }
}
