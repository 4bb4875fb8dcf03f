/// A scale from zero to an end, or of ratios from one value over zero to another, with the values that are written beside it.
package struct Axis: Equatable, Sendable {
    package struct Tick: Equatable, Sendable {
        package var value: Double
        package var label: String
        /// Every second one, whose label a narrow drawing leaves out.
        package var isMinor: Bool

        package init(_ value: Double, _ label: String, isMinor: Bool = false) {
            self.value = value
            self.label = label
            self.isMinor = isMinor
        }
    }

    /// Over zero.
    package let end: Double
    /// Over zero where equal distances are equal ratios; else zero.
    package let start: Double
    package let ticks: [Tick]

    /// An end that is no number over zero becomes one, a start that is not below the end zero.
    package init(start: Double = 0, end: Double, ticks: [Tick]) {
        let end = end.isFinite && end > 0 ? end : 1
        let start = start > 0 && start < end ? start : 0
        (self.start, self.end) = (start, end)
        self.ticks = ticks.filter { $0.value >= start * (1 - 1e-9) && $0.value <= end * (1 + 1e-9) }
    }

    /// Where a value lies, from 0 to 1; what lies outside is put on the edge, and what is no number at zero.
    package func share(_ value: Double) -> Double {
        guard start > 0 else { return value.isNaN ? 0 : min(max(value / end, 0), 1) }
        guard value > start else { return 0 }
        return value < end ? Logarithm.base2(value / start) / Logarithm.base2(end / start) : 1
    }

    /// Ticks at whole steps.
    ///
    /// - Parameters:
    ///   - step: between two ticks, over zero.
    ///   - hasMinor: whether a narrow drawing leaves out every second label.
    init(end: Double, step: Double, hasMinor: Bool, label: (Double) -> String) {
        let count = step > 0 ? (end / step + 1e-9).rounded(.down) : 0
        let last = count.isFinite ? Int(min(count, Double(Step.mostTicks))) : 0
        self.init(
            end: end,
            ticks: (0...last).map { index in
                Tick(Double(index) * step, label(Double(index) * step), isMinor: hasMinor && !index.isMultiple(of: 2))
            })
    }
}
