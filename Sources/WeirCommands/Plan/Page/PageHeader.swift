import WeirCharts
import WeirPlanner

/// What the page is about and what it rests on.
struct PageHeader {
    let plan: Plan

    init(_ plan: Plan) { self.plan = plan }

    var element: Element {
        Element(
            "header", [:],
            [
                Element("p", ["class": "kicker"], text: "Weir plan of a log table"), Element("h1", text: plan.name),
                Element("p", ["class": "lead"], text: basis),
            ])
    }

    private var basis: String {
        let settings = plan.settings
        let ahead = "\(settings.draws.counted("draw")) of \(settings.days.counted("day")), hour by hour, seed \(settings.seed)."
        return switch plan.estimate.origin {
        case .measured: "From a measured load. " + ahead
        case .assumed where plan.estimate.roles.contains { $0.origin == .measured }:
            "From a load that is measured in part, in part a prior. " + ahead
        default: "From a prior, not a measurement: two digits, wide ranges. " + ahead
        }
    }
}
