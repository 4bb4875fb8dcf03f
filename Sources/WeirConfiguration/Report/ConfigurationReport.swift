/// Everything that is wrong with one file, in the order of the file.
package struct ConfigurationReport: Error, Equatable, Sendable {
    /// As it was given.
    package var path: String
    /// In the file's order; at most `ConfigurationLimits.problems`.
    package var problems: [Problem]
    /// Problems beyond the limit, counted only.
    package var omitted: Int

    package init(path: String, problems: [Problem]) {
        let ordered = problems.enumerated().sorted { left, right in
            (left.element.place ?? .start, left.offset) < (right.element.place ?? .start, right.offset)
        }
        self.path = path
        self.problems = ordered.prefix(ConfigurationLimits.problems).map(\.element)
        self.omitted = max(0, ordered.count - ConfigurationLimits.problems)
    }

    /// The path as it may be shown: it may be an address that was given in a file's place.
    package var shownPath: String { QuotableText.of(path) }

    package var errors: [Problem] { problems.filter { $0.severity == .error } }
    package var warnings: [Problem] { problems.filter { $0.severity == .warning } }
    package var notes: [Problem] { problems.filter { $0.severity == .note } }

    /// One line a problem: `weir.yaml:3:5: error: sources[0].kind: …`.
    package var lines: [String] {
        let path = shownPath
        let listed = problems.map { problem in
            let place = problem.place.map { ":\($0)" } ?? ""
            return "\(path)\(place): \(problem.severity.rawValue): \(problem.text)"
        }
        return omitted == 0 ? listed : listed + ["\(path): \(omitted) more problems are not listed"]
    }
}

extension Place {
    static let start = Place(line: 0, column: 0)
}

/// What came of reading a file: the value where nothing is wrong with it, and the report in any case.
package struct Loaded<Value: Sendable>: Sendable {
    /// `nil` exactly when the report holds an error.
    package var value: Value?
    package var report: ConfigurationReport

    package init(value: Value?, report: ConfigurationReport) {
        self.value = value
        self.report = report
    }

    /// The value, or the report as the error.
    package func get() throws(ConfigurationReport) -> Value {
        guard let value else { throw report }
        return value
    }
}
