/// A table of any size is simulated by a smaller one: rows and pages scale, what doesn't is kept apart.
extension TableSimulation {
    /// Rows that a run inserts at most; more are scaled down to so many.
    package static let simulatedRows = 1_500_000.0

    /// Hour by hour, as the real table would be.
    ///
    /// - Throws: where the table can't be simulated at all.
    package static func run(_ plan: TableCase) throws(PlanError) -> [TableHour] {
        try run(plan, scale: scale(for: plan))
    }

    package static func run(_ plan: TableCase, scale: Double) throws(PlanError) -> [TableHour] {
        var simulation = try TableSimulation(plan, scale: max(1, scale))
        return (0..<max(0, plan.hours)).map { _ in simulation.advance() }
    }

    /// Real rows for each simulated one.
    static func scale(for plan: TableCase) -> Double {
        let versions = 1 + Double(plan.load.updates?.count ?? 0)
        let inserted = (plan.load.rowsPerHour * Double(max(0, plan.hours)) + plan.startRows) * (versions + chunksPerRow(plan))
        return inserted > simulatedRows ? inserted / simulatedRows : 1
    }

    /// Mean chunks that a row of the sample has in the TOAST table, where each is a row of its own.
    private static func chunksPerRow(_ plan: TableCase) -> Double {
        let layout = TupleLayout(columns: plan.columns)
        return Double(plan.sample.rows.reduce(0) { $0 + layout.stored($1).chunks.count }) / Double(max(1, plan.sample.rows.count))
    }
}

extension TableCase {
    /// Hours that writing the rows of the beginning took, at the load's pace as far as that is possible.
    var startHours: Int {
        guard startRows > 0 else { return 0 }
        return Int(min(Self.longestStart, max(1, (startRows / max(1e-9, load.rowsPerHour)).rounded(.up))))
    }

    /// Ten years.
    private static let longestStart = 87_840.0

    /// Row counts of a table with so many times fewer rows.
    func withRowCounts(dividedBy scale: Double) -> TableCase {
        guard scale > 1 else { return self }
        var scaled = self
        scaled.retention.standard = retention.standard.divided(by: scale)
        scaled.retention.debug = retention.debug?.divided(by: scale)
        scaled.events = events.map { event in
            guard case .retentionChange(let at, let standard, let debug) = event else { return event }
            return .retentionChange(at: at, standard: standard.divided(by: scale), debug: debug?.divided(by: scale))
        }
        return scaled
    }
}

extension TableCase.Limit {
    fileprivate func divided(by scale: Double) -> TableCase.Limit {
        guard case .rows(let count) = self else { return self }
        return .rows(Int((Double(count) / scale).rounded()))
    }
}
