import WeirCharts

/// One path's rows.
struct PathBlock {
    private static let (heading, row, gap) = (30.0, 36.0, 12.0)
    private static let (barTop, barHeight) = (6.0, 18.0)

    let path: PathFigures
    /// Its upper edge.
    let top: Double

    static func height(_ path: PathFigures) -> Double { heading + row * Double(path.rows.count) + gap }

    /// Figures stand over the bars.
    var element: Element {
        let panels = PathLayout.Panel.allCases
        let rows = Array(path.rows.enumerated())
        let names = rows.flatMap { self.names($1, top($0)) }
        let bars = rows.flatMap { index, row in panels.map { bar(row, $0, top(index)) } }
        let figures = rows.flatMap { index, row in panels.map { figure(row, $0, top(index)) } }
        let title = PathLayout.text(path.name, "path", PathLayout.margin, top + 22)
        return Element("g", [:], [title] + names + panels.map(base) + bars + figures)
    }

    private func top(_ index: Int) -> Double { top + Self.heading + Self.row * Double(index) }
    private var bottom: Double { top(path.rows.count) }

    /// A name without anything below it stands in the middle of its row.
    private func names(_ row: PathResults.Row, _ top: Double) -> [Element] {
        let style = "name" + (row == path.reference ? " first" : "")
        let name = PathLayout.text(row.name, style, PathLayout.margin, top + (row.buffer.isEmpty ? 19 : 14))
        return row.buffer.isEmpty ? [name] : [name, PathLayout.text(row.buffer, "note", PathLayout.margin, top + 28)]
    }

    /// The panel's longest value.
    private func most(_ panel: PathLayout.Panel) -> Double {
        path.rows.map(panel.value).max() ?? 1
    }

    private func across(_ value: Double, _ panel: PathLayout.Panel) -> Double {
        panel.left + panel.length * max(0, min(1, value / max(most(panel), .leastNormalMagnitude)))
    }

    private func bar(_ row: PathResults.Row, _ panel: PathLayout.Panel, _ top: Double) -> Element {
        Element(
            "rect",
            [
                "class": row.isOurs ? "ours" : "other", "x": FigureText.coordinate(panel.left),
                "y": FigureText.coordinate(top + Self.barTop), "height": FigureText.coordinate(Self.barHeight), "rx": "2",
                "width": FigureText.coordinate(max(1, across(panel.value(row), panel) - panel.left)),
            ])
    }

    private func figure(_ row: PathResults.Row, _ panel: PathLayout.Panel, _ top: Double) -> Element {
        let style = "value" + (row == path.reference ? " first" : "")
        return PathLayout.text(panel.text(row, of: path), style, across(panel.value(row), panel) + 5, top + Self.barTop + 14)
    }

    private func base(_ panel: PathLayout.Panel) -> Element { vertical(panel.left, "base", from: top + Self.heading) }

    private func vertical(_ x: Double, _ style: String, from y: Double) -> Element {
        let place = FigureText.coordinate(x)
        return Element(
            "line", ["class": style, "x1": place, "x2": place, "y1": FigureText.coordinate(y), "y2": FigureText.coordinate(bottom)])
    }
}
