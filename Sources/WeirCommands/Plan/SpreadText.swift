import Foundation
import WeirPlanner

/// Ranges as a reader sees them: two significant digits where they rest on a prior, three where they were measured.
struct SpreadText {
    var digits: Int

    static let prior = SpreadText(digits: 2)
    static let measured = SpreadText(digits: 3)

    init(digits: Int) { self.digits = digits }
    init(for origin: Figure.Origin) { self.init(digits: origin == .assumed ? 2 : 3) }

    /// `20 GiB (3.1 GiB – 250 GiB)`, or one figure where the ends agree.
    func text(_ spread: Spread, _ one: (Double) -> String) -> String {
        let (low, middle, high) = (one(spread.low), one(spread.middle), one(spread.high))
        return low == high ? middle : "\(middle) (\(low) – \(high))"
    }

    /// What never comes is infinite.
    func until(_ value: Double) -> String { value.isFinite ? days(value) : "never" }

    /// `12 %`; what is there but under half a percent is not nothing.
    func share(_ value: Double) -> String { value > 0 && value < 0.005 ? "<1 %" : "\(Int((value * 100).rounded())) %" }

    func bytes(_ value: Double) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var (value, unit) = (value, 0)
        while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1024, unit + 1) }
        return "\(number(value)) \(units[unit])"
    }

    func count(_ value: Double) -> String { number(value) }

    func days(_ value: Double) -> String {
        switch value {
        case ..<0.05: "\(number(value * 1440)) min"
        case ..<2: "\(number(value * 24)) h"
        case ..<730: "\(number(value)) d"
        default: "\(number(value / 365.25)) years"
        }
    }

    /// Rounded to the significant digits, whole digits in groups of three.
    func number(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : "–" }
        let exponent = Int(log10(abs(value)).rounded(.down))
        let scale = pow(10.0, Double(digits - 1 - exponent))
        let rounded = (value * scale).rounded() / scale
        let decimals = max(0, digits - 1 - Int(log10(abs(rounded)).rounded(.down)))
        return decimals == 0 ? Int64(rounded.clamped).grouped : String(format: "%.\(min(decimals, 6))f", rounded)
    }
}

extension Double {
    /// Within what an Int64 holds.
    fileprivate var clamped: Double { Swift.min(Swift.max(self, -9e18), 9e18) }
}
