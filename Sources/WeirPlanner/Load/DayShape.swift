/// How sessions spread over the day: each hour's concurrency over the peak's.
package struct DayShape: Equatable, Sendable {
    /// 24 shares of the peak, hour 0 first; the largest is 1.
    package let shares: [Double]

    /// - Parameter factors: 24 factors of which only the ratios count; anything else counts as an even day.
    package init(factors: [Double]) {
        let peak = factors.max() ?? 0
        let isUsable = factors.count == Self.hoursPerDay && peak > 0 && peak.isFinite && factors.allSatisfy { $0 >= 0 }
        shares = isUsable ? factors.map { $0 / peak } : Array(repeating: 1, count: Self.hoursPerDay)
    }

    package static let hoursPerDay = 24

    package var mean: Double { shares.reduce(0, +) / Double(Self.hoursPerDay) }
    /// The busiest hour over the mean hour.
    package var peakFactor: Double { 1 / mean }

    package init(_ profile: SessionPlan.Profile) {
        switch profile {
        case .office: self.init(factors: Self.office)
        case .aroundTheClock: self.init(factors: Array(repeating: 1, count: Self.hoursPerDay))
        case .classroom: self.init(factors: Self.classroom)
        case .shortAnonymous: self.init(factors: Self.shortAnonymous)
        case .hourly(let factors): self.init(factors: factors)
        }
    }

    // Assumed shapes: only `hourly` in the deployment file or a measurement says better.
    private static let office = [
        0.04, 0.03, 0.03, 0.03, 0.03, 0.05, 0.12, 0.40, 0.80, 0.95, 1.00, 0.98, 0.85, 0.90, 0.98, 0.95, 0.85, 0.60, 0.35, 0.22, 0.15, 0.10,
        0.07, 0.05,
    ]
    private static let classroom = [
        0.00, 0.00, 0.00, 0.00, 0.00, 0.00, 0.02, 0.20, 0.90, 1.00, 1.00, 0.95, 0.40, 0.90, 1.00, 0.80, 0.30, 0.10, 0.08, 0.08, 0.06, 0.04,
        0.02, 0.00,
    ]
    private static let shortAnonymous = [
        0.55, 0.45, 0.40, 0.36, 0.36, 0.40, 0.48, 0.58, 0.68, 0.76, 0.82, 0.86, 0.88, 0.90, 0.92, 0.94, 0.95, 0.97, 1.00, 1.00, 0.98, 0.90,
        0.80, 0.66,
    ]
}
