package import WeirPlanner

extension SessionPlan.Profile {
    /// How busy each hour of the day (UTC) is; the busiest is 1. Assumed shapes, not measured ones; `hourly` brings its own.
    package var workloadHours: [Double] {
        switch self {
        case .office:
            [
                0.03, 0.02, 0.02, 0.02, 0.03, 0.06, 0.15, 0.40, 0.80, 1.00, 1.00, 0.95, 0.80, 0.90, 1.00, 0.95, 0.85, 0.60, 0.35, 0.20,
                0.12,
                0.08, 0.06, 0.04,
            ]
        case .aroundTheClock: Array(repeating: 1, count: 24)
        case .classroom:
            [0, 0, 0, 0, 0, 0, 0, 0.5, 1, 1, 1, 1, 0.4, 1, 1, 0.9, 0.4, 0.1, 0.05, 0.05, 0, 0, 0, 0]
        case .shortAnonymous:
            [
                0.40, 0.30, 0.25, 0.20, 0.20, 0.25, 0.35, 0.50, 0.65, 0.75, 0.80, 0.85, 0.90, 0.90, 0.90, 0.90, 0.90, 0.95, 1.00, 1.00,
                0.95,
                0.85, 0.70, 0.55,
            ]
        case .hourly(let factors): Self.relative(factors)
        }
    }

    private static func relative(_ factors: [Double]) -> [Double] {
        let busiest = factors.max() ?? 0
        return busiest > 0 ? factors.map { $0 / busiest } : factors
    }
}
