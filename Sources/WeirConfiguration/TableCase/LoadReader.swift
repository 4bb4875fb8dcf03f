import WeirPlanner

/// Reads `load`.
struct LoadReader {
    let root: Section<TableCaseKey>

    func read() -> (load: TableCase.Load, section: Section<LoadKey>)? {
        guard root.has(.load) else {
            root.reportMissing(.load, "a mapping such as {rows_per_hour: 600}")
            return nil
        }
        guard let section = root.section(.load, LoadKey.self) else { return nil }
        let (least, most) = TableCaseLimits.rowsPerHour
        let rows = section.required(.rowsPerHour, .number(from: least, to: most))
        let share = section.optional(.debugShare, .number(from: TableCaseLimits.share.least, to: TableCaseLimits.share.most))
        let factors = factors(section)
        return rows.map { (TableCase.Load(rowsPerHour: $0, debugShare: share, hourlyFactors: factors), section) }
    }

    /// Empty where they are missing, or wrong.
    private func factors(_ section: Section<LoadKey>) -> [Double] {
        let before = section.findings.problems.count
        let (least, most) = TableCaseLimits.hourlyFactor
        let factors = section.list(.hourlyFactors, .number(from: least, to: most)) ?? []
        guard section.has(.hourlyFactors), section.findings.problems.count == before else { return [] }
        guard factors.count == TableCaseLimits.hoursPerDay else {
            section.error(.hourlyFactors, "has \(factors.count) factors", wayOut: "it takes 24, one for each hour of the day, hour 0 first")
            return []
        }
        checkMean(factors, section)
        return factors
    }

    private func checkMean(_ factors: [Double], _ section: Section<LoadKey>) {
        let mean = factors.reduce(0, +) / Double(factors.count)
        guard abs(mean - 1) > TableCaseLimits.hourlyMeanTolerance else { return }
        let tolerance = DecimalText.text(TableCaseLimits.hourlyMeanTolerance)
        section.error(
            .hourlyFactors, "has a mean of \(DecimalText.text(mean)), which must be 1 within \(tolerance)",
            wayOut: mean > 0 ? "divide each by \(DecimalText.text(mean))" : "give at least one hour some rows")
    }
}
