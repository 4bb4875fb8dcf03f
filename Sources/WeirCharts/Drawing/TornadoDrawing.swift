/// How far each input alone moves an answer: one bar an input, the widest first, about the answer in the middle.
package struct TornadoDrawing {
    package struct Bar: Equatable, Sendable {
        package var name: String
        /// The answer with the input at its low and at its high end.
        package var low: Double
        package var high: Double
        /// Both ends in words: `4 rows: 11 GiB`.
        package var lowText: String
        package var highText: String
        /// What is known of the input, such as measured or assumed.
        package var note: String

        package init(_ name: String, low: Double, high: Double, lowText: String, highText: String, note: String) {
            self.name = name
            (self.low, self.high) = (low, high)
            (self.lowText, self.highText) = (lowText, highText)
            self.note = note
        }
    }

    package var words: Words
    package var bars: [Bar]
    package var axis: Axis
    package var middle: Double
    package var middleLabel: String
    /// What the two sides of the bars stand for.
    package var names: (low: String, high: String)

    package init(
        words: Words, bars: [Bar], axis: Axis, middle: Double, middleLabel: String, names: (low: String, high: String)
    ) {
        self.words = words
        self.bars = bars.filter { $0.low.isFinite && $0.high.isFinite }
        (self.axis, self.middle, self.middleLabel, self.names) = (axis, middle, middleLabel, names)
    }

    package var element: Element {
        let frame = RowsFrame(axis: axis, count: bars.count, hasLowerLine: true)
        let legend = Legend(items: [(.box("fill-second"), names.low), (.box("fill-first"), names.high)])
        let shapes = bars.enumerated().flatMap { row, bar in
            [frame.bar(bar.low, middle, row: row, "fill-second"), frame.bar(middle, bar.high, row: row, "fill-first")]
        }
        let texts = bars.enumerated().flatMap { row, bar in
            frame.heading(bar.name, bar.note, row: row) + frame.lower(bar.lowText, bar.highText, row: row)
        }
        return frame.chart(
            words, legend: legend, bars: shapes, lines: frame.vertical(middle, "whisker", label: middleLabel, "mark"), texts: texts)
    }
}
