import WeirPlanner

/// Reads `retention`.
struct CaseRetentionReader {
    let root: Section<TableCaseKey>

    func read() -> TableCase.Retention? {
        guard root.has(.retention) else {
            root.reportMissing(.retention, "a mapping such as {standard: 168h, cleanup_every: 1h}")
            return nil
        }
        guard let section = root.section(.retention, CaseRetentionKey.self) else { return nil }
        let standard = section.required(.standard, .tableLimit)
        let debug = section.optional(.debug, .tableLimit)
        let every = section.value(.cleanupEvery, .cleanupPace, default: CleanupPace(everyHours: 1, perHour: 1))
        let rows = section.optional(.cleanupRows, .integer(TableCaseLimits.cleanupRows))
        return standard.map {
            TableCase.Retention(
                standard: $0, debug: debug, cleanupEveryHours: every.everyHours, cleanupsPerHour: every.perHour, cleanupRows: rows)
        }
    }
}

/// How often rows are cleaned up: every so many hours, and so often in such an hour.
struct CleanupPace: Equatable {
    var everyHours: Int
    var perHour: Int
}

extension ScalarReader where Value == CleanupPace {
    /// Whole hours, or minutes of which an hour has a whole number.
    static var cleanupPace: Self {
        Self("a duration such as 1h, 5m or 15m") { text throws(Refusal) in
            let (seconds, attoseconds) = try DurationText.parse(text).components
            if seconds > 0, attoseconds == 0, seconds < 3600 {
                let perHour = TableCaseLimits.perHour.first { seconds * Int64($0) == 3600 }
                guard let perHour else { throw Refusal("doesn't divide an hour", wayOut: "write 5m, 10m, 15m, 20m, 30m or whole hours") }
                return CleanupPace(everyHours: 1, perHour: perHour)
            }
            return CleanupPace(everyHours: try ScalarReader<Int>.wholeHours(TableCaseLimits.intervalHours).parse(text), perHour: 1)
        }
    }
}
