import WeirRecords

extension ReducedTable {
    /// A whole case, hour by hour.
    ///
    /// - Throws: where there is no column, no row, or an index over a column that is not there.
    package static func run(_ plan: TableCase) throws(PlanError) -> [ReducedHour] {
        let layout = try TableLayout(columns: plan.columns, indexes: plan.indexes, sample: plan.sample)
        return run(plan, TableCoefficients(layout: layout, fillfactor: plan.storage.fillfactor))
    }

    /// - Parameter coefficients: of the case's table.
    package static func run(_ plan: TableCase, _ coefficients: TableCoefficients) -> [ReducedHour] {
        var table = ReducedTable(coefficients, TableRules(plan))
        return (0..<max(0, plan.hours)).map { table.advance(inserted: plan.rows(inHour: $0)) }
    }
}

extension TableCase {
    /// Rows that come in an hour of the run.
    package func rows(inHour hour: Int) -> PerClass<Double> {
        let factor = load.hourlyFactors.isEmpty ? 1 : load.hourlyFactors[hour % load.hourlyFactors.count]
        let debug = load.debugShare ?? sampleShare
        return PerClass(standard: 1 - debug, debug: debug) * (load.rowsPerHour * factor)
    }

    private var sampleShare: Double {
        Double(sample.rows.count { $0.retentionClass == .debug }) / Double(max(1, sample.rows.count))
    }
}
