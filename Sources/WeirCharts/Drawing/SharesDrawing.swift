/// How much of a whole its parts take: one bar a resource, its parts one after another, the whole outlined.
package struct SharesDrawing {
    package struct Row: Equatable, Sendable {
        package var name: String
        /// Shares of the whole, in the order of the parts; over 1 together where it does not suffice.
        package var shares: [Double]
        package var text: String

        package init(_ name: String, _ shares: [Double], text: String) {
            self.name = name
            self.shares = shares.map { $0.isFinite ? max(0, $0) : 0 }
            self.text = text
        }
    }

    /// Parts that need more than this many times the whole are cut: the text says how much they need.
    private static let mostShown = 2.0

    package var words: Words
    package var parts: [(name: String, tone: Tone)]
    package var rows: [Row]
    package var wholeLabel: String

    package init(words: Words, parts: [(name: String, tone: Tone)], rows: [Row], wholeLabel: String) {
        (self.words, self.parts, self.rows, self.wholeLabel) = (words, parts, rows, wholeLabel)
    }

    package var element: Element {
        let most = rows.map { $0.shares.reduce(0, +) }.max() ?? 0
        let isLong = rows.contains { !RowsFrame.fits($0.name, $0.text) }
        let frame = RowsFrame(axis: axis(min(max(1, most), Self.mostShown)), count: rows.count, hasLowerLine: isLong)
        let texts = rows.enumerated().flatMap { index, row in
            isLong
                ? frame.heading(row.name, "", row: index) + frame.lower(row.text, "", row: index)
                : frame.heading(row.name, row.text, row: index)
        }
        return frame.chart(
            words, legend: Legend(items: parts.map { (.box($0.tone.style), $0.name) }), bars: rows.indices.flatMap { segments($0, frame) },
            lines: frame.vertical(1, "limit-line", label: wholeLabel, "mark limit"), texts: texts)
    }

    private func axis(_ end: Double) -> Axis {
        Axis(end: end, step: 0.25, hasMinor: false) { "\(NumberText.fixed($0 * 100, decimals: 0)) %" }
    }

    private func segments(_ index: Int, _ frame: RowsFrame) -> [Element] {
        var (from, segments) = (0.0, [frame.bar(0, 1, row: index, "room")])
        for (share, part) in zip(rows[index].shares, parts) {
            segments.append(frame.bar(from, from + share, row: index, "segment \(part.tone.style)"))
            from += share
        }
        return from > frame.axis.end ? segments + [frame.arrow(index)] : segments
    }
}
