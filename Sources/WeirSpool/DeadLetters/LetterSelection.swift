internal import GRDB
package import WeirRecords

/// Some of the dead letters: those of which everything that is given is true.
package struct LetterSelection: Equatable, Sendable {
    /// Their numbers; `nil` for any.
    package var ids: [Int64]?
    package var sink: String?
    package var reason: String?
    /// Given up at this time or before.
    package var asOf: Timestamp?
    /// Asked to be sent again, and not settled since.
    package var isToReplay: Bool

    package static let all = LetterSelection()

    package init(
        ids: [Int64]? = nil, sink: String? = nil, reason: String? = nil, asOf: Timestamp? = nil, isToReplay: Bool = false
    ) {
        self.ids = ids
        self.sink = sink
        self.reason = reason
        self.asOf = asOf
        self.isToReplay = isToReplay
    }
}

extension LetterSelection: CustomStringConvertible {
    /// `sink lake, reason HTTP 400`, `letters 3, 5, 8`, or `all`.
    package var description: String {
        var parts: [String] = []
        if let ids { parts.append("letters " + ids.map { "\($0)" }.joined(separator: ", ")) }
        if let sink { parts.append("sink \(sink)") }
        if let reason { parts.append("reason \(reason)") }
        if let asOf { parts.append("as of \(asOf)") }
        return parts.isEmpty ? "all" : parts.joined(separator: ", ")
    }
}

extension LetterSelection {
    /// For `FROM dead_letter JOIN sink ON sink.id = dead_letter.sink`, behind a `WHERE`.
    var condition: (sql: String, arguments: StatementArguments) {
        var terms = ["1"]
        var arguments = StatementArguments()
        func require(_ term: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            terms.append(term)
            arguments += [value]
        }
        // SQLite limits how many values one statement takes, not how long a text is.
        require(
            "dead_letter.id IN (SELECT value FROM json_each(?))",
            ids.map { "[" + $0.map { "\($0)" }.joined(separator: ",") + "]" })
        require("sink.name = ?", sink)
        require("reason = ?", reason?.stored)
        require("time <= ?", asOf?.microseconds)
        if isToReplay { terms.append("replay IS NOT NULL") }
        return (terms.joined(separator: " AND "), arguments)
    }
}
