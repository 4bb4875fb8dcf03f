import WeirPlanner
import WeirRecords

extension Loop {
    static let planning = [
        Loop(name: "planner", unit: "plan") { _ in
            Pass(items: 1, bytes: 0) { try Plan(deployment, draws: draws, days: days, only: []).scenarios.count }
        }
    ]

    /// Hour by hour, and few of them: an emulated processor goes through them fifty times as slowly.
    private static let days = 30
    private static let draws = 12

    private static let deployment = Deployment(
        name: "benchmark", platform: Platform(product: .kasm, version: PlatformVersion(major: 1, minor: 19)),
        sessions: SessionPlan(peakConcurrent: 300, meanDuration: .seconds(7200), growthPerMonth: Share(percent: 3)),
        roles: Roles(
            webApp: [WebAppGroup(placement: Placement(count: 3))],
            agent: [AgentGroup(placement: Placement(count: 25), sessionsEach: 12)]),
        database: DatabasePlan(engine: .single, disk: .gibibytes(200), diskUsedByOthers: .gibibytes(12)),
        retention: RetentionPolicy(standard: .age(.seconds(604_800)), debug: .age(.seconds(14_400))))
}
