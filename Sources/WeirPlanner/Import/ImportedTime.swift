package import WeirRecords

/// Times as psql, JSON and people write them.
package enum ImportedTime {
    /// `2026-11-21 04:31:28.268309+00`, with `T`, with `Z`, or with none, which is UTC.
    package static func parse(_ text: String) -> Timestamp? {
        Timestamp.parseISO8601(text) ?? Timestamp.parsePostgreSQL(text)
    }

    /// Hours from one to the other; negative where the other is earlier.
    static func hours(from first: Timestamp, to second: Timestamp) -> Double {
        (Double(second.microseconds) - Double(first.microseconds)) / 3.6e9
    }

    /// Statistics reach the views up to a second late, so a look of seconds tells nothing.
    static let shortestSpanHours = 1.0 / 60

    /// Hours between two looks at one thing, or why there is no rate between them.
    static func span(_ first: Timestamp, _ second: Timestamp, of subject: String) throws(PlanError) -> Double {
        let hours = hours(from: first, to: second)
        if hours < 0 {
            throw .imported(
                "the second \(subject) was taken before the first (\(second) before \(first))", "give them in the order of time")
        }
        guard hours >= shortestSpanHours else {
            throw .imported(
                "both \(subject)s were taken within a minute (\(first), \(second))", "take the second an hour later, better a day or a week"
            )
        }
        return hours
    }
}
