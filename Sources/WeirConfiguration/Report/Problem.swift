/// One thing that is wrong with a file: where, what, and the way out.
package struct Problem: Equatable, Sendable {
    package enum Severity: String, Comparable, Sendable {
        /// What a setting comes to, for whoever may not know: nothing is wrong with it.
        case note
        /// Worth looking at; the file loads.
        case warning
        /// The file does not load.
        case error

        package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    package var severity: Severity
    /// `nil` where the whole file is meant.
    package var place: Place?
    /// `sinks[0].batch.age`; empty for the root.
    package var keyPath: String
    package var message: String
    /// The nearest key or value that would be right.
    package var suggestion: String?
    package var wayOut: String?

    package init(
        _ severity: Severity = .error, at place: Place?, _ keyPath: String, _ message: String, suggestion: String? = nil,
        wayOut: String? = nil
    ) {
        self.severity = severity
        self.place = place
        self.keyPath = keyPath
        self.message = message
        self.suggestion = suggestion
        self.wayOut = wayOut
    }

    /// The message with the suggestion and the way out, in one line.
    package var explanation: String {
        let nearest = suggestion.map { "; did you mean `\($0)`?" } ?? ""
        return "\(message)\(nearest)\(wayOut.map { "; \($0)" } ?? "")"
    }

    /// The explanation with what it is about before it.
    package var text: String { keyPath.isEmpty ? explanation : "\(keyPath): \(explanation)" }
}

/// A place in a file: both count from 1, columns in Unicode scalars.
package struct Place: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package var description: String { "\(line):\(column)" }

    package static func < (left: Place, right: Place) -> Bool { (left.line, left.column) < (right.line, right.column) }
}
