/// A chart on a grid of character cells: what lies in which.
struct Plot {
    let chart: BandChart
    let columns: Int
    let rows: Int

    private func x(_ column: Double) -> Double { chart.end * column / Double(columns) }

    /// Whether the middle of a cell lies between the band's ends.
    func isInBand(_ column: Int, _ row: Int) -> Bool {
        guard let point = chart.point(at: x(Double(column) + 0.5)) else { return false }
        let value = chart.top * (Double(rows - row) - 0.5) / Double(rows)
        return value >= point.low && value <= point.high
    }

    /// The row that holds the limit; nil where it lies above the axis.
    var limitRow: Int? {
        guard let limit = chart.limit, limit.value <= chart.top else { return nil }
        return min(rows - 1, max(0, Int(Double(rows) * (1 - limit.value / chart.top))))
    }

    /// The middle line, without gaps where it is steep.
    func line() -> BrailleCanvas {
        var canvas = BrailleCanvas(columns: columns, rows: rows)
        guard chart.end > 0 else { return canvas }
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
        return min(dots - 1, max(0, Int(Double(dots) * (1 - value / chart.top))))
    }
}
