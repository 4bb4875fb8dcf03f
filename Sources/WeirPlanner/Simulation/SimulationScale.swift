/// A table of any size is simulated by a smaller one: rows and pages scale, what doesn't is kept apart.
extension TableSimulation {
    /// Rows that a simulated run inserts at most: more is scaled down to this.
    package static let scaledRows = 250_000.0

    /// Hour by hour, as the real table would be.
    ///
    /// - Throws: where the table can't be simulated at all.
    package static func run(_ plan: TableCase) throws(PlanError) -> [TableHour] {
        try run(plan, scale: 1)
    }

    package static func run(_ plan: TableCase, scale: Double) throws(PlanError) -> [TableHour] {
        var simulation = try TableSimulation(plan, scale: scale)
        return (0..<plan.hours).map { _ in simulation.advance() }
    }
}
