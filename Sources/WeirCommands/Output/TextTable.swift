/// A table of text: columns as wide as their widest cell, numbers to the right, two spaces between.
package struct TextTable {
    package enum Alignment: Sendable { case left, right }

    package struct Column: Sendable {
        package var title: String
        package var alignment: Alignment

        package init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    package init(_ columns: [Column]) { self.columns = columns.map { Column(PlainText.of($0.title), $0.alignment) } }

    /// Cells are made plain: each stays on its line. Missing cells are empty; cells beyond the columns are a defect of the caller.
    package mutating func append(_ cells: String...) { append(cells) }

    package mutating func append(_ cells: [String]) {
        precondition(cells.count <= columns.count)
        rows.append(cells.map { PlainText.of($0) } + Array(repeating: "", count: columns.count - cells.count))
    }

    package func rendered(indent: Int = 0) -> String {
        let titles = columns.map(\.title)
        let widths = columns.indices.map { column in ([titles] + rows).map { $0[column].count }.max() ?? 0 }
        let margin = String(repeating: " ", count: indent)
        return ([titles] + rows).map { margin + line($0, widths) }.joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = cells.indices.map { index in
            let space = String(repeating: " ", count: widths[index] - cells[index].count)
            return columns[index].alignment == .left ? cells[index] + space : space + cells[index]
        }
        let text = padded.joined(separator: "  ")
        return String(text[..<(text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex)])
    }
}
