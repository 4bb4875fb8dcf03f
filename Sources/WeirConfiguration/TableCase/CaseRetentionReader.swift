import WeirPlanner

/// Reads `retention`.
struct CaseRetentionReader {
    let root: Section<TableCaseKey>

    func read() -> TableCase.Retention? {
        guard root.has(.retention) else {
            root.reportMissing(.retention, "a mapping such as {standard: 168h, cleanup_every: 1h}")
            return nil
        }
        guard let section = root.section(.retention, RetentionKey.self) else { return nil }
        let standard = section.required(.standard, .tableLimit)
        let debug = section.optional(.debug, .tableLimit)
        let every = section.value(.cleanupEvery, .wholeHours(TableCaseLimits.intervalHours), default: 1)
        return standard.map { TableCase.Retention(standard: $0, debug: debug, cleanupEveryHours: every) }
    }
}
