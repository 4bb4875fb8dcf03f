/// Texts inside a band chart, kept off each other: the limit's at the left, the curves' ends at the right, moments where they are.
struct BandLabels {
    private static let lineHeight = 17.0
    /// Of the field's height: closer than this two labels would touch.
    private static let leastGap = 0.09

    private let drawing: BandDrawing
    private let plane: Plane

    init(_ drawing: BandDrawing) {
        self.drawing = drawing
        plane = Plane(x: drawing.x, y: drawing.y)
    }

    var elements: [Element] { limit + ends + moments }

    private var limit: [Element] {
        guard let limit = drawing.chart.limit, limit.value <= drawing.y.end else { return [] }
        return [Element("text", ["class": "mark limit", "x": "6", "y": plane.down(limit.value), "dy": "-6"], text: limit.label)]
    }

    private var ends: [Element] {
        guard let last = drawing.chart.points.last else { return [] }
        let middle = label("P50 \(drawing.value(last.middle))", at: last.middle)
        guard last.highest > last.middle else { return [middle] }
        if last.highest > drawing.y.end {
            return [middle, Element("text", ["class": "mark end", "x": "100%", "y": "0", "dy": "14", "dx": "-4"], text: beyond(last))]
        }
        let gap = drawing.y.share(last.highest) - drawing.y.share(last.middle)
        return gap < Self.leastGap ? [middle] : [middle, label("P95 \(drawing.value(last.highest))", at: last.highest)]
    }

    private func beyond(_ point: BandChart.Point) -> String { "P95 goes on to \(drawing.value(point.highest)) ↑" }

    /// Above its line, or below it where the limit's line would cross it.
    private func label(_ text: String, at value: Double) -> Element {
        let share = drawing.y.share(value)
        let limit = drawing.chart.limit.map { drawing.y.share($0.value) - share } ?? 1
        let isCrossed = limit > 0 && limit < Self.leastGap
        return Element(
            "text", ["class": "mark end", "x": "100%", "y": plane.down(value), "dx": "-4", "dy": isCrossed || share > 0.95 ? "16" : "-7"],
            text: text)
    }

    /// One below the other from the axis upwards, each on the side of its line that has more room.
    private var moments: [Element] {
        drawing.moments.enumerated().map { index, moment in
            let isRight = drawing.x.share(moment.x) > 0.5
            return Element(
                "text",
                [
                    "class": isRight ? "mark end" : "mark", "x": plane.across(moment.x), "dx": isRight ? "-6" : "6", "y": "100%",
                    "dy": NumberText.coordinate(-10 - Self.lineHeight * Double(index)),
                ], text: moment.label)
        }
    }
}
