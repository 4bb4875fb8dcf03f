/// Texts inside a band chart, kept off each other: the limit's at the left, the curves' ends at the right, moments where they are.
/// What finds no place is left out: legend and readings say it too.
struct BandLabels {
    private let drawing: BandDrawing
    private let plane: Plane

    init(_ drawing: BandDrawing) {
        self.drawing = drawing
        plane = Plane(x: drawing.x, y: drawing.y)
    }

    var elements: [Element] {
        var field = LabelField()
        return [middle(&field), limit(&field), highest(&field)].compactMap { $0 } + moments(&field)
    }

    private var last: BandChart.Point? { drawing.chart.points.last }

    private func limit(_ field: inout LabelField) -> Element? {
        guard let limit = drawing.chart.limit, limit.value <= drawing.y.end else { return nil }
        let place = field.place(limit.label, x: 0, y: 1 - drawing.y.share(limit.value), isEnd: false, down: [-6, 18])
        return place.map { element($0, "mark limit") }
    }

    private func middle(_ field: inout LabelField) -> Element? {
        last.flatMap { end("P50 \(drawing.value($0.middle))", at: $0.middle, &field) }
    }

    /// At the upper edge where the band goes on beyond the axis.
    private func highest(_ field: inout LabelField) -> Element? {
        guard let last, last.highest > last.middle else { return nil }
        guard last.highest > drawing.y.end else { return end("P95 \(drawing.value(last.highest))", at: last.highest, &field) }
        let text = "P95 goes on to \(drawing.value(last.highest)) ↑"
        return field.place(text, x: 1, y: 0, isEnd: true, down: [16, 34]).map { element($0, "mark") }
    }

    /// Above its curve, or below it.
    private func end(_ text: String, at value: Double, _ field: inout LabelField) -> Element? {
        field.place(text, x: 1, y: 1 - drawing.y.share(value), isEnd: true, down: [-7, 19, -25, 37]).map { element($0, "mark") }
    }

    /// On the side of its line that has more room, as near to the axis as it can be.
    private func moments(_ field: inout LabelField) -> [Element] {
        drawing.moments.compactMap { moment in
            let share = drawing.x.share(moment.x)
            let down = stride(from: -8.0, through: -200, by: -17).map { $0 }
            return field.place(moment.label, x: share, y: 1, isEnd: share > 0.5, down: down).map { element($0, "mark") }
        }
    }

    private func element(_ place: LabelField.Place, _ style: String) -> Element {
        let gap = NumberText.coordinate(place.isEnd ? -LabelField.gap : LabelField.gap)
        return Element(
            "text",
            [
                "class": place.isEnd ? style + " end" : style, "x": NumberText.percent(place.x), "dx": gap,
                "y": NumberText.percent(place.y),
                "dy": NumberText.coordinate(place.down),
            ], text: place.text)
    }
}
