import WeirCharts
import WeirPlanner
import WeirRecords

/// The settings side by side: what each takes at the most, and what it costs.
struct ScenarioSection {
    private let plan: Plan
    private let words: FigureText

    init(_ plan: Plan, _ words: FigureText) {
        self.plan = plan
        self.words = words
    }

    var element: Element {
        PageSection(
            id: "scenarios", title: "Settings side by side",
            lead: "The most that the table's files take within \(plan.settings.days) days, from an empty table, against the disk.",
            content: [chart, table] + labels
        ).element
    }

    private var chart: Element {
        let bars = plan.scenarios.map(bar)
        let most = bars.map(\.value).max() ?? 0
        let whiskers = min(bars.compactMap(\.high).max() ?? 0, max(most, plan.tableRoom) * Self.longestWhisker)
        let shown = plan.tableRoom <= max(most, whiskers) * Self.farthestLimit ? plan.tableRoom : 0
        return BarsDrawing(
            words: Words(
                id: "scenario-chart", title: "High-water mark of each setting, P50 and P95",
                description: plan.scenarios.map { "\($0.scenario.shortTitle): \(value($0))." }.joined(separator: " ")),
            bars: bars, axis: .bytes(upTo: max(most, whiskers, shown)),
            limit: .init(value: plan.tableRoom, label: "disk full: \(words.bytes(plan.tableRoom))"),
            names: ("high-water mark, P50", "✕ P50 over the disk", "up to P95")
        ).element
    }

    /// Times the higher of bars and disk: beyond it whiskers are cut, or the bars could not be compared.
    private static let longestWhisker = 1.5
    /// Times the bars: a disk farther off is left out, or the bars could not be seen.
    private static let farthestLimit = 5.0

    private func bar(_ forecast: ScenarioForecast) -> BarsDrawing.Bar {
        let size = forecast.highWater.value
        return BarsDrawing.Bar(
            forecast.scenario.shortTitle, size.p50, high: size.p95, text: value(forecast), isOver: size.p50 > plan.tableRoom)
    }

    private func value(_ forecast: ScenarioForecast) -> String {
        let size = forecast.highWater.value
        let range = size.p50 == size.p95 ? words.bytes(size.p50) : "\(words.bytes(size.p50)), P95 \(words.bytes(size.p95))"
        return (size.p50 > plan.tableRoom ? "✕ " : "") + range
    }

    private var table: Element {
        var table = PageTable(
            "P50, with P95 in brackets; time until full with the earliest tenth in brackets",
            columns: [
                "Setting", "Keeps", "High-water mark", "Live rows alone", "WAL a day", "History: standard, debug", "After a cut to it",
                "Disk full after",
            ])
        for forecast in plan.scenarios {
            let scenario = forecast.scenario
            table.append([
                Element("strong", text: scenario.shortTitle + (mark(scenario) ?? "")), plain(scenario.policy.text),
                plain(two(forecast.highWater)), plain(words.bytes(forecast.liveBytes.value.p50)), plain(two(forecast.walPerDay)),
                plain(history(forecast)), plain(forecast.cut.map { words.bytes($0.onDisk.p50) + " stay" } ?? "–"), plain(full(forecast)),
            ])
        }
        return table.element
    }

    private func plain(_ text: String) -> Element { Element("span", text: text) }

    private func two(_ figure: Figure) -> String {
        let (middle, high) = (words.bytes(figure.value.p50), words.bytes(figure.value.p95))
        return middle == high ? middle : "\(middle) (\(high))"
    }

    private func history(_ forecast: ScenarioForecast) -> String {
        let hours = forecast.historyHours
        return "\(words.days(hours.standard.p50 / 24)), \(words.days(hours.debug.p50 / 24))"
    }

    private func full(_ forecast: ScenarioForecast) -> String {
        guard let full = forecast.daysUntilFull else { return "never" }
        let soonest = full.p10.isFinite ? words.days(full.p10) : "\(words.share(forecast.shareThatFills)) of draws"
        return "\(words.days(full.p50)) (\(soonest))"
    }

    /// Scenarios that a reader must know something about are marked, and the marks explained below.
    private var labelled: [Scenario] { plan.scenarios.map(\.scenario).filter { $0.label != nil } }

    private func mark(_ scenario: Scenario) -> String? {
        labelled.firstIndex(of: scenario).map { " " + String(repeating: "*", count: $0 + 1) }
    }

    private var labels: [Element] {
        labelled.compactMap { scenario in
            scenario.label.map { .paragraph("\(mark(scenario) ?? "") \(scenario.shortTitle): \($0).") }
        } + [
            .paragraph(
                "Never: not within \(plan.settings.days) days. After a cut: what files keep two weeks after a grown table is cut to the "
                    + "setting, until REINDEX, VACUUM FULL or a repack.")
        ]
    }
}
