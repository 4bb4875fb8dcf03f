import WeirRecords

extension ScalarReader where Value == Duration {
    static func duration(from least: Duration = .nanoseconds(1), to most: Duration = ConfigurationLimits.duration) -> Self {
        Self("a duration such as 7d, 4h or 90ms") { text throws(Refusal) in
            let value = try DurationText.parse(text)
            guard value >= least else {
                throw Refusal(least == .nanoseconds(1) ? "must be more than nothing" : "must be at least \(DurationText.text(least))")
            }
            guard value <= most else { throw Refusal("must be at most \(DurationText.text(most))") }
            return value
        }
    }
}

/// `7d`, `1.5h`, `1h30m`, `90ms`.
enum DurationText {
    /// Nanoseconds of each unit, longest first.
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("w", 604_800_000_000_000), ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000), ("us", 1_000), ("ns", 1),
    ]

    private static let words = [
        "week": "w", "day": "d", "hour": "h", "hr": "h", "minute": "m", "min": "m", "second": "s", "sec": "s", "millisecond": "ms",
        "msec": "ms",
        "microsecond": "us", "µs": "us",
    ]

    static func parse(_ text: String) throws(Refusal) -> Duration {
        guard let first = DecimalText(text) else { throw Refusal() }
        guard !first.isNegative else { throw Refusal("must not be negative") }
        guard !first.unit.isEmpty else { throw Refusal("has no unit", wayOut: "the units are w, d, h, m, s, ms and us") }
        return try .nanoseconds(sum(of: text))
    }

    /// As few units as it takes: `36500d`, `100ms`.
    static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000)
        guard let unit = units.first(where: { nanoseconds != 0 && nanoseconds % Int128($0.nanoseconds) == 0 }) else {
            return "\(nanoseconds)ns"
        }
        return unit.name == "w" ? "\(nanoseconds / 86_400_000_000_000)d" : "\(nanoseconds / Int128(unit.nanoseconds))\(unit.name)"
    }

    /// The parts must come in falling units, each once.
    private static func sum(of text: String) throws(Refusal) -> Int64 {
        var total: Int64 = 0
        var rest = text
        var available = units[...]
        while !rest.isEmpty {
            guard let part = DecimalText(rest), !part.isNegative else { throw Refusal() }
            let name = String(part.unit.prefix { $0.isLetter })
            guard let index = available.firstIndex(where: { $0.name == name }) else { throw unknownUnit(name, of: text) }
            guard let value = part.scaled(by: available[index].nanoseconds), case (let sum, false) = total.addingReportingOverflow(value)
            else {
                throw Refusal("is beyond every calendar")
            }
            total = sum
            available = available[(index + 1)...]
            rest = String(part.unit.dropFirst(name.count).drop { $0 == " " })
        }
        return total
    }

    private static func unknownUnit(_ name: String, of text: String) -> Refusal {
        let folded = name.lowercased()
        let singular = folded.hasSuffix("s") ? String(folded.dropLast()) : folded
        guard let unit = words[folded] ?? words[singular] ?? units.first(where: { $0.name == folded })?.name,
            !units.contains(where: { $0.name == name }), let end = text.range(of: name)
        else { return Refusal(wayOut: "the units are w, d, h, m, s, ms and us") }
        let number = text[..<end.lowerBound].filter { $0 != " " }
        return Refusal(suggestion: number + unit + text[end.upperBound...])
    }
}

private extension String {
    /// The first occurrence of a part.
    func range(of part: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }
}
