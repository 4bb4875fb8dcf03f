import WeirCharts
import WeirPlanner
import WeirRecords

/// A plan for people: the load, the table, the settings side by side, the chart, and what is taken for granted.
struct PlanText {
    private let plan: Plan
    private let terminal: TerminalShape
    private let spread: SpreadText

    init(_ plan: Plan, terminal: TerminalShape) {
        self.plan = plan
        self.terminal = terminal
        spread = SpreadText(for: plan.estimate.origin)
    }

    func rendered() -> String {
        [heading, figures, settings, note, chart, assumptions].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var present: ScenarioForecast { plan.scenarios[0] }

    private var heading: String {
        let basis =
            switch plan.estimate.origin {
            case .measured: "from a measured profile"
            case .assumed where plan.estimate.roles.contains { $0.origin == .measured }: "from a measured profile, in part from a prior"
            default: "from a prior, not a measurement: two digits, wide ranges (low – high)"
            }
        return "\(plan.name): the log table, \(basis)"
    }

    private var figures: String {
        var table = TextTable([.init(""), .init("middle", .right), .init("low", .right), .init("high", .right)])
        func add(_ name: String, _ figure: Figure?, _ one: (Double) -> String) {
            guard let value = figure?.value else { return table.append(name, "never reached") }
            table.append(name, one(value.middle), one(value.low), one(value.high))
        }
        add("rows a second", present.rowsPerSecond, spread.count)
        add("bytes a live row on disk", present.bytesPerRow, spread.count)
        add("live rows at the plateau", present.liveRows, spread.count)
        add("their heap bytes alone", present.liveBytes, spread.bytes)
        add("plateau (high-water mark)", present.plateau, spread.bytes)
        add("plateau reached after", present.daysToPlateau, spread.days)
        add("WAL a day", present.walPerDay, spread.bytes)
        return table.rendered() + parts
    }

    private var parts: String {
        guard let parts = present.parts, parts.total > 0 else { return "" }
        func share(_ bytes: Double) -> String { "\(Int((100 * bytes / parts.total).rounded())) %" }
        return
            "\nof the plateau: heap \(share(parts.heap)), indexes \(share(parts.indexTotal)), "
            + "TOAST \(share(parts.toast + parts.toastIndex))"
    }

    private var settings: String {
        var table = TextTable([.init("retention"), .init("plateau", .right), .init("WAL a day", .right), .init("disk full after", .right)])
        for scenario in plan.scenarios {
            table.append(
                scenario.scenario.title, scenario.plateau.map { spread.text($0.value, spread.bytes) } ?? "grows for ever",
                spread.text(scenario.walPerDay.value, spread.bytes), fullAfter(scenario))
        }
        let room = "disk \(plan.database.disk.text), \(plan.database.diskUsedByOthers.text) used by others"
        return table.rendered() + "\n" + room + replicas
    }

    private var replicas: String {
        plan.database.members.count > 1 ? "; each of the \(plan.database.members.count) members holds the whole table" : ""
    }

    /// High load comes first: it fills the disk soonest.
    private func fullAfter(_ scenario: ScenarioForecast) -> String {
        func text(_ days: Double?) -> String { days.map(spread.days) ?? "never" }
        let (low, middle, high) = (text(scenario.daysUntilFull.low), text(scenario.daysUntilFull.middle), text(scenario.daysUntilFull.high))
        return low == high ? middle : "\(middle) (\(high) – \(low))"
    }

    private var note: String {
        let lines = [
            "never: not within five years. WAL is written, then recycled; a slot or an archive that falls behind keeps it.",
            "A table that has grown keeps its files when retention is cut: its indexes until REINDEX or VACUUM FULL.",
        ]
        return lines.joined(separator: "\n")
    }

    private var chart: String {
        let points = present.curve.map { BandChart.Point(x: $0.days, low: $0.bytes.low, middle: $0.bytes.middle, high: $0.bytes.high) }
        let room = Double((plan.database.disk - plan.database.diskUsedByOthers).bytes)
        let chart = BandChart(points: points, limit: .init(value: room, label: "disk full: \(spread.bytes(room)) of room"))
        let title = "size over time from an empty table, \(present.scenario.policy.text)"
        return title + "\n"
            + terminal.chart().rendered(chart, yLabel: { SpreadText.prior.bytes($0) }, xLabel: { "\(SpreadText.prior.number($0)) d" })
    }

    private var assumptions: String {
        let blocks = plan.assumptions.map { assumption in
            wrapped("\(assumption.subject): \(assumption.text)", indent: 2, first: "- ")
                + "\n" + wrapped(assumption.lookUp, indent: 4, first: "  → ")
        }
        return "taken for granted\n" + blocks.joined(separator: "\n")
    }

    /// Lines no wider than the terminal; words are not cut.
    private func wrapped(_ text: String, indent: Int, first: String) -> String {
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
