/// A band chart in characters: the line in braille dots, the band shaded, the limit dashed.
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

    /// - Parameters:
    ///   - yLabel: a value of the y axis in words, at most ten characters.
    ///   - xLabel: a value of the x axis in words.
    package func rendered(_ chart: BandChart, yLabel: (Double) -> String, xLabel: (Double) -> String) -> String {
        let labels = yLabels(chart, yLabel)
        let margin = labels.map(\.count).max() ?? 0
        let plot = Plot(chart: chart, columns: max(10, width - margin - 2), rows: height)
        var lines = cells(plot).enumerated().map { row, cells in
            padded(labels[row], to: margin) + (labels[row].isEmpty ? " │" : " ┤") + text(cells)
        }
        lines.append(padded("", to: margin) + " └" + String(repeating: "─", count: plot.columns))
        lines.append(padded("", to: margin + 2) + xAxis(plot, xLabel))
        return lines.joined(separator: "\n")
    }

    /// One label at the top, at the middle and at the bottom; the limit's own line has its label in the plot.
    private func yLabels(_ chart: BandChart, _ label: (Double) -> String) -> [String] {
        (0..<height).map { row in
            let isLabelled = row == 0 || row == height - 1 || row == height / 2
            return isLabelled ? label(chart.top * (Double(height - row) - 0.5) / Double(height)) : ""
        }
    }

    private func cells(_ plot: Plot) -> [[Cell]] {
        var cells = Array(repeating: Array(repeating: Cell(), count: plot.columns), count: plot.rows)
        for row in 0..<plot.rows {
            for column in 0..<plot.columns where plot.isInBand(column, row) { cells[row][column] = Cell(character: "░", paint: .band) }
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

    private func xAxis(_ plot: Plot, _ label: (Double) -> String) -> String {
        let (first, middle, last) = (label(0), label(plot.chart.end / 2), label(plot.chart.end))
        let left = max(1, plot.columns / 2 - middle.count / 2 - first.count)
        let right = max(1, plot.columns - first.count - left - middle.count - last.count)
        return first + padded("", to: left) + middle + padded("", to: right) + last
    }

    private func padded(_ text: String, to width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
}
