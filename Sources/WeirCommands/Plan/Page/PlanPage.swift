import WeirCharts
import WeirPlanner

/// A plan as one page of HTML that needs nothing else: drawings and style inside, no script, nothing fetched.
struct PlanPage {
    private let plan: Plan
    private let words: FigureText

    init(_ plan: Plan) {
        self.plan = plan
        words = FigureText(SpreadText(for: plan.estimate.origin))
    }

    func rendered() -> String { Element("html", ["lang": "en"], [head, body]).page }

    private var head: Element {
        Element(
            "head", [:],
            [
                Element("meta", ["charset": "utf-8"]),
                Element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                Element("title", text: "\(plan.name): the log table, planned"), (StyleSheet.charts + .page).element,
            ])
    }

    private var body: Element {
        let sections = [
            HeadlineSection(plan, words).element, SizeSection(plan, words).element, SawToothSection(plan, words)?.element,
            ScenarioSection(plan, words).element, TornadoSection(plan, words)?.element, LossSection(plan, words).element,
            BurdenSection(plan, words).element,
            TraceSection(plan, words).element, AssumptionSection(plan).element,
        ]
        return Element("body", [:], [PageHeader(plan).element, Element("main", [:], sections.compactMap { $0 })])
    }
}
