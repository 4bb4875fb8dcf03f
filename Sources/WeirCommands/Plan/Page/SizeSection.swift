import WeirCharts
import WeirPlanner

/// Size over time under the present setting, against the disk.
struct SizeSection {
    private let plan: Plan
    private let words: FigureText

    init(_ plan: Plan, _ words: FigureText) {
        self.plan = plan
        self.words = words
    }

    var element: Element { PageSection(id: "size", title: "Size over time", lead: lead, content: [chart, parts]).element }

    private var present: ScenarioForecast { plan.present }

    private var lead: String {
        let level = present.plateau.map { "bends into a plateau of \(words.bytes($0.value.p50))" } ?? "grows for as long as is looked ahead"
        return "At P50 the table \(level); with the load's growth its files take \(words.bytes(present.highWater.value.p50)) at the most"
            + " within \(plan.settings.days) days, \(words.bytes(present.highWater.value.p95)) at P95."
    }

    private var chart: Element {
        let points = present.curve.map {
            BandChart.Point(x: $0.days, low: $0.bytes.p10, middle: $0.bytes.p50, high: $0.bytes.p90, highest: $0.bytes.p95)
        }
        let chart = BandChart(
            points: points, limit: .init(value: plan.tableRoom, label: "disk full: \(words.bytes(plan.tableRoom)) for the table"))
        let description =
            "\(lead) The disk is full at \(words.bytes(plan.tableRoom)), which is its room less the WAL that lies there."
        return BandDrawing(
            words: Words(
                id: "size-chart", title: "Size of the log table over time, \(present.scenario.policy.text)", description: description),
            chart: chart, x: .days(upTo: chart.end), y: .bytes(upTo: chart.top), moments: moments,
            value: { words.bytes($0) }, time: { "day \(Int($0.rounded()))" }
        ).element
    }

    private var moments: [BandDrawing.Moment] {
        guard let full = present.daysUntilFull else { return [] }
        return [("P50 full", full.p50), ("one draw in ten full", full.p10)].filter(\.1.isFinite).map { name, day in
            BandDrawing.Moment(x: day, label: "\(name): \(words.days(day))")
        }
    }

    private var parts: Element {
        let parts = present.parts
        func share(_ bytes: Double) -> String { words.share(parts.total > 0 ? bytes / parts.total : 0) }
        return .paragraph(
            "Of these bytes the heap takes \(share(parts.heap)), indexes \(share(parts.indexes)), TOAST \(share(parts.toast)); the rows "
                + "alive alone would take \(words.bytes(present.liveBytes.value.p50)). The rest is room of deleted rows that vacuum has "
                + "freed or will free: it is used again, but not given back to the disk.")
    }
}
