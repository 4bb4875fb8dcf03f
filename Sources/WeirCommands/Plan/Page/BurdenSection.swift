import WeirCharts
import WeirPlanner

/// What the table asks of disks, backups and the volume, and what a launch feels of it.
struct BurdenSection {
    private let plan: Plan
    private let words: FigureText

    init(_ plan: Plan, _ words: FigureText) {
        self.plan = plan
        self.words = words
    }

    var element: Element {
        let left = VolumeLeft(plan, words)
        let sentences = [LaunchSentence(plan, words.spread).text, left.text].map { $0.capitalisedFirst + "." }
        return PageSection(
            id: "burden", title: "What it asks of the server", lead: sentences.joined(separator: " "),
            content: [Self.table("Copies, backups and the volume in the busiest hour", left.others, words)]
        ).element
    }

    /// Figures with their P50 and P95.
    static func table(_ caption: String, _ figures: [Figure], _ words: FigureText, columns: [String] = ["P50", "P95"]) -> Element {
        var table = PageTable(caption, columns: ["Figure"] + columns)
        for figure in figures {
            let ends = columns[0] == "P50" ? [figure.value.p50, figure.value.p95] : [figure.value.p10, figure.value.p50]
            table.append(words.title(figure.name), words.text(ends[0], figure.unit), words.text(ends[1], figure.unit))
        }
        return table.element
    }
}
