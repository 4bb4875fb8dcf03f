import WeirSystem

/// A terminal that is drawn over in place: from its corner, each line as far as it is wide, as many as it is high.
struct TopScreen {
    private static let (home, clearLine, clearBelow, clear) = ("\u{1B}[H", "\u{1B}[K", "\u{1B}[J", "\u{1B}[2J")
    private var isDrawn = false

    /// - Parameter lines: as drawn without colours, and as they are: what is wider is cut in the former.
    mutating func draw(_ lines: [String], plain: [String]) throws {
        let (columns, rows) = (Terminal.columns, Terminal.rows)
        let fitting = zip(lines, plain).prefix(max(1, rows - 1)).map { line, plain in
            plain.count > columns ? String(plain.prefix(columns)) : line
        }
        try Output.draw(fitting, begin: (isDrawn ? "" : Self.clear) + Self.home, lineEnd: Self.clearLine, end: Self.clearBelow)
        isDrawn = true
    }
}
