/// A forecast quantity over the draws of a Monte Carlo run. P10 to P95 of the draws, in the quantity's unit.
package struct Percentiles: Equatable, Sendable, Codable {
    package var p10: Double
    package var p50: Double
    package var p90: Double
    package var p95: Double

    package init(p10: Double, p50: Double, p90: Double, p95: Double) {
        self.p10 = p10
        self.p50 = p50
        self.p90 = p90
        self.p95 = p95
    }

    package static func exactly(_ value: Double) -> Percentiles { Percentiles(p10: value, p50: value, p90: value, p95: value) }

    /// By linear interpolation between the sorted draws; zero where there are none.
    package init(of draws: [Double]) {
        let sorted = draws.sorted()
        self.init(
            p10: Self.quantile(0.10, of: sorted), p50: Self.quantile(0.50, of: sorted), p90: Self.quantile(0.90, of: sorted),
            p95: Self.quantile(0.95, of: sorted))
    }

    private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        guard let last = sorted.indices.last else { return 0 }
        let position = share * Double(last)
        let below = Int(position)
        let above = min(below + 1, last)
        let part = position - Double(below)
        return part > 0 ? sorted[below] + (sorted[above] - sorted[below]) * part : sorted[below]
    }

    package func map(_ transform: (Double) -> Double) -> Percentiles {
        Percentiles(p10: transform(p10), p50: transform(p50), p90: transform(p90), p95: transform(p95))
    }
}
