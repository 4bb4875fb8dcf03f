import WeirCharts

/// Where things stand in the picture, in pixels of its own width, which is what GitHub gives a README at least.
enum PathLayout {
    static let width = 720.0
    static let margin = 16.0
    /// Above the first block, and below the last.
    static let (head, foot) = (34.0, 46.0)
    static let headLine = 23.0

    /// The two columns of bars.
    enum Panel: CaseIterable {
        case speed, cost

        var left: Double { self == .speed ? 216 : 468 }
        /// Of the longest bar; its figure stands behind it.
        var length: Double { self == .speed ? 180 : 150 }
        var title: String { self == .speed ? "MB/s: longer is better" : "CPU s/GB: shorter is better" }

        func value(_ row: PathResults.Row) -> Double {
            self == .speed ? row.megabytesPerSecond : row.cpuSecondsPerGigabyte
        }
        /// With how many times as fast or as cheap ours is, for the others.
        func text(_ row: PathResults.Row, of path: PathFigures) -> String {
            let figure = self == .speed ? FigureText.whole(value(row)) : FigureText.seconds(value(row))
            guard row != path.reference else { return figure }
            let (faster, cheaper) = path.ratios(to: row)
            return "\(figure) (\(FigureText.ratio(self == .speed ? faster : cheaper)))"
        }
    }

    static func text(_ text: String, _ style: String, _ x: Double, _ y: Double) -> Element {
        Element("text", ["class": style, "x": FigureText.coordinate(x), "y": FigureText.coordinate(y)], text: text)
    }

    static let style = StyleSheet(
        """
        :root{\(variables(.light))}
        text{font:13px/1 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--soft);font-variant-numeric:tabular-nums}
        .surface{fill:var(--surface)}
        .head{font-size:12px;fill:var(--muted)}
        .path{font-size:15px;font-weight:600;fill:var(--ink)}
        .name{fill:var(--ink)}
        .note{font-size:11.5px;fill:var(--muted)}
        .value{fill:var(--ink);paint-order:stroke;stroke:var(--surface);stroke-width:3px;stroke-linejoin:round}
        .first{font-weight:600}
        rect.ours{fill:var(--first)}
        rect.other{fill:var(--rest)}
        .base{stroke:var(--axis);stroke-width:1}
        @media (prefers-color-scheme:dark){:root{\(variables(.dark))}}
        """)

    private static func variables(_ palette: Palette) -> String {
        [Palette.Role.surface, .ink, .soft, .muted, .axis, .first, .rest].map { "--\($0.rawValue):\(palette[$0])" }
            .joined(separator: ";")
    }
}

extension FigureText {
    /// Whole pixels and tenths.
    static func coordinate(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
