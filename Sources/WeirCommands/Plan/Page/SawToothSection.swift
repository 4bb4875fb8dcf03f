import WeirCharts
import WeirPlanner

/// Some days at their own scale: deleted rows pile up until a vacuum frees their room.
struct SawToothSection {
    private let saw: SawTooth
    private let policy: String
    private let words: FigureText

    init?(_ plan: Plan, _ words: FigureText) {
        guard let saw = plan.sawTooth else { return nil }
        self.saw = saw
        self.words = words
        policy = plan.present.scenario.policy.text
    }

    var element: Element {
        PageSection(
            id: "saw-tooth", title: "The saw-tooth of clean-up and vacuum", lead: lead,
            content: [Element("div", ["class": "pair"], [dead, whole])]
        ).element
    }

    private var hours: Double { saw.points.last?.hours ?? 0 }
    private var most: SawTooth.Point? { saw.points.max { $0.deadBytes < $1.deadBytes } }

    private var lead: String {
        let often = saw.hoursBetweenVacuums.map { "every \(words.days($0 / 24))" } ?? "less than twice in these days"
        guard let most, most.liveBytes > 0 else { return "" }
        return "A clean-up deletes rows, but their room is free only after a vacuum, which comes \(often) here: up to "
            + "\(words.bytes(most.deadBytes)) of dead rows wait, \(words.share(most.deadBytes / most.liveBytes)) of what is alive. "
            + "Days \(saw.fromDay.grouped) to \(Int((Double(saw.fromDay) + hours / 24).rounded()).grouped), with every input in its middle."
    }

    private var dead: Element {
        let layer = StackDrawing.Layer("dead rows that wait for a vacuum", .second, saw.points.map(\.deadBytes))
        return chart("dead-chart", "Dead rows, at their own scale", [layer], top: most?.deadBytes ?? 0)
    }

    private var whole: Element {
        let layers = [
            StackDrawing.Layer("live rows", .first, saw.points.map(\.liveBytes)),
            StackDrawing.Layer("dead rows", .second, saw.points.map(\.deadBytes)),
            StackDrawing.Layer(
                "indexes, TOAST and free room", .rest, saw.points.map { max(0, $0.fileBytes - $0.liveBytes - $0.deadBytes) }),
        ]
        return chart("files-chart", "The same hours of all files", layers, top: saw.points.map(\.fileBytes).max() ?? 0)
    }

    private func chart(_ id: String, _ title: String, _ layers: [StackDrawing.Layer], top: Double) -> Element {
        let drawing = StackDrawing(
            words: Words(id: id, title: "\(title), \(policy)", description: lead), x: .hours(upTo: hours), y: .bytes(upTo: top),
            moments: saw.points.map(\.hours), layers: layers, value: { words.bytes($0) }, time: { "hour \(Int($0))" })
        return Element("div", [:], [Element("h3", text: title), drawing.element])
    }
}
