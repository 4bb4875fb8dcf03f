import WeirCharts
import WeirPlanner

/// What moves the answer most, and which measurement would narrow it most.
struct TornadoSection {
    private static let mostBars = 8
    /// Of the answer in the middle: what moves it less is not drawn.
    private static let leastShare = 0.02

    private let swings: [Swing]
    private let words: FigureText

    init?(_ plan: Plan, _ words: FigureText) {
        let seen = plan.swings.filter { $0.width >= Self.leastShare * $0.highWater.middle }
        guard !seen.isEmpty else { return nil }
        swings = Array(seen.prefix(Self.mostBars))
        self.words = words
    }

    var element: Element {
        PageSection(
            id: "tornado", title: "What moves the answer most", lead: lead, content: [chart] + measurement
        ).element
    }

    private var lead: String {
        "The high-water mark with one input at its low and at its high end, all others in their middle."
            + (axis.start > 0 ? " The scale is one of ratios. " : " ")
            + "Widest: \(title(swings[0]).lowercasedFirst), from \(words.bytes(swings[0].highWater.low)) to \(words.bytes(swings[0].highWater.high))."
    }

    private var measurement: [Element] {
        guard let assumed = swings.first(where: { $0.origin == .assumed }) ?? swings.first else { return [] }
        return [
            Element(
                "p", ["class": "note"],
                mixed: [.element(Element("strong", text: "This would narrow it most: ")), .text(assumed.lookUp + ".")])
        ]
    }

    private var axis: Axis {
        let ends = swings.flatMap { [$0.highWater.low, $0.highWater.high] }
        return .bytes(from: ends.min() ?? 0, to: ends.max() ?? 0)
    }

    private var chart: Element {
        let bars = swings.map { swing in
            TornadoDrawing.Bar(
                title(swing), low: swing.highWater.low, high: swing.highWater.high,
                lowText: end(swing, swing.range.low, swing.highWater.low), highText: end(swing, swing.range.high, swing.highWater.high),
                note: swing.origin.rawValue)
        }
        let middle = swings[0].highWater.middle
        return TornadoDrawing(
            words: Words(
                id: "tornado-chart", title: "What moves the high-water mark",
                description: bars.map { "\($0.name): \($0.lowText), \($0.highText)." }.joined(separator: " ")),
            bars: bars, axis: axis, middle: middle,
            middleLabel: "all in the middle: \(words.bytes(middle))", names: ("input at its low end, P5", "input at its high end, P95")
        ).element
    }

    private func title(_ swing: Swing) -> String { words.title(swing.input) }

    /// `×0.77 → 20 GiB` for a factor, `1.2 M a day → 20 GiB` for a rate.
    private func end(_ swing: Swing, _ input: Double, _ bytes: Double) -> String {
        let isFactor = swing.unit.hasPrefix("of the")
        let unit = swing.unit.hasPrefix("rows ") ? String(swing.unit.dropFirst("rows ".count)) : swing.unit
        let value = isFactor ? "×" + words.spread.number(input) : "\(words.short(input)) \(unit)"
        return "\(value) → \(words.bytes(bytes))".unbroken
    }
}
