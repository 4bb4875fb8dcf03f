import RealModule
import WeirRecords

/// One draw of the load: rows an hour that reach the table, by how they move through the day and the months.
struct LoadDraw: Equatable, Sendable {
    /// Mean over a day at the beginning; they follow the day's shape and grow with the sessions.
    var sessions: PerClass<Double>
    /// Even over the day; grow with the sessions.
    var agents: PerClass<Double>
    /// Even over the day, and stay.
    var constant: PerClass<Double>
    /// Continuous: e to this power more after an hour.
    var growthPerHour: Double
    /// Bytes of a row over the sample's mean.
    var rowLength: Double

    /// Mean of a day at the beginning.
    var rowsPerHour: PerClass<Double> { sessions + agents + constant }
}

/// What is uncertain of the load beside its coefficients: factors from P50 to P95, and from P5 to P50. All are assumptions of this
/// planner, as wide as a forecast of use by people usually is.
package enum LoadUncertainty {
    package static let peakSessions = 1.2
    package static let meanDuration = 1.5
    /// Of the growth that the file gives: none stays none.
    package static let growth = 1.5
    package static let rowLength = (assumed: 1.3, measured: 1.05)
    /// Part of a coefficient's variance (on a scale of ratios) that it shares with all others: one platform logs much, another little.
    package static let commonVariance = 0.8
}

/// Makes draws of one estimate.
struct LoadSampler: Sendable {
    let estimate: LoadEstimate
    private let terms: [LoadTerm]
    private let rowLength: Spread

    init(_ estimate: LoadEstimate) {
        self.estimate = estimate
        terms = estimate.terms.filter(\.role.reachesDatabase)
        let factor = estimate.sampleOrigin == .assumed ? LoadUncertainty.rowLength.assumed : LoadUncertainty.rowLength.measured
        rowLength = .around(1, factor: factor)
    }

    /// - Parameter sessionScale: sessions over the deployment's; agents go with them.
    func draw(_ deviations: LoadDeviations, sessionScale: Double = 1) -> LoadDraw {
        let peak = Spread.around(1, factor: LoadUncertainty.peakSessions).at(deviations.peakSessions)
        let duration = Spread.around(1, factor: LoadUncertainty.meanDuration).at(deviations.meanDuration)
        var draw = LoadDraw(
            sessions: .zero, agents: .zero, constant: .zero, growthPerHour: growth(deviations.growth),
            rowLength: rowLength.at(deviations.rowLength))
        for term in terms { draw.add(term, rows: rows(of: term, deviations), peak: peak, duration: duration) }
        draw.settle(on: estimate.observed, deviations.observed)
        return draw.scaled(sessions: sessionScale)
    }

    /// Rows an hour of each role, mean over a day, whether they reach the table or stay in files.
    func rowsByRole(_ deviations: LoadDeviations) -> [Role: Double] {
        estimate.terms.reduce(into: [:]) { $0[$1.role, default: 0] += rows(of: $1, deviations) }
    }

    private func rows(of term: LoadTerm, _ deviations: LoadDeviations) -> Double { term.rowsPerDay.at(deviations.term(term)) / 24 }

    private func growth(_ deviations: Double) -> Double {
        let fraction = estimate.growthPerMonth.fraction
        let drawn = Spread.around(abs(fraction), factor: LoadUncertainty.growth).at(deviations)
        // A shrinking load can't shrink below nothing, however far a draw lies out.
        return Double.log(1 + (fraction < 0 ? max(-drawn, -0.99) : drawn)) / MeanHours.month
    }
}

extension LoadDraw {
    fileprivate mutating func add(_ term: LoadTerm, rows: Double, peak: Double, duration: Double) {
        switch term.driver {
        case .sessionMinute: sessions[term.retentionClass] += rows * peak
        case .sessionStart: sessions[term.retentionClass] += rows * peak / duration
        case .agentMinute: agents[term.retentionClass] += rows
        case .webAppMinute, .fixedMinute: constant[term.retentionClass] += rows
        }
    }

    /// Where rows were counted, their sum is what was counted; the terms only say how it moves.
    fileprivate mutating func settle(on observed: PerClass<Spread>?, _ common: Double) {
        guard let observed else { return }
        let sum = rowsPerHour
        for each in RetentionClass.allCases {
            let target = observed[each].at(common)
            guard sum[each] > 0 else {
                sessions[each] = target
                continue
            }
            for part in [\LoadDraw.sessions, \.agents, \.constant] { self[keyPath: part][each] *= target / sum[each] }
        }
    }

    func scaled(sessions factor: Double) -> LoadDraw {
        var scaled = self
        (scaled.sessions, scaled.agents) = (sessions * factor, agents * factor)
        return scaled
    }
}
