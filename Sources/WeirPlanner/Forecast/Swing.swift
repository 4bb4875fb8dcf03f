import WeirRecords

/// How far the present scenario's high-water mark moves when one uncertain input goes from its P5 to its P95 and all else stays in the
/// middle.
package struct Swing: Equatable, Sendable, Encodable {
    /// In snake_case.
    package var input: String
    /// The input's ends, in the unit that its own name says; factors where it is one.
    package var range: Spread
    package var unit: String
    package var origin: Figure.Origin
    /// Bytes with the input at P5, everything in the middle, and the input at P95.
    package var highWater: Spread
    /// What would replace the range by a measurement.
    package var lookUp: String

    /// Bytes from end to end.
    package var width: Double { abs(highWater.high - highWater.low) }
}

extension Forecaster {
    /// P5 and P95 of a Gaussian.
    private static let end = 1.6448536269514722
    private static let measure = "weir measure on the log directories, given to plan as a profile"

    /// Widest first; what doesn't move the answer is left out.
    func swings(_ present: Scenario) -> [Swing] {
        let frame = frame(present)
        func bytes(_ deviations: LoadDeviations) -> Double { run(sampler.draw(deviations), frame).highWater }
        let middle = bytes(LoadDeviations())
        let swings = inputs.map { input in
            Swing(
                input: input.name, range: input.range, unit: input.unit, origin: input.origin,
                highWater: Spread(low: bytes(input.at(-Self.end)), middle: middle, high: bytes(input.at(Self.end))), lookUp: input.lookUp)
        }
        return swings.filter { $0.width > 0 }.sorted { ($1.width, $0.input) < ($0.width, $1.input) }
    }

    private struct Input {
        var name: String
        var range: Spread
        var unit: String
        var origin: Figure.Origin
        var lookUp: String
        var at: (Double) -> LoadDeviations
    }

    private var inputs: [Input] {
        let rows = estimate.observed == nil ? Driver.allCases.compactMap(rows) : [observedRows]
        let length = estimate.sampleOrigin == .assumed ? LoadUncertainty.rowLength.assumed : LoadUncertainty.rowLength.measured
        return rows + [
            Input(
                name: "peak_sessions", range: .around(1, factor: LoadUncertainty.peakSessions), unit: "of the file's", origin: .assumed,
                lookUp: "the platform's own session history", at: { LoadDeviations(peakSessions: $0) }),
            Input(
                name: "mean_duration", range: .around(1, factor: LoadUncertainty.meanDuration), unit: "of the file's", origin: .assumed,
                lookUp: "the platform's own session history", at: { LoadDeviations(meanDuration: $0) }),
            Input(
                name: "growth_per_month", range: .around(1, factor: LoadUncertainty.growth), unit: "of the file's", origin: .assumed,
                lookUp: "sessions a month over the last year", at: { LoadDeviations(growth: $0) }),
            Input(
                name: "row_length", range: .around(1, factor: length), unit: "of the sample's", origin: estimate.sampleOrigin,
                lookUp: "weir measure --database: lengths of the table's own rows", at: { LoadDeviations(rowLength: $0) }),
        ]
    }

    /// All coefficients of one driver at once; nil where none of its rows reach the table.
    private func rows(of driver: Driver) -> Input? {
        let own = estimate.terms.filter { $0.driver == driver && $0.role.reachesDatabase }
        let range = own.reduce(.zero) { $0 + $1.rowsPerDay }
        guard range.high > 0 else { return nil }
        let origin = own.map(\.origin).max() ?? .assumed
        return Input(
            name: origin == .measured ? "measured_rows" : "rows_per_\(driver.rawValue)", range: range, unit: "rows a day", origin: origin,
            lookUp: origin == .measured ? "a longer measurement" : Self.measure,
            at: { deviations in LoadDeviations(term: { $0.driver == driver ? deviations : 0 }) })
    }

    private var observedRows: Input {
        Input(
            name: "observed_rows", range: estimate.rowsPerDay, unit: "rows a day", origin: .measured,
            lookUp: "a longer time between two looks at pg_stat_user_tables", at: { LoadDeviations(observed: $0) })
    }
}
