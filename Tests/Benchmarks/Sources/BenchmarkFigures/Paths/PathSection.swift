/// The README's section: the picture and a table of the same run.
package struct PathSection {
    package static let begin = "<!-- The figures below are written by ./dev bench report. -->"
    package static let end = "<!-- End of the figures. -->"

    let results: PathResults
    /// As seen from the README.
    let picture: String

    package init(_ results: PathResults, picture: String) {
        self.results = results
        self.picture = picture
    }

    /// The text with what stands between the marks replaced.
    ///
    /// - Throws: where the marks are not there.
    package func inserted(into text: String) throws(FigureFailure) -> String {
        guard let begin = text.firstRange(of: Self.begin), let end = text[begin.upperBound...].firstRange(of: Self.end) else {
            throw FigureFailure("the README lacks the line '\(Self.begin)' or, after it, '\(Self.end)'")
        }
        return text[..<begin.upperBound] + "\n" + markdown + "\n" + text[end.lowerBound...]
    }

    package var markdown: String {
        let rows = results.paths.flatMap { path in path.rows.map { line($0, of: path) } + [goal(of: path)].compactMap(\.self) }
        return """

            ![\(PathPicture.title), as in the table below](\(picture))

            | path | program | on disk on the way | MB/s | CPU s/GB | peak MB | Weir is faster | cheaper |
            |---|---|---|---:|---:|---:|---:|---:|
            \(rows.joined(separator: "\n"))

            In one run, all programs in turns: \(results.roundsText). What one core of that machine can do at most, MB/s: \
            \(results.limitsText).

            """
    }

    private func line(_ row: PathResults.Row, of path: PathResults.Path) -> String {
        let best = path.reference
        let isReference = row == best
        let faster = zip(best.megabytesPerSecond, row.megabytesPerSecond).map { $0 / $1 }
        let cheaper = zip(row.cpuSecondsPerGigabyte, best.cpuSecondsPerGigabyte).map { $0 / $1 }
        return cells(
            row.path, row.isOurs ? "**\(row.name)**" : row.name, row.buffer, row.megabytesPerSecond.map(FigureText.whole),
            row.cpuSecondsPerGigabyte.map(FigureText.seconds), row.peakBytes.map { FigureText.whole($0 / 1e6) },
            isReference ? nil : faster.map(FigureText.ratio), isReference ? nil : cheaper.map(FigureText.ratio))
    }

    private func goal(of path: PathResults.Path) -> String? {
        guard let goal = PathGoal.of(path.name) else { return nil }
        return cells(
            path.name, "*what Weir must reach*", "", goal.megabytesPerSecond.map { "≥ \(FigureText.whole($0))" },
            goal.cpuSecondsPerGigabyte.map { "≤ \(FigureText.seconds($0))" }, goal.peakMegabytes.map { "≤ \(FigureText.whole($0))" }, nil,
            nil)
    }

    private func cells(_ cells: String?...) -> String { "| " + cells.map { $0 ?? "" }.joined(separator: " | ") + " |" }

    private func zip(_ first: Double?, _ second: Double?) -> (Double, Double)? {
        guard let first, let second, first > 0, second > 0 else { return nil }
        return (first, second)
    }
}
