import WeirPlanner

/// `weir plan --format csv`: each scenario's sizes day by day, bytes, for a spreadsheet.
struct PlanCSV {
    private let plan: Plan

    init(_ plan: Plan) { self.plan = plan }

    private static let header = "scenario,day,files_p10,files_p50,files_p90,files_p95,live_p50"

    func rendered() -> String {
        ([Self.header] + plan.scenarios.flatMap(lines)).joined(separator: "\n")
    }

    private func lines(_ forecast: ScenarioForecast) -> [String] {
        let name = Self.quoted(forecast.scenario.name.rawValue)
        return forecast.curve.map { point in
            let bytes = [point.bytes.p10, point.bytes.p50, point.bytes.p90, point.bytes.p95, point.liveBytes]
            return ([name, Self.day(point.days)] + bytes.map(Self.whole)).joined(separator: ",")
        }
    }

    private static func whole(_ bytes: Double) -> String { String(Int(exactly: bytes.rounded()) ?? Int.max) }

    private static func day(_ days: Double) -> String { Int(exactly: days).map(String.init) ?? String(days) }

    /// Scenarios that the user named may hold anything.
    private static func quoted(_ name: String) -> String {
        guard name.contains(where: { ",\"\n\r".contains($0) }) else { return name }
        return "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}
