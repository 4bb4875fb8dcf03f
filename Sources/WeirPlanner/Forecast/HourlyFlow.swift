import RealModule
import WeirRecords

/// Rows hour by hour.
struct HourlyFlow {
    private var sessions: PerClass<Double>
    private var agents: PerClass<Double>
    private var constant: PerClass<Double>
    private let factors: [Double]
    private let step: Double
    private var growth = 1.0

    init(_ draw: LoadDraw, _ frame: TableRun.Frame) {
        (sessions, agents, constant, factors) = (draw.sessions, draw.agents, draw.constant, frame.factors)
        step = Double.exp(draw.growthPerHour)
        keep(only: frame.isOn)
    }

    mutating func keep(only isOn: PerClass<Bool>) {
        for each in RetentionClass.allCases where !isOn[each] { (sessions[each], agents[each], constant[each]) = (0, 0, 0) }
    }

    mutating func next(_ hourOfDay: Int) -> PerClass<Double> {
        let rows = (sessions * factors[hourOfDay] + agents) * growth + constant
        growth *= step
        return rows
    }
}
