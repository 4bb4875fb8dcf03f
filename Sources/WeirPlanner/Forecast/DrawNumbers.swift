import RealModule

/// Gaussian numbers by seed, draw and stream, each to be had without those before it: a draw is the same whatever else is drawn,
/// so scenarios compare pairwise, and on every machine.
///
/// Draws come in pairs of opposite signs, which centres every median.
struct DrawNumbers {
    private let seed: UInt64
    private let sign: Double

    init(seed: UInt64, draw: Int) {
        let pair = UInt64(truncatingIfNeeded: draw / 2)
        self.seed = Self.mixed(Self.mixed(seed) &+ pair &* Self.step)
        sign = draw.isMultiple(of: 2) ? 1 : -1
    }

    /// Mean 0, variance 1; Box and Muller's transform of two numbers.
    func gaussian(_ stream: UInt64) -> Double {
        let first = Self.mixed(seed &+ (2 &* stream &+ 1) &* Self.step)
        let second = Self.mixed(seed &+ (2 &* stream &+ 2) &* Self.step)
        let radius = (-2 * Double.log(Self.unit(first))).squareRoot()
        return sign * radius * Double.cos(2 * .pi * Self.unit(second))
    }

    /// Of SplitMix64 (Steele, Lea, Flood 2014): the golden ratio's fraction, and its finaliser.
    private static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Over 0, to 1: 53 bits.
    private static func unit(_ bits: UInt64) -> Double { (Double(bits >> 11) + 1) * 0x1p-53 }
}

extension Spread {
    /// What is between P5 and P50, or P50 and P95, of a Gaussian.
    private static let deviations = 1.6448536269514722

    /// The value at so many standard deviations from the middle: lognormal, each side as wide as its end says. Zero stays zero.
    package func at(_ deviations: Double) -> Double {
        guard middle > 0, deviations != 0 else { return middle }
        let end = deviations < 0 ? low : high
        guard end > 0, end != middle else { return middle }
        let width = Double.log(end / middle) / Self.deviations
        return middle * Double.exp(width * abs(deviations))
    }
}
