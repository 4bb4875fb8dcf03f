import WeirRecords

/// The longest standard retention whose P95 high-water mark fits the disk beside WAL and what else is there.
package struct FittingRetention: Equatable, Sendable {
    /// In the unit of the present setting, time where that has none; nil where not even the shortest fits.
    package var limit: RetentionLimit?
    /// The longest that was tried fits: the truth may be longer.
    package var isAtLeast: Bool
    /// Files' P95 high-water mark under it; of the shortest where none fits.
    package var highWater: Double
    /// The longest whose P50 fits: what is at stake in the range.
    package var limitAtP50: RetentionLimit?
    package var assumes: String
}

/// The most concurrent sessions at the peak for which the same holds under the present setting.
package struct FittingSessions: Equatable, Sendable {
    /// Nil where not even one fits.
    package var peakConcurrent: Int?
    package var isAtLeast: Bool
    package var highWater: Double
    /// The most whose P50 fits.
    package var peakConcurrentAtP50: Int?
    package var assumes: String
}

/// Bisects over the few draws that lie about a percentile of the present forecast.
struct Backwards {
    private let forecaster: Forecaster
    private let present: Scenario
    private let numbers: (p50: [Int], p95: [Int])
    private let sessions: Int

    /// - Parameter highWater: of each draw, under the present setting.
    init(_ forecaster: Forecaster, _ present: Scenario, highWater: [Double], sessions: Int) {
        self.forecaster = forecaster
        self.present = present
        self.sessions = sessions
        let order = highWater.indices.sorted { (highWater[$0], $0) < (highWater[$1], $1) }
        numbers = (Self.about(0.50, order), Self.about(0.95, order))
    }

    /// Draws about a percentile, of which the middle one decides.
    private static let draws = 3

    private static func about(_ share: Double, _ order: [Int]) -> [Int] {
        let middle = max(0, Int((share * Double(order.count) - 0.5).rounded(.up)))
        let from = max(0, min(middle - draws / 2, order.count - draws))
        return Array(order[from..<min(order.count, from + draws)])
    }

    private static let assumed =
        "the load, its growth and its range as in this plan; the disk holds table, WAL and what others use; nothing is kept free; "
        + "the table begins empty, or was made anew"

    // MARK: Retention

    private static let mostRows = 1e12
    /// Bisecting a scale of ratios: to a hundredth.
    private static let precision = 1.01

    func retention() -> FittingRetention {
        let isRows = if case .rows = present.policy.standard { true } else { false }
        let most = isRows ? Self.mostRows : Double(forecaster.settings.hours)
        func limit(_ value: Double) -> RetentionLimit {
            isRows ? .rows(RowCount(Int64(value))) : .age(.seconds(value.rounded(.down) * 3600))
        }
        func evaluated(_ numbers: [Int]) -> Found {
            largest(from: 1, to: most) { value, stops in
                var scenario = present
                scenario.policy.standard = limit(value)
                return self.most(scenario, numbers, sessionScale: 1, stopsWhenFull: stops)
            }
        }
        let (found, half) = (evaluated(numbers.p95), evaluated(numbers.p50))
        return FittingRetention(
            limit: found.value.map(limit), isAtLeast: found.isMost, highWater: found.bytes, limitAtP50: half.value.map(limit),
            assumes: Self.assumed + "; debug as it is; no longer than the \(forecaster.settings.days) days that are looked ahead")
    }

    // MARK: Sessions

    func fittingSessions() -> FittingSessions {
        let most = Double(LoadEstimate.maximumSessions)
        func evaluated(_ numbers: [Int]) -> Found {
            largest(from: 1, to: most) { value, stops in
                self.most(present, numbers, sessionScale: value / Double(max(1, sessions)), stopsWhenFull: stops)
            }
        }
        let (found, half) = (evaluated(numbers.p95), evaluated(numbers.p50))
        return FittingSessions(
            peakConcurrent: found.value.flatMap { Int(exactly: $0.rounded(.down)) }, isAtLeast: found.isMost, highWater: found.bytes,
            peakConcurrentAtP50: half.value.flatMap { Int(exactly: $0.rounded(.down)) },
            assumes: Self.assumed + "; agents in proportion to the sessions, Web Apps as they are")
    }

    // MARK: Bisection

    private typealias Found = (value: Double?, isMost: Bool, bytes: Double)

    private func most(_ scenario: Scenario, _ numbers: [Int], sessionScale: Double, stopsWhenFull: Bool) -> (fits: Bool, bytes: Double) {
        var frame = forecaster.frame(scenario)
        (frame.start, frame.stopsWhenFull) = (.empty, stopsWhenFull)
        let runs = numbers.map { forecaster.run(forecaster.draws[$0].scaled(sessions: sessionScale), frame) }
            .sorted { ($1.fullAfter, $0.highWater) < ($0.fullAfter, $1.highWater) }
        guard runs.indices.contains(runs.count / 2) else { return (true, 0) }
        let middle = runs[runs.count / 2]
        return (middle.fullAfter == .infinity, middle.highWater)
    }

    /// The largest value that fits, by halving the ratio between one that does and one that doesn't.
    private func largest(
        from least: Double, to most: Double, _ evaluate: (_ value: Double, _ stopsWhenFull: Bool) -> (fits: Bool, bytes: Double)
    ) -> Found {
        let shortest = evaluate(least, false)
        guard shortest.fits else { return (nil, false, shortest.bytes) }
        let longest = evaluate(most, true)
        if longest.fits { return (most, true, longest.bytes) }
        var (low, high, bytes) = (least, most, shortest.bytes)
        while high / low > Self.precision, high - low > 1 {
            let middle = (low * high).squareRoot()
            let found = evaluate(middle, true)
            if found.fits { (low, bytes) = (middle, found.bytes) } else { high = middle }
        }
        return (low, false, bytes)
    }
}
