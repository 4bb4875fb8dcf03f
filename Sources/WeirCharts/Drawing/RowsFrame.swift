/// Rows of bars below each other on one horizontal axis: a line of text above each bar, so that long names need no column of their own.
struct RowsFrame {
    static let barHeight = 16.0
    /// Above the rows, for the label of the limit.
    static let head = 22.0
    /// From a row's upper edge to the line of its text, to its bar, and to the line of a text below that.
    private static let (textLine, barTop, lowerLine) = (14.0, 23.0, 55.0)
    /// Pixels of a row without and with a line below its bar.
    private static let rowHeights = (low: 52.0, high: 72.0)
    /// Characters of a name, and of a name with the text beside it, that a telephone's width holds.
    static let (longestName, longestLine) = (44, 43)

    let axis: Axis
    let count: Int
    /// Whether each row has a line of text below its bar.
    let hasLowerLine: Bool

    private var rowHeight: Double { hasLowerLine ? Self.rowHeights.high : Self.rowHeights.low }
    private var height: Double { Self.head + rowHeight * Double(count) }
    private func top(_ row: Int) -> Double { Self.head + rowHeight * Double(row) }
    /// The middle of a row's bar.
    func middle(_ row: Int) -> Double { top(row) + Self.barTop + Self.barHeight / 2 }

    /// Whether one line holds a name and what stands at its right, on a telephone too.
    static func fits(_ name: String, _ text: String) -> Bool { name.count + text.count <= longestLine }

    func across(_ value: Double) -> String { NumberText.percent(axis.share(value)) }

    /// A bar from one value to another.
    func bar(_ from: Double, _ to: Double, row: Int, _ style: String) -> Element {
        let (left, right) = (axis.share(min(from, to)), axis.share(max(from, to)))
        return Element(
            "rect",
            [
                "class": style, "x": NumberText.percent(left), "y": NumberText.coordinate(top(row) + Self.barTop),
                "width": NumberText.percent(right - left), "height": NumberText.coordinate(Self.barHeight), "rx": "2",
            ])
    }

    /// What a row shows goes on beyond the axis.
    func arrow(_ row: Int) -> Element {
        Element(
            "text", ["class": "mark end", "x": "100%", "dx": "6", "y": NumberText.coordinate(middle(row)), "dy": ".35em"], text: "▸")
    }

    /// The line above a bar: a name, cut where it is too long for a narrow drawing, and a text at the right.
    func heading(_ name: String, _ text: String, row: Int) -> [Element] {
        let short = name.count > Self.longestName ? name.prefix(Self.longestName - 1) + "…" : name[...]
        let line = top(row) + Self.textLine
        return [self.text(String(short), "name", line), self.text(text, "value end", line)].filter { !$0.text.isEmpty }
    }

    /// The line below a bar.
    func lower(_ left: String, _ right: String, row: Int) -> [Element] {
        let line = top(row) + Self.lowerLine
        return [text(left, "value", line), text(right, "value end", line)].filter { !$0.text.isEmpty }
    }

    private func text(_ text: String, _ style: String, _ line: Double) -> Element {
        Element("text", ["class": style, "x": style.hasSuffix("end") ? "100%" : "0", "y": NumberText.coordinate(line)], text: text)
    }

    /// A line over all rows, such as a limit, with its label above them.
    func vertical(_ value: Double, _ style: String, label: String, _ labelStyle: String) -> [Element] {
        let share = axis.share(value)
        // The label grows to the side that has room.
        let anchor = share < 0.3 ? "" : share > 0.7 ? " end" : " middle"
        return [
            line(value, style, from: Self.head - 4),
            Element("text", ["class": labelStyle + anchor, "x": across(value), "y": "13"], text: label),
        ]
    }

    private func line(_ value: Double, _ style: String, from y: Double) -> Element {
        Element(
            "line",
            [
                "class": style, "x1": across(value), "x2": across(value), "y1": NumberText.coordinate(y),
                "y2": NumberText.coordinate(height),
            ])
    }

    /// More labels than this touch on a telephone; there every second one is left out, counted from the end.
    private static let mostLabels = 5

    private var scale: [Element] {
        let isDense = axis.ticks.count > Self.mostLabels
        return axis.ticks.enumerated().flatMap { index, tick in
            let share = axis.share(tick.value)
            let isMinor = isDense && !(axis.ticks.count - 1 - index).isMultiple(of: 2)
            let anchor = (share < 0.02 ? "start" : share > 0.97 ? "end" : "middle") + (isMinor ? " minor" : "")
            return [
                line(tick.value, tick.value == axis.start ? "base" : "grid", from: Self.head),
                Element("text", ["class": anchor, "x": across(tick.value), "y": NumberText.coordinate(height + 18)], text: tick.label),
            ]
        }
    }

    /// - Parameters:
    ///   - bars: under the lines.
    ///   - lines: over the bars and under the texts.
    func chart(_ words: Words, legend: Legend, bars: [Element], lines: [Element], texts: [Element]) -> Element {
        let drawing = words.drawing("rows-plot", height: height, scale + bars + lines + texts)
        return Element("div", ["class": "chart"], [legend.element, Element("div", ["class": "rows"], [drawing])])
    }
}
