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
        let rows = results.paths.flatMap { path in path.rows.map { line($0, of: path) } }
        let notes = [run, limits, steady, backlog].compactMap(\.self)
        return """

            ![\(PathPicture.title), as in the table below](\(picture))

            | path | program | on disk on the way | Weir's MB/s ÷ its | its CPU ÷ Weir's | aim | MB/s | CPU s/GB | peak MB |
            |---|---|---|---:|---:|---:|---:|---:|---:|
            \(rows.joined(separator: "\n"))

            \(notes.joined(separator: " "))

            """
    }

    private func line(_ row: PathResults.Row, of path: PathFigures) -> String {
        let (faster, cheaper) = path.ratios(to: row)
        let isReference = row == path.reference
        return cells(
            row.path, row.isOurs ? "**\(row.name)**" : row.name, row.buffer, isReference ? "" : FigureText.ratio(faster),
            isReference ? "" : FigureText.ratio(cheaper), path.aim(row).map { Self.aim($0, faster, cheaper, of: row) } ?? "",
            FigureText.whole(row.megabytesPerSecond), FigureText.seconds(row.cpuSecondsPerGigabyte),
            FigureText.whole(row.peakBytes / 1e6))
    }

    private static func aim(_ aim: Double, _ faster: Double, _ cheaper: Double, of row: PathResults.Row) -> String {
        let isMet = faster >= aim && (row.path.hasPrefix("measure") || cheaper >= aim)
        return "≥ \(FigureText.ratio(aim))" + (isMet ? "" : ", missed")
    }

    private func cells(_ cells: String...) -> String { "| " + cells.joined(separator: " | ") + " |" }
}

/// The sentences below the table.
extension PathSection {
    private var run: String? { results.roundsText.map { "In one run, all programs in turns: \($0)." } }

    private var limits: String? { results.limitsText.map { "What one core of that machine can do at most, MB/s: \($0)." } }

    private var steady: String? {
        results.steady.map { steady in
            """
            A shipper beside a program that writes \(FigureText.whole(steady.recordsPerSecond)) records a second takes \
            \(FigureText.seconds(steady.corePercent)) % of one core (at most 3\(steady.corePercent > 3 ? ": missed" : "")) and \(FigureText.whole(steady.peakBytes / 1e6)) MB \
            (at most 32\(steady.peakBytes > 32e6 ? ": missed" : "")).
            """
        }
    }

    private var backlog: String? {
        results.backlog.map { backlog in
            let dearer = (backlog.large.secondsPerGigabyte / backlog.small.secondsPerGigabyte - 1) * 100
            return """
                Behind a backlog of \(FigureText.whole(backlog.large.records)) records a record costs \(FigureText.percent(dearer)) \
                than behind \(FigureText.whole(backlog.small.records)) (at most 5 % more), and memory is at \
                \(FigureText.whole(backlog.large.peakBytes / 1e6)) instead of \(FigureText.whole(backlog.small.peakBytes / 1e6)) MB.
                """
        }
    }
}
