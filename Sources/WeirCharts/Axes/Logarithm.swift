/// Logarithms without a mathematics library, for places on an axis: the binary exponent, and the rest of it bit by bit.
enum Logarithm {
    /// Bits after the point: finer than a pixel of any screen.
    private static let bits = 24

    /// Base 2, of a finite number over zero; zero for anything else.
    static func base2(_ value: Double) -> Double {
        guard value.isFinite, value > 0 else { return 0 }
        var (result, rest, bit) = (Double(value.exponent), value.significand, 0.5)
        for _ in 0..<bits {
            rest *= rest
            if rest >= 2 {
                rest /= 2
                result += bit
            }
            bit /= 2
        }
        return result
    }
}
