import WeirCharts
import WeirPlanner
import WeirRecords

/// Size over time under the present setting, against the disk: the bend of the first weeks, and the whole horizon.
struct SizeSection {
    private let plan: Plan
    private let words: FigureText

    init(_ plan: Plan, _ words: FigureText) {
        self.plan = plan
        self.words = words
    }

    var element: Element {
        PageSection(id: "size", title: "Size over time", lead: lead, content: [charts, disk, parts]).element
    }

    private var present: ScenarioForecast { plan.present }

    private var lead: String {
        let level = present.plateau.map { "bends into a plateau of \(words.bytes($0.value.p50))" } ?? "grows for as long as is looked ahead"
        return "At P50 the table \(level); with the load's growth its files take \(words.bytes(present.highWater.value.p50)) at the most"
            + " within \(plan.settings.days) days, \(words.bytes(present.highWater.value.p95)) at P95."
    }

    private var charts: Element {
        let whole = chart("size-chart", "The whole \(plan.settings.days) days", days: .infinity)
        guard let bend = bendDays else { return Element("div", [:], [whole]) }
        return Element("div", ["class": "pair"], [chart("bend-chart", "The first \(Int(bend)) days", days: bend), whole])
    }

    /// What shows the bend into the plateau: over twice as long as it takes. Nil where that is most of the horizon, or there is none.
    private var bendDays: Double? {
        guard let settled = present.daysToPlateau?.value.p50, settled.isFinite else { return nil }
        let days = max(Self.shortestBend, (settled * 2.5).rounded(.up))
        return days < Double(plan.settings.days) / 2 ? days : nil
    }

    private static let shortestBend = 14.0

    private func chart(_ id: String, _ title: String, days: Double) -> Element {
        let points = present.curve.filter { $0.days <= days }.map {
            BandChart.Point(x: $0.days, low: $0.bytes.p10, middle: $0.bytes.p50, high: $0.bytes.p90, highest: $0.bytes.p95)
        }
        let room = words.bytes(plan.tableRoom)
        let chart = BandChart(points: points, limit: .init(value: plan.tableRoom, label: "disk full: \(room) for the table"))
        let drawing = BandDrawing(
            words: Words(
                id: id, title: "Size of the log table over time, \(present.scenario.policy.text)",
                description: "\(lead) The disk is full at \(room), which is its room less the WAL that lies there."),
            chart: chart, x: .days(upTo: chart.end), y: .bytes(upTo: chart.top), moments: moments,
            value: { words.bytes($0) }, time: { "day \(Int($0.rounded()))" })
        return Element("div", [:], [Element("h3", text: title), drawing.element])
    }

    private var moments: [BandDrawing.Moment] {
        guard let full = present.daysUntilFull else { return [] }
        return [("P50 full", full.p50), ("one draw in ten full", full.p10)].filter(\.1.isFinite).map { name, day in
            BandDrawing.Moment(x: day, label: "\(name): \(words.days(day))")
        }
    }

    /// What lies on the disk at the high-water mark; the table's parts are in proportion to its plateau.
    private var disk: Element {
        let whole = Double(plan.database.disk.bytes)
        let parts: [(name: String, tone: Tone)] = [
            ("system and other tables", .rest), ("rows and their room", .first), ("indexes", .second), ("WAL", .third),
        ]
        let rows = [("P50", \Percentiles.p50), ("P95", \.p95)].map { name, level in
            let (table, wal) = (present.highWater.value[keyPath: level], present.walKept.value[keyPath: level])
            let indexes = present.parts.total > 0 ? table * present.parts.indexes / present.parts.total : 0
            let bytes = [Double(plan.database.diskUsedByOthers.bytes), table - indexes, indexes, wal]
            let text = "\(words.bytes(bytes.reduce(0, +))) of \(words.bytes(whole))"
            return SharesDrawing.Row(name, bytes.map { $0 / whole }, text: text)
        }
        let drawing = SharesDrawing(
            words: Words(
                id: "disk-chart", title: "What lies on the disk at the high-water mark",
                description: rows.map { "\($0.name): \($0.text)." }.joined(separator: " ")),
            parts: parts, rows: rows, wholeLabel: "the disk: \(words.bytes(whole))")
        return Element("div", ["class": "part"], [Element("h3", text: "The disk at the high-water mark"), drawing.element])
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
