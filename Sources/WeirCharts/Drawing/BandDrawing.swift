/// A band chart as a drawing: the line, the band around it, the limit, moments that are named, and what a pointer over it reads.
package struct BandDrawing {
    /// A moment with a name: a line over the whole height.
    package struct Moment: Equatable, Sendable {
        package var x: Double
        package var label: String

        package init(x: Double, label: String) {
            self.x = x
            self.label = label
        }
    }

    /// More points than this are not told apart on a wide screen.
    static let mostPoints = 400

    package var words: Words
    package var chart: BandChart
    package var x: Axis
    package var y: Axis
    package var moments: [Moment] = []
    /// A value of each axis in words.
    package var value: (Double) -> String
    package var time: (Double) -> String

    package init(
        words: Words, chart: BandChart, x: Axis, y: Axis, moments: [Moment] = [], value: @escaping (Double) -> String,
        time: @escaping (Double) -> String
    ) {
        (self.words, self.x, self.y) = (words, x, y)
        self.chart = chart.thinned(to: Self.mostPoints)
        self.moments = moments.filter { $0.x >= 0 && $0.x <= x.end }
        (self.value, self.time) = (value, time)
    }

    private var plane: Plane { Plane(x: x, y: y) }
    /// Whether the limit lies on the axis.
    private var shownLimit: BandChart.Limit? { chart.limit.flatMap { $0.value <= y.end ? $0 : nil } }

    package var element: Element {
        plane.chart(
            words, legend: legend, plane.axes + [plane.stretched(paths)] + limit + momentLines + BandLabels(self).elements + readings)
    }

    private var legend: Legend {
        var items: [(Legend.Swatch, String)] = [
            (.line("curve"), "P50"), (.box("band"), "P10 to P90"), (.box("band wide"), "up to P95"),
        ]
        if let limit = chart.limit {
            items.append((.line("limit-line"), shownLimit == nil ? "\(limit.label), above this chart" : limit.label))
        }
        return Legend(items: items)
    }

    private func points(_ value: KeyPath<BandChart.Point, Double>) -> [(x: Double, y: Double)] {
        chart.points.map { (x: $0.x, y: $0[keyPath: value]) }
    }

    private var paths: [Element] {
        [
            plane.area(points(\.highest), points(\.high), "band wide"), plane.area(points(\.high), points(\.low), "band"),
            plane.line(points(\.highest), "edge"), plane.line(points(\.middle), "curve"),
        ]
    }

    private var limit: [Element] {
        guard let limit = shownLimit else { return [] }
        let y = plane.down(limit.value)
        return [Element("line", ["class": "limit-line", "x1": "0", "x2": "100%", "y1": y, "y2": y])]
    }

    private var momentLines: [Element] {
        moments.map { moment in
            let x = plane.across(moment.x)
            return Element("line", ["class": "moment", "x1": x, "x2": x, "y1": "0", "y2": "100%"])
        }
    }

    private var readings: [Element] {
        Readings(plane: plane).elements(chart.points.map { ($0.x, $0.middle) }) { index in
            let point = chart.points[index]
            return "\(time(point.x)): P50 \(value(point.middle)), P95 \(value(point.highest))"
        }
    }
}
