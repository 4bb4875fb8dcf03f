import WeirRecords

/// The longest standard retention whose P95 high-water mark fits the disk beside WAL and what else is there.
package struct FittingRetention: Equatable, Sendable {
    /// In the unit of the present setting, time where that has none; nil where not even the shortest fits.
    package var limit: RetentionLimit?
    /// The longest that was tried fits: the truth may be longer.
    package var isAtLeast: Bool
    /// Files' P95 high-water mark under it; of the shortest where none fits.
    package var highWater: Double
    package var assumes: String
}

/// The most concurrent sessions at the peak for which the same holds under the present setting.
package struct FittingSessions: Equatable, Sendable {
    /// Nil where not even one fits.
    package var peakConcurrent: Int?
    package var isAtLeast: Bool
    package var highWater: Double
    package var assumes: String
}

/// Bisects over the few draws that lie about P95 of the present forecast.
struct Backwards {
    private let forecaster: Forecaster
    private let present: Scenario
    private let numbers: [Int]
    private let sessions: Int

    /// Draws about P95, of which the middle one decides.
    private static let draws = 5

    /// - Parameter highWater: of each draw, under the present setting.
    init(_ forecaster: Forecaster, _ present: Scenario, highWater: [Double], sessions: Int) {
        self.forecaster = forecaster
        self.present = present
        self.sessions = sessions
        let order = highWater.indices.sorted { (highWater[$0], $0) < (highWater[$1], $1) }
        let middle = max(0, Int((0.95 * Double(order.count) - 0.5).rounded(.up)))
        let from = max(0, min(middle - Self.draws / 2, order.count - Self.draws))
        numbers = Array(order[from..<min(order.count, from + Self.draws)])
    }

    private static let assumed =
        "the load, its growth and its range as in this plan; the disk holds table, WAL and what others use; nothing is kept free; "
        + "the table begins empty, or was made anew"

    // MARK: Retention

    private static let mostRows = 1e12
    /// Bisecting a scale of ratios: to a hundredth.
    private static let precision = 1.01

    func retention() -> FittingRetention {
        if case .rows = present.policy.standard { return fittingRows() }
        return fittingAge()
    }

    private func fittingAge() -> FittingRetention {
        let longest = Double(forecaster.settings.hours)
        let found = largest(from: 1, to: longest) { most(standard: .age(.seconds(($0 * 3600).rounded()))) }
        let days = longest / 24
        return FittingRetention(
            limit: found.value.map { .age(.seconds($0.rounded(.down) * 3600)) }, isAtLeast: found.isMost, highWater: found.bytes,
            assumes: Self.assumed + "; debug as it is; no longer than the \(Int(days)) days that are looked ahead")
    }

    private func fittingRows() -> FittingRetention {
        let found = largest(from: 1, to: Self.mostRows) { most(standard: .rows(RowCount(Int64($0)))) }
        return FittingRetention(
            limit: found.value.map { .rows(RowCount(Int64($0))) }, isAtLeast: found.isMost, highWater: found.bytes,
            assumes: Self.assumed + "; debug as it is; what comes between two clean-ups lies over the cap")
    }

    private func most(standard: RetentionLimit) -> (fits: Bool, bytes: Double) {
        var scenario = present
        scenario.policy.standard = standard
        return most(scenario, sessionScale: 1)
    }

    // MARK: Sessions

    func fittingSessions() -> FittingSessions {
        let most = Double(LoadEstimate.maximumSessions)
        let found = largest(from: 1, to: most) { self.most(present, sessionScale: $0 / Double(max(1, sessions))) }
        return FittingSessions(
            peakConcurrent: found.value.flatMap { Int(exactly: $0.rounded(.down)) }, isAtLeast: found.isMost, highWater: found.bytes,
            assumes: Self.assumed + "; agents in proportion to the sessions, Web Apps as they are")
    }

    // MARK: Bisection

    private func most(_ scenario: Scenario, sessionScale: Double) -> (fits: Bool, bytes: Double) {
        var frame = forecaster.frame(scenario)
        frame.start = .empty
        let runs = numbers.map { forecaster.run(forecaster.draws[$0].scaled(sessions: sessionScale), frame) }
            .sorted { $0.highWater < $1.highWater }
        guard runs.indices.contains(runs.count / 2) else { return (true, 0) }
        let middle = runs[runs.count / 2]
        return (middle.fullAfter == .infinity, middle.highWater)
    }

    /// The largest value that fits, by halving the ratio between one that does and one that doesn't.
    private func largest(
        from least: Double, to most: Double, _ evaluate: (Double) -> (fits: Bool, bytes: Double)
    ) -> (value: Double?, isMost: Bool, bytes: Double) {
        let shortest = evaluate(least)
        guard shortest.fits else { return (nil, false, shortest.bytes) }
        let longest = evaluate(most)
        if longest.fits { return (most, true, longest.bytes) }
        var (low, high, bytes) = (least, most, shortest.bytes)
        while high / low > Self.precision, high - low > 1 {
            let middle = (low * high).squareRoot()
            let found = evaluate(middle)
            if found.fits { (low, bytes) = (middle, found.bytes) } else { high = middle }
        }
        return (low, false, bytes)
    }
}
