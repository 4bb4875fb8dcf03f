/// A band chart in characters: the line in braille dots, the band shaded, the outer band dotted, the limit dashed.
package struct TerminalChart: Sendable {
    /// Below this no chart can be read.
    package static let minimumWidth = 40
    package static let maximumWidth = 400
    package static let defaultHeight = 14

    /// Characters of a line, axis and labels included.
    package var width: Int
    /// Lines of the plot, without the axis below.
    package var height: Int
    package var hasColour: Bool

    package init(width: Int, height: Int = TerminalChart.defaultHeight, hasColour: Bool = false) {
        self.width = min(max(width, Self.minimumWidth), Self.maximumWidth)
        self.height = max(height, 4)
        self.hasColour = hasColour
    }

    private enum Paint: String {
        case none = ""
        case band = "\u{1B}[2m"
        case line = "\u{1B}[36m"
        case limit = "\u{1B}[31m"

        static let reset = "\u{1B}[0m"
    }

    private struct Cell {
        var character: Character = " "
        var paint = Paint.none
    }

    /// Labelled where the axes have their ticks.
    package func rendered(_ chart: BandChart, y: Axis, x: Axis) -> String {
        let margin = y.ticks.map(\.label.count).max() ?? 0
        let plot = Plot(chart, columns: max(10, width - margin - 2), rows: height, end: x.end, top: y.end)
        let labels = yLabels(y, plot)
        return text(plot, labels: labels, margin: margin, ticks: xTicks(x, plot))
    }

    private func text(_ plot: Plot, labels: [String], margin: Int, ticks: String) -> String {
        var lines = cells(plot).enumerated().map { row, cells in
            padded(labels[row], to: margin) + (labels[row].isEmpty ? " │" : " ┤") + text(cells)
        }
        lines.append(padded("", to: margin) + " └" + String(repeating: "─", count: plot.columns))
        lines.append(padded("", to: margin + 2) + ticks)
        return lines.joined(separator: "\n")
    }

    private func yLabels(_ axis: Axis, _ plot: Plot) -> [String] {
        var labels = Array(repeating: "", count: height)
        for tick in axis.ticks.reversed() { labels[plot.row(of: tick.value)] = tick.label }
        return labels
    }

    /// Each label under its tick; those that would touch the one before are left out.
    private func xTicks(_ axis: Axis, _ plot: Plot) -> String {
        axis.ticks.reduce(into: "") { line, tick in
            let column = min(max(0, plot.column(of: tick.value) - tick.label.count / 2), plot.columns - tick.label.count)
            guard line.isEmpty || column > line.count else { return }
            line += padded("", to: column - line.count) + tick.label
        }
    }

    private func cells(_ plot: Plot) -> [[Cell]] {
        var cells = Array(repeating: Array(repeating: Cell(), count: plot.columns), count: plot.rows)
        for row in 0..<plot.rows {
            for column in 0..<plot.columns {
                guard let band = plot.band(column, row) else { continue }
                cells[row][column] = Cell(character: band == .inner ? "░" : "·", paint: .band)
            }
        }
        if let row = plot.limitRow, let limit = plot.chart.limit { drawLimit(limit, in: &cells[row]) }
        let canvas = plot.line()
        for row in 0..<plot.rows {
            for column in 0..<plot.columns {
                if let dots = canvas.character(column, row) { cells[row][column] = Cell(character: dots, paint: .line) }
            }
        }
        return cells
    }

    private func drawLimit(_ limit: BandChart.Limit, in cells: inout [Cell]) {
        let label = Array(" \(limit.label) ")
        for column in cells.indices {
            let inLabel = column - 2
            let character = label.indices.contains(inLabel) ? label[inLabel] : "┄"
            cells[column] = Cell(character: character, paint: .limit)
        }
    }

    private func text(_ cells: [Cell]) -> String {
        var text = ""
        var paint = Paint.none
        for cell in cells.prefix(cells.count - (cells.reversed().firstIndex { $0.character != " " } ?? cells.count)) {
            if hasColour, cell.paint != paint {
                text += (paint == .none ? "" : Paint.reset) + cell.paint.rawValue
                paint = cell.paint
            }
            text.append(cell.character)
        }
        return paint == .none ? text : text + Paint.reset
    }

    private func padded(_ text: String, to width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
}
