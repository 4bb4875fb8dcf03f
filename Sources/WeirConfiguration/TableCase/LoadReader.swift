import WeirPlanner

/// Reads `load`.
struct LoadReader {
    let root: Section<TableCaseKey>
    /// Of the table, by name.
    let columns: [String]

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
        guard let rows else { return nil }
        var load = TableCase.Load(rowsPerHour: rows, debugShare: share, hourlyFactors: factors)
        load.rowsPerCommit = section.optional(.rowsPerCommit, .integer(TableCaseLimits.rowsPerCommit))
        load.inserters = section.value(.inserters, .integer(TableCaseLimits.inserters), default: 1)
        load.lateRows = section.value(.lateRows, .integer(TableCaseLimits.lateRows), default: 0)
        load.late = late(section)
        load.updates = updates(section)
        return (load, section)
    }

    private func late(_ section: Section<LoadKey>) -> TableCase.Late? {
        guard let late = section.section(.late, LateKey.self) else { return nil }
        let share = late.required(.share, .number(from: TableCaseLimits.share.least, to: TableCaseLimits.share.most))
        let by = late.required(.by, .duration(from: TableCaseLimits.lateBy.least, to: TableCaseLimits.lateBy.most))
        guard let share, let by else { return nil }
        return TableCase.Late(share: share, byHours: by.inSeconds / 3600)
    }

    private func updates(_ section: Section<LoadKey>) -> TableCase.Updates? {
        guard let updates = section.section(.updatesPerRow, UpdatesKey.self) else { return nil }
        let count = updates.required(.count, .integer(TableCaseLimits.updates))
        if !updates.has(.columns) { updates.reportMissing(.columns, "a list of the columns that change") }
        let columns = updates.list(.columns, .column(of: columns)) ?? []
        return count.map { TableCase.Updates(count: $0, columns: columns) }
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
