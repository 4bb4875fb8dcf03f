import WeirConfiguration
import WeirPlanner

/// Why a figure is what it is: formula, inputs, where each came from, and the figures behind it in turn.
struct Explanation: Encodable {
    var figure: Figure
    /// Inputs that are figures themselves, each once, in the order in which they are met.
    var follows: [Figure]

    /// - Throws: where there is no figure of that name; with the names that there are and the nearest of them.
    init(_ name: String, in plan: Plan) throws(CommandFailure) {
        guard let figure = plan.figure(named: name) else { throw Self.unknown(name, plan.figureNames) }
        self.figure = figure
        follows = Self.behind(figure, plan)
    }

    private static func unknown(_ name: String, _ names: [String]) -> CommandFailure {
        let nearest = Suggestion.nearest(to: name, among: names).map { "did you mean \($0)? " } ?? ""
        return CommandFailure(
            .usage, "there is no figure \(name)", wayOut: nearest + "There are " + names.joined(separator: ", "))
    }

    private static func behind(_ figure: Figure, _ plan: Plan) -> [Figure] {
        var (found, open) = ([Figure](), [figure])
        while let next = open.popLast() {
            for input in next.inputs.reversed() where input.name != figure.name && !found.contains(where: { $0.name == input.name }) {
                guard let inner = plan.figure(named: input.name) else { continue }
                found.append(inner)
                open.append(inner)
            }
        }
        return found
    }

    func text(_ words: FigureText) -> String { ([figure] + follows).map { Self.block($0, words) }.joined(separator: "\n\n") }

    private static func block(_ figure: Figure, _ words: FigureText) -> String {
        func shown(_ value: Double) -> String { words.text(value, figure.unit).replacing("\u{A0}", with: " ") }
        let value = figure.value
        let ends = "P10 \(shown(value.p10)), P50 \(shown(value.p50)), P90 \(shown(value.p90)), P95 \(shown(value.p95))"
        var table = TextTable([.init("input"), .init("P50 (P5 – P95)", .right), .init("unit"), .init("founded"), .init("source")])
        for input in figure.inputs {
            table.append(
                input.name, words.spread.text(input.value, words.spread.number), input.unit, input.origin.rawValue,
                input.source.isEmpty ? "–" : input.source)
        }
        return ["\(figure.name): \(ends) (\(figure.origin.rawValue))", "= \(figure.formula)", table.rendered()].joined(separator: "\n")
    }
}
