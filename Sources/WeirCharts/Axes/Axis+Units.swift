extension Axis {
    private static let byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]

    /// Bytes in binary units, from zero to the first tick at or over a value.
    package static func bytes(upTo top: Double) -> Axis {
        var (unit, scale) = (0, 1.0)
        while top / scale >= 1000, unit < byteUnits.count - 1 { (unit, scale) = (unit + 1, scale * 1024) }
        return rounded(upTo: top, scale: scale) { "\(number($0)) \(byteUnits[unit])" }
    }

    /// Wider than this, from the least to the most, bytes are told apart by their ratios only.
    private static let widestLinear = 8.0
    /// Between two powers of ten ticks are written up to this ratio of the ends; beyond it the powers alone.
    private static let densestRatio = 150.0

    /// For values that only differ: from zero where that shows all of them, else in equal ratios.
    ///
    /// - Parameters:
    ///   - least: the smallest value.
    ///   - most: the largest.
    package static func bytes(from least: Double, to most: Double) -> Axis {
        guard least > 0, most.isFinite, most / least > widestLinear else { return bytes(upTo: most) }
        var (unit, scale) = (0, 1.0)
        while (least * most).squareRoot() / scale >= 1000, unit < byteUnits.count - 1 { (unit, scale) = (unit + 1, scale * 1024) }
        let steps = most / least <= densestRatio ? [1.0, 2, 5] : [1]
        var (power, values) = (1e-3, [Double]())
        while (values.last ?? 0) < most / scale, values.count <= Step.mostTicks {
            values += steps.map { $0 * power }
            power *= 10
        }
        let start = values.last { $0 * scale <= least } ?? least / scale
        let end = values.first { $0 * scale >= most } ?? most / scale
        let ticks = values.map { Tick($0 * scale, "\(number($0)) \(byteUnits[unit])") }
        return Axis(start: start * scale, end: end * scale, ticks: ticks)
    }

    /// A count: `0`, `20,000`, `2 M`.
    package static func count(upTo top: Double) -> Axis {
        let (scale, unit) = top >= 1e9 ? (1e9, " G") : top >= 1e6 ? (1e6, " M") : (1, "")
        return rounded(upTo: top, scale: scale) { number($0) + unit }
    }

    private static func rounded(upTo top: Double, scale: Double, label: (Double) -> String) -> Axis {
        guard top.isFinite, top > 0 else { return Axis(end: 1, step: 1, hasMinor: false) { $0 == 0 ? label(0) : "" } }
        let step = Step.nice(top / scale, wanted: Step.wantedDown)
        let count = (top / scale / step - 1e-9).rounded(.up)
        return Axis(end: count * step * scale, step: step * scale, hasMinor: false) { $0 == 0 ? "0" : label($0 / scale) }
    }

    /// Days from zero to just the end: `0`, `7 d`, `14 d`; years from three on.
    package static func days(upTo end: Double) -> Axis {
        if end >= 3 * 365 { return across(end, scale: 365, steps: [1, 2, 5, 10], unit: "years") }
        return across(end, scale: 1, steps: [1, 2, 7, 14, 30, 60, 90, 180], unit: "d")
    }

    /// Hours from zero to just the end, in parts of a day.
    package static func hours(upTo end: Double) -> Axis { across(end, scale: 1, steps: [1, 2, 3, 6, 12, 24, 48], unit: "h") }

    private static func across(_ end: Double, scale: Double, steps: [Double], unit: String) -> Axis {
        guard end.isFinite, end > 0 else { return Axis(end: 1, ticks: [Tick(0, "0")]) }
        let step = Step.among(steps, end / scale, wanted: Step.wantedAcross) * scale
        return Axis(end: end, step: step, hasMinor: end / step > 4) {
            $0 == 0 ? "0" : "\(number($0 / scale)) \(unit == "years" && $0 == scale ? "year" : unit)"
        }
    }

    /// Whole digits in groups of three; decimals only below ten.
    private static func number(_ value: Double) -> String {
        let text = NumberText.fixed(value, decimals: value < 10 ? 3 : 0)
        guard value >= 10_000, !text.contains(".") else { return text }
        return String(
            text.enumerated().reduce(into: "") { grouped, next in
                if next.offset > 0, (text.count - next.offset).isMultiple(of: 3) { grouped.append(",") }
                grouped.append(next.element)
            })
    }
}
