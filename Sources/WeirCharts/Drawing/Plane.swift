/// A field with two axes. Paths are drawn on a grid of thousandths that is stretched to the field; texts and lines are placed in per cent.
struct Plane {
    private static let grid = 1000.0
    /// Pixels from the field's lower edge to the middle of the labels below it.
    private static let labelDepth = "18"

    let x: Axis
    let y: Axis

    func across(_ value: Double) -> String { NumberText.percent(x.share(value)) }
    func down(_ value: Double) -> String { NumberText.percent(1 - y.share(value)) }

    private func point(_ at: (x: Double, y: Double)) -> String {
        NumberText.coordinate(x.share(at.x) * Self.grid) + " " + NumberText.coordinate((1 - y.share(at.y)) * Self.grid)
    }

    /// Through points that are values on the axes.
    func line(_ points: [(x: Double, y: Double)], _ style: String) -> Element {
        Element("path", ["class": style, "d": points.isEmpty ? "" : "M" + points.map(point).joined(separator: "L")])
    }

    /// Between two lines over the same values of x.
    func area(_ upper: [(x: Double, y: Double)], _ lower: [(x: Double, y: Double)], _ style: String) -> Element {
        let ring = upper + lower.reversed()
        return Element("path", ["class": style, "d": ring.isEmpty ? "" : "M" + ring.map(point).joined(separator: "L") + "Z"])
    }

    /// Paths in the stretched grid.
    func stretched(_ paths: [Element]) -> Element {
        let side = NumberText.coordinate(Self.grid)
        return Element(
            "svg", ["viewBox": "0 0 \(side) \(side)", "preserveAspectRatio": "none", "width": "100%", "height": "100%"],
            paths.filter { $0["d"] != "" })
    }

    /// Lines and labels of both axes.
    var axes: [Element] {
        y.ticks.flatMap { tick in
            [
                Element(
                    "line",
                    ["class": tick.value == 0 ? "base" : "grid", "x1": "0", "x2": "100%", "y1": down(tick.value), "y2": down(tick.value)]),
                Element("text", ["class": "end", "x": "-8", "y": down(tick.value), "dy": ".35em"], text: tick.label),
            ]
        } + x.ticks.map(label)
    }

    private func label(_ tick: Axis.Tick) -> Element {
        Element(
            "text", ["class": tick.isMinor ? "middle minor" : "middle", "x": across(tick.value), "y": "100%", "dy": Self.labelDepth],
            text: tick.label)
    }

    /// The field in its box, with a legend above.
    func chart(_ words: Words, legend: Legend, _ parts: [Element]) -> Element {
        Element("div", ["class": "chart"], [legend.element, Element("div", ["class": "plane"], [words.drawing("plot", parts)])])
    }
}
