import WeirPlanner

extension ScalarReader where Value == Int {
    /// A duration of whole hours.
    static func wholeHours(_ range: ClosedRange<Int>) -> Self {
        Self("a duration of whole hours such as 1h") { text throws(Refusal) in try Self.hours(DurationText.parse(text), range) }
    }

    /// A number of hours since the run began, with its unit or, since nothing else could be meant, without.
    static func runHours(_ range: ClosedRange<Int>) -> Self {
        Self("a number of hours such as 360 or 360h") { text throws(Refusal) in
            guard let number = DecimalText(text), number.unit.isEmpty, !number.isNegative else {
                return try Self.hours(DurationText.parse(text), range)
            }
            guard let hours = number.whole.flatMap({ Int(exactly: $0) }) else { throw Refusal("is no whole number of hours") }
            return try Self.within(range, hours)
        }
    }

    private static func hours(_ duration: Duration, _ range: ClosedRange<Int>) throws(Refusal) -> Int {
        let (seconds, attoseconds) = duration.components
        guard attoseconds == 0, seconds.isMultiple(of: 3600), let hours = Int(exactly: seconds / 3600) else {
            throw Refusal("is no whole number of hours")
        }
        return try within(range, hours)
    }

    private static func within(_ range: ClosedRange<Int>, _ hours: Int) throws(Refusal) -> Int {
        guard range.contains(hours) else { throw Refusal("must be from \(range.lowerBound) to \(range.upperBound) hours") }
        return hours
    }
}

extension ScalarReader where Value == TableCase.Limit {
    /// An age in whole seconds, a number of rows, or for ever. Zero keeps nothing.
    static var tableLimit: Self {
        Self("a duration such as 168h, a number of rows such as 400000 rows, or forever") { text throws(Refusal) in
            if text == "forever" { return .forever }
            guard let number = DecimalText(text) else { throw Refusal(suggestion: Suggestion.nearest(to: text, among: ["forever"])) }
            guard !number.isNegative else { throw Refusal("must not be negative", wayOut: "`0h` and `0 rows` keep nothing") }
            guard !number.unit.isEmpty else {
                throw Refusal("has no unit: age and rows are different things", wayOut: "write `168h` or `400000 rows`")
            }
            return try number.unit == "rows" || number.unit == "row" ? rows(number) : age(text)
        }
    }

    private static func rows(_ number: DecimalText) throws(Refusal) -> TableCase.Limit {
        guard let rows = number.whole.flatMap({ Int(exactly: $0) }) else { throw Refusal("is no whole number of rows") }
        let range = TableCaseLimits.rowsKept
        guard range.contains(rows) else { throw Refusal("must be at most \(range.upperBound) rows", wayOut: "write `forever`") }
        return .rows(rows)
    }

    private static func age(_ text: String) throws(Refusal) -> TableCase.Limit {
        let age = try ScalarReader<Duration>.duration(from: .zero).parse(text)
        guard age.components.attoseconds == 0 else { throw Refusal("is no whole number of seconds") }
        return .hours(Double(age.components.seconds) / 3600)
    }
}

extension ScalarReader where Value == Double {
    /// A duration in milliseconds; a bare 0 is one too.
    static func milliseconds(from least: Double, to most: Double) -> Self {
        Self("a duration such as 2ms") { text throws(Refusal) in
            if let number = DecimalText(text), number.isZero, number.unit.isEmpty { return 0 }
            let (seconds, attoseconds) = try DurationText.parse(text).components
            let milliseconds = Double(seconds) * 1e3 + Double(attoseconds) / 1e15
            guard (least...most).contains(milliseconds) else { throw Refusal("must be from \(Int(least))ms to \(Int(most))ms") }
            return milliseconds
        }
    }
}
