import WeirCharts
import WeirPlanner

/// Why each number is what it is: formula, inputs, their values, where each came from.
struct TraceSection {
    private let plan: Plan
    private let words: FigureText

    init(_ plan: Plan, _ words: FigureText) {
        self.plan = plan
        self.words = words
    }

    var element: Element {
        PageSection(
            id: "trace", title: "Why these numbers",
            lead:
                "Each figure of the present setting with its formula and what went into it. Assumed inputs are priors: a measurement replaces them.",
            content: plan.figures.map(trace)
        ).element
    }

    private func trace(_ figure: Figure) -> Element {
        let summary = Element(
            "summary", [:],
            [
                Element("span", ["class": "what"], text: words.title(figure.name)),
                Element("span", ["class": "amount"], text: words.text(figure.value.p50, figure.unit)), .origin(figure.origin.rawValue),
            ])
        let range = words.range(figure)
        let ranges = range.isEmpty ? [] : [Element.paragraph(range)]
        return Element(
            "details", [:],
            [
                summary,
                Element(
                    "div", ["id": "figure-\(figure.name)", "class": "trace"],
                    ranges + [Element("p", ["class": "formula"], text: "= \(figure.formula)"), inputs(figure)]),
            ])
    }

    private func inputs(_ figure: Figure) -> Element {
        var table = PageTable("Inputs of \(words.title(figure.name))", columns: ["Input", "P50 (P5 – P95)", "Unit", "Founded", "Source"])
        for input in figure.inputs {
            table.append([
                Element("strong", text: input.name), Element("span", text: words.spread.text(input.value, words.spread.number)),
                Element("span", text: input.unit), .origin(input.origin.rawValue),
                Element("span", text: input.source.isEmpty ? "–" : input.source),
            ])
        }
        return table.element
    }
}
