/// Numbers in drawings: the same digits on every machine, no exponent, nothing that is not a number.
enum NumberText {
    /// Far outside of any drawing, and far inside of what an Int holds in hundredths.
    private static let farthest = 1e9

    /// Two decimals at most: a hundredth of a pixel is not seen. Zero where the value is no number.
    static func coordinate(_ value: Double) -> String { fixed(value, decimals: 2) }

    /// `37.5%` of the drawing's width or height.
    static func percent(_ share: Double) -> String { coordinate(share * 100) + "%" }

    /// Rounded to so many decimals, trailing zeros left out.
    static func fixed(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "0" }
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let units = Int((min(max(value, -farthest), farthest) * Double(scale)).rounded())
        let (whole, part) = units.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
        return (units < 0 ? "-" : "") + String(whole) + fraction(part, decimals)
    }

    private static func fraction(_ part: UInt, _ decimals: Int) -> String {
        guard part > 0 else { return "" }
        let digits = String(part)
        let text = String(repeating: "0", count: decimals - digits.count) + digits
        return "." + text[...(text.lastIndex { $0 != "0" } ?? text.startIndex)]
    }
}
