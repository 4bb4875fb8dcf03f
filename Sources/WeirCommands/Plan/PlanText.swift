import WeirCharts
import WeirPlanner
import WeirRecords

/// A plan for people: the load, the table, the scenarios side by side, the chart, and what is taken for granted.
struct PlanText {
    let plan: Plan
    let terminal: TerminalShape
    let spread: SpreadText

    init(_ plan: Plan, terminal: TerminalShape) {
        self.plan = plan
        self.terminal = terminal
        spread = SpreadText(for: plan.estimate.origin)
    }

    func rendered() -> String {
        [heading, figures, scenarios, backwards, loss, failures, burden, swings, chart, assumptions].filter { !$0.isEmpty }.joined(
            separator: "\n\n")
    }

    private var heading: String {
        let basis =
            switch plan.estimate.origin {
            case .measured: "from a measured load"
            case .assumed where plan.estimate.roles.contains { $0.origin == .measured }: "from a measured profile, in part from a prior"
            default: "from a prior, not a measurement: two digits, wide ranges"
            }
        let draws =
            "\(plan.settings.draws.counted("draw")) of \(plan.settings.days.counted("day")), hour by hour, seed \(plan.settings.seed)"
        return "\(plan.name): the log table, \(basis)\n\(draws)"
    }

    private var figures: String {
        var table = TextTable([.init(""), .init("P50", .right), .init("P90", .right), .init("P95", .right)])
        func add(_ name: String, _ figure: Figure?, _ one: (Double) -> String) {
            guard let value = figure?.value else { return table.append(name, "never reached") }
            table.append(name, one(value.p50), one(value.p90), one(value.p95))
        }
        let present = plan.present
        add("rows a second", present.rowsPerSecond, spread.count)
        add("live rows", present.liveRows, spread.count)
        add("their heap bytes alone", present.liveBytes, spread.bytes)
        add("bytes a live row on disk", present.bytesPerRow, spread.count)
        add("plateau", present.plateau, spread.bytes)
        add("plateau reached after", present.daysToPlateau, spread.days)
        add("high-water mark in \(plan.settings.days) days", present.highWater, spread.bytes)
        add("growth on the first day", present.growthPerDay, spread.bytes)
        add("growth a day at the end", present.growthPerDayLater, spread.bytes)
        add("WAL a day", present.walPerDay, spread.bytes)
        add("WAL kept on the disk", present.walKept, spread.bytes)
        return table.rendered() + "\n" + parts
    }

    private var parts: String {
        let parts = plan.present.parts
        guard parts.total > 0 else { return "" }
        func share(_ bytes: Double) -> String { spread.share(bytes / parts.total) }
        return "of the files: heap \(share(parts.heap)), indexes \(share(parts.indexes)), TOAST \(share(parts.toast))"
    }

    private var chart: String {
        let points = plan.present.curve.prefix(chartDays + 1).map {
            BandChart.Point(x: $0.days, low: $0.bytes.p10, middle: $0.bytes.p50, high: $0.bytes.p90, highest: $0.bytes.p95)
        }
        let limit = BandChart.Limit(value: plan.room, label: "disk full: \(spread.bytes(plan.room)) of room")
        let title = "size over time, \(plan.present.scenario.policy.text): line P50, ░ P10 to P90, · to P95"
        let chart = BandChart(points: Array(points), limit: limit)
        return title + "\n" + terminal.drawn(chart, y: .bytes(upTo: chart.top), x: .days(upTo: chart.end))
    }

    /// To where the bend into the plateau is well past, or the disk is full; the whole horizon where the load grows.
    private var chartDays: Int {
        let present = plan.present
        guard plan.estimate.growthPerMonth == .zero, let bend = present.daysToPlateau?.value.p90, bend.isFinite else {
            return plan.settings.days
        }
        let full = present.daysUntilFull.map { $0.p50.isFinite ? $0.p50 * 1.15 : 0 } ?? 0
        return min(plan.settings.days, Int(max(14, bend * 2, full).rounded(.up)))
    }

    private var assumptions: String {
        let blocks = plan.assumptions.map { assumption in
            wrapped("\(assumption.subject): \(assumption.text)", indent: 2, first: "- ")
                + "\n" + wrapped(assumption.lookUp, indent: 4, first: "  → ")
        }
        return "taken for granted\n" + blocks.joined(separator: "\n")
    }

    /// Lines no wider than the terminal; words are not cut.
    func wrapped(_ text: String, indent: Int, first: String) -> String {
        var lines: [String] = []
        var line = first
        for word in text.split(separator: " ") {
            if line.count + 1 + word.count > max(terminal.width, 40), line.contains(where: { $0 != " " }) {
                lines.append(line)
                line = String(repeating: " ", count: indent)
            }
            line += line.last == " " || line.isEmpty ? String(word) : " " + word
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
