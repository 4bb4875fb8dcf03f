/// Bars from zero, each with a whisker to a higher value, against a limit.
package struct BarsDrawing {
    package struct Bar: Equatable, Sendable {
        package var name: String
        package var value: Double
        /// Where the whisker ends; nil for none.
        package var high: Double?
        /// What stands at the right: the values in words, and whether the limit is passed.
        package var text: String
        package var isOver: Bool

        package init(_ name: String, _ value: Double, high: Double? = nil, text: String, isOver: Bool = false) {
            self.name = name
            self.value = value
            self.high = high
            self.text = text
            self.isOver = isOver
        }
    }

    package var words: Words
    package var bars: [Bar]
    package var axis: Axis
    package var limit: BandChart.Limit?
    /// What bar and whisker stand for.
    package var names: (bar: String, over: String, whisker: String)

    package init(
        words: Words, bars: [Bar], axis: Axis, limit: BandChart.Limit? = nil, names: (bar: String, over: String, whisker: String)
    ) {
        (self.words, self.bars, self.axis, self.limit, self.names) = (words, bars, axis, limit, names)
    }

    package var element: Element {
        let isLong = bars.contains { !RowsFrame.fits($0.name, $0.text) }
        let frame = RowsFrame(axis: axis, count: bars.count, hasLowerLine: isLong)
        let texts = bars.enumerated().flatMap { row, bar in
            isLong
                ? frame.heading(bar.name, "", row: row) + frame.lower(bar.text, "", row: row) : frame.heading(bar.name, bar.text, row: row)
        }
        return frame.chart(
            words, legend: legend, bars: bars.enumerated().flatMap { shapes($1, $0, frame) }, lines: limitLine(frame), texts: texts)
    }

    private var legend: Legend {
        var items: [(Legend.Swatch, String)] = [(.box("fill-first"), names.bar)]
        if bars.contains(where: \.isOver) { items.append((.box("fill-limit"), names.over)) }
        if bars.contains(where: { $0.high != nil }) { items.append((.line("whisker"), names.whisker)) }
        return Legend(items: items)
    }

    private func shapes(_ bar: Bar, _ row: Int, _ frame: RowsFrame) -> [Element] {
        [frame.bar(0, bar.value, row: row, bar.isOver ? "fill-limit" : "fill-first")] + whisker(bar, row, frame)
    }

    /// A line to the high value with a cap, or with an arrow where the axis ends before it.
    private func whisker(_ bar: Bar, _ row: Int, _ frame: RowsFrame) -> [Element] {
        guard bar.value <= axis.end else { return [frame.arrow(row)] }
        guard let high = bar.high, high > bar.value else { return [] }
        let middle = frame.middle(row)
        func line(_ from: Double, _ to: Double, _ up: Double, _ down: Double) -> Element {
            let (y1, y2) = (NumberText.coordinate(middle + up), NumberText.coordinate(middle + down))
            return Element("line", ["class": "whisker", "x1": frame.across(from), "x2": frame.across(to), "y1": y1, "y2": y2])
        }
        let stem = line(bar.value, high, 0, 0)
        return [stem, high > axis.end ? frame.arrow(row) : line(high, high, -5, 5)]
    }

    private func limitLine(_ frame: RowsFrame) -> [Element] {
        guard let limit, limit.value.isFinite, limit.value <= axis.end else { return [] }
        return frame.vertical(limit.value, "limit-line", label: limit.label, "mark limit")
    }
}
