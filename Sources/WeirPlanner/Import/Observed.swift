/// A fact that was looked up: its value, how far the truth may lie from it, and where it comes from.
package struct Observed<Value: Equatable & Sendable>: Equatable, Sendable {
    package var value: Value
    /// The truth lies between value / factor and value × factor in nine cases of ten; 1 is exact, never less.
    package var factor: Double
    /// As a reader would say it: `pg_stat_user_tables, 26 h apart`.
    package var origin: String

    package init(_ value: Value, factor: Double = 1, origin: String) {
        self.value = value
        self.factor = max(1, factor)
        self.origin = origin
    }

    package func map<Other>(_ transform: (Value) -> Other) -> Observed<Other> {
        Observed<Other>(transform(value), factor: factor, origin: origin)
    }

    /// Of two looks at one thing the surer one; of equally sure ones the later given.
    static func surer(_ first: Observed?, _ second: Observed?) -> Observed? {
        guard let first, let second else { return first ?? second }
        return second.factor <= first.factor ? second : first
    }
}

extension Observed<Double> {
    /// As a prior is given: low and high are P5 and P95.
    package var spread: Spread { .around(value, factor: factor) }

    /// Whether two looks at one thing can't both be right, by their own uncertainty and a factor more.
    func contradicts(_ other: Observed<Double>, beyond tolerance: Double) -> Bool {
        let room = factor * other.factor * tolerance
        guard value > 0, other.value > 0 else { return value != other.value }
        return max(value / other.value, other.value / value) > room
    }
}

/// How far the mean of a longer time may lie from what a short one showed, as a factor to both sides: assumed, by the length of the look.
package enum SpanUncertainty {
    package static let dayHours = 24.0
    package static let weekHours = 168.0

    package static func factor(spanHours: Double) -> Double {
        switch spanHours {
        case ..<(1.0 / 60): 10
        case ..<1: 3
        case ..<dayHours: 2
        case ..<weekHours: 1.3
        default: 1.15
        }
    }
}
