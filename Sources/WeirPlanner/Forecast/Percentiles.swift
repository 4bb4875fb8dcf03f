/// A forecast quantity over the draws of a Monte Carlo run. P10 to P95 of the draws, in the quantity's unit.
///
/// A time until something happens is infinite in draws where it does not within the horizon; JSON has null for it.
package struct Percentiles: Equatable, Sendable {
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

    /// By linear interpolation between the sorted draws, each of which stands for the middle of its share; zero where there are none.
    package init(of draws: [Double]) {
        let sorted = draws.sorted()
        self.init(
            p10: Self.quantile(0.10, of: sorted), p50: Self.quantile(0.50, of: sorted), p90: Self.quantile(0.90, of: sorted),
            p95: Self.quantile(0.95, of: sorted))
    }

    private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        guard let last = sorted.indices.last else { return 0 }
        let position = min(max(0, share * Double(last + 1) - 0.5), Double(last))
        let below = Int(position)
        let above = min(below + 1, last)
        let part = position - Double(below)
        // Between a number and infinity nothing can be interpolated: what half the way leads to never counts as never.
        guard sorted[above].isFinite else { return part > 0 ? sorted[above] : sorted[below] }
        return part > 0 ? sorted[below] + (sorted[above] - sorted[below]) * part : sorted[below]
    }

    package func map(_ transform: (Double) -> Double) -> Percentiles {
        Percentiles(p10: transform(p10), p50: transform(p50), p90: transform(p90), p95: transform(p95))
    }
}

extension Percentiles: Codable {
    private enum CodingKeys: String, CodingKey { case p10, p50, p90, p95 }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func value(_ key: CodingKeys) throws -> Double { try container.decode(Double?.self, forKey: key) ?? .infinity }
        self.init(p10: try value(.p10), p50: try value(.p50), p90: try value(.p90), p95: try value(.p95))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        for (key, value) in [(CodingKeys.p10, p10), (.p50, p50), (.p90, p90), (.p95, p95)] {
            try container.encode(value.isFinite ? value : nil, forKey: key)
        }
    }
}
