import WeirCharts
import WeirPlanner

/// What the plan takes for granted, and what to look up instead.
struct AssumptionSection {
    private let plan: Plan

    init(_ plan: Plan) { self.plan = plan }

    var element: Element {
        let items = plan.assumptions.map { assumption in
            Element(
                "li", [:],
                [
                    Element("h3", text: assumption.subject.capitalisedFirst), Element("p", text: assumption.text),
                    Element("p", ["class": "look-up"], mixed: [.element(Element("strong", text: "Look up: ")), .text(assumption.lookUp)]),
                ])
        }
        return PageSection(
            id: "assumptions", title: "Taken for granted", lead: "What this plan assumes, and what would replace it by a fact.",
            content: [Element("ul", ["class": "assumptions"], items)]
        ).element
    }
}
