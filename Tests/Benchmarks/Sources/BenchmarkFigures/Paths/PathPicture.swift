import WeirCharts

/// The run as a picture: for each path a block, for each program a row with a bar of its throughput and one of what it costs.
package struct PathPicture {
    static let title = "Throughput and processor time of log forwarders"

    let results: PathResults

    package init(_ results: PathResults) { self.results = results }

    /// A file of its own, for light and for dark surfaces.
    package var svg: String {
        var top = PathLayout.head
        var blocks: [Element] = []
        for path in results.paths {
            blocks.append(PathBlock(path: path, top: top).element)
            top += PathBlock.height(path)
        }
        let (width, height) = (FigureText.coordinate(PathLayout.width), FigureText.coordinate(top + PathLayout.foot))
        return Element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height, "viewBox": "0 0 \(width) \(height)",
                "role": "img", "aria-labelledby": "title description",
            ],
            [
                Element("title", ["id": "title"], text: Self.title),
                Element("desc", ["id": "description"], text: Self.message(results)), PathLayout.style.element,
                Element("rect", ["class": "surface", "width": "100%", "height": "100%", "rx": "6"]),
            ] + heads + blocks + foot(top)
        ).markup.trimmingLines + "\n"
    }

    /// What it shows, in words: for those who don't see it.
    package static func message(_ results: PathResults) -> String {
        results.paths.map { path in
            let figures = path.rows.map { row in
                "\(row.name) \(FigureText.whole(row.megabytesPerSecond)) MB/s \(FigureText.seconds(row.cpuSecondsPerGigabyte)) CPU s/GB"
            }
            return "\(path.name): \(figures.joined(separator: ", "))."
        }.joined(separator: " ")
    }

    private var heads: [Element] {
        PathLayout.Panel.allCases.map { PathLayout.text($0.title, "head", $0.left, PathLayout.headLine) }
    }

    private func foot(_ top: Double) -> [Element] {
        let notes = [
            results.limitsText.map { "one core of that machine at most, MB/s: \($0)" },
            results.roundsText.map { "\($0) in one run, programs in turns; sender and receiver share the machine's cores" },
        ]
        return notes.compactMap(\.self).enumerated().map { index, note in
            PathLayout.text(note, "note", PathLayout.margin, top + 14 + 17 * Double(index))
        }
    }
}

extension String {
    /// Without the empty line that markup begins with.
    fileprivate var trimmingLines: String { String(drop { $0 == "\n" }) }
}
