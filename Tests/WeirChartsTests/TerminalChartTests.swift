import Testing

@testable import WeirCharts

@Suite("terminal chart")
struct TerminalChartTests {
    private let bend = BandChart(
        points: (0...20).map { day in
            let rows = Double(min(day, 8))
            return BandChart.Point(x: Double(day), low: rows * 5, middle: rows * 10, high: rows * 15)
        }, limit: BandChart.Limit(value: 100, label: "disk"))

    private func text(_ chart: BandChart, width: Int = 60, colour: Bool = false) -> String {
        TerminalChart(width: width, height: 10, hasColour: colour)
            .rendered(chart, y: .count(upTo: chart.top), x: .days(upTo: chart.end))
    }

    @Test("a bend into a plateau is drawn with its band and its limit")
    func snapshot() {
        #expect(text(bend) == Self.expected)
    }

    @Test("no line is wider than asked for, and without colour there is no escape", arguments: [40, 80, 133])
    func width(width: Int) {
        let lines = text(bend, width: width).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= width })
        #expect(!text(bend, width: width).contains("\u{1B}"))
    }

    @Test("colour changes no character")
    func colour() throws {
        let coloured = text(bend, colour: true)
        #expect(coloured.contains("\u{1B}[36m"))
        #expect(coloured.replacing(try Regex("\u{1B}\\[[0-9]*m"), with: "") == text(bend))
    }

    @Test("nothing to draw is an empty frame")
    func empty() {
        let lines = text(BandChart(points: [])).split(separator: "\n")
        #expect(lines.count == 12)
        #expect(!lines.contains { $0.contains("░") })
    }

    @Test("values that are not finite are left out")
    func notFinite() {
        let chart = BandChart(points: [BandChart.Point(x: 0, low: .nan, middle: 1, high: .infinity)], limit: .init(value: .nan, label: "x"))
        #expect(chart.points.isEmpty)
        #expect(chart.limit == nil)
    }

    @Test("with axes, labels stand where their values are, and the outer band is dotted")
    func axes() {
        let year = BandChart(
            points: (0...20).map { day in
                let rows = Double(min(day, 8)) * 1_073_741_824
                return BandChart.Point(x: Double(day), low: rows * 4, middle: rows * 6, high: rows * 8, highest: rows * 11)
            }, limit: BandChart.Limit(value: 70 * 1_073_741_824, label: "disk"))
        #expect(TerminalChart(width: 60, height: 10).rendered(year, y: .bytes(upTo: year.top), x: .days(upTo: year.end)) == Self.labelled)
    }

    @Test("axes that show nothing are drawn without harm", arguments: [0, Double.nan, .infinity, 1e300])
    func anyAxis(end: Double) {
        let text = TerminalChart(width: 60, height: 10).rendered(bend, y: .bytes(upTo: end), x: .days(upTo: end))
        #expect(text.split(separator: "\n").count == 12)
    }

    private static let labelled = """
        100 GiB ┤
         80 GiB ┤                    ·······························
                │                 ··································
                │┄┄ disk ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
         60 GiB ┤             ·····░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
                │          ····░░░⢀⣠⠴⠚⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
         40 GiB ┤        ···░░⣀⡤⠖⠋⠉░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
                │      ··░⣀⡤⠖⠋⠁░░
         20 GiB ┤   ·⢀⣠⠴⠚⠉⠁
              0 ┤⣀⣠⠴⠚⠉
                └───────────────────────────────────────────────────
                 0               7 d              14 d
        """

    private static let expected = """
        150 ┤
            │
            │                     ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
        100 ┤┄┄ disk ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
            │               ░░░░░░⣀⡤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤
            │            ░░░░░⣀⡤⠖⠋⠁░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
         50 ┤          ░░⢀⣠⠴⠚⠉⠁░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
            │       ░⢀⣠⠴⠚⠉░░░░░░░░
            │    ⢀⣠⠴⠚⠉░░░
          0 ┤⣀⣠⠴⠚⠉
            └───────────────────────────────────────────────────────
             0                 7 d               14 d
        """
}
