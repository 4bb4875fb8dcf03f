/// A chart on a grid of character cells: what lies in which.
struct Plot {
    let chart: BandChart
    let columns: Int
    let rows: Int
    /// Upper ends of the axes.
    let end: Double
    let top: Double

    init(_ chart: BandChart, columns: Int, rows: Int, end: Double, top: Double) {
        self.chart = chart
        self.columns = columns
        self.rows = rows
        self.end = end
        self.top = top
    }

    enum Band { case inner, outer }

    private func x(_ column: Double) -> Double { end * column / Double(columns) }

    /// The band that the middle of a cell lies in; nil for none.
    func band(_ column: Int, _ row: Int) -> Band? {
        guard let point = chart.point(at: x(Double(column) + 0.5)) else { return nil }
        let value = top * (Double(rows - row) - 0.5) / Double(rows)
        guard value >= point.low, value <= point.highest else { return nil }
        return value <= point.high ? .inner : .outer
    }

    /// The row that holds the limit; nil where it lies above the axis.
    var limitRow: Int? { chart.limit.flatMap { $0.value <= top ? row(of: $0.value) : nil } }

    /// The row that a value on the axis lies in.
    func row(of value: Double) -> Int { min(rows - 1, max(0, Int(Double(rows) * (1 - min(max(value / top, 0), 1))))) }

    /// The column that a value on the axis lies in.
    func column(of value: Double) -> Int { min(columns - 1, max(0, Int(Double(columns) * min(max(value / end, 0), 1)))) }

    /// The middle line, without gaps where it is steep.
    func line() -> BrailleCanvas {
        var canvas = BrailleCanvas(columns: columns, rows: rows)
        guard end > 0 else { return canvas }
        var before: Int?
        for dot in 0..<columns * BrailleCanvas.dotsAcross {
            guard let point = chart.point(at: x(Double(dot) / Double(BrailleCanvas.dotsAcross))) else { continue }
            let y = dotRow(point.middle)
            for each in min(before ?? y, y)...max(before ?? y, y) { canvas.set(dot, each) }
            before = y
        }
        return canvas
    }

    private func dotRow(_ value: Double) -> Int {
        let dots = rows * BrailleCanvas.dotsDown
        return min(dots - 1, max(0, Int(Double(dots) * (1 - min(max(value / top, 0), 1)))))
    }
}
