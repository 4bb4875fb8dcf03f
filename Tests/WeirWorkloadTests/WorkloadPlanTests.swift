import Testing
import WeirPlanner
import WeirRecords

@testable import WeirWorkload

@Suite struct WorkloadPlanTests {
    @Test("hosts are numbered through all groups of a role")
    func hosts() throws {
        let plan = try WorkloadPlan(of: deployment(engine: .patroni))
        #expect(plan.hosts.map(\.name) == ["web-app-1", "agent-1", "agent-2", "agent-3", "connection-proxy-1", "db-2"])
        #expect(plan.hosts.map(\.zone) == ["east", "east", "east", "west", "east", "west"])
        #expect(plan.peakSessions == 40)
        #expect(plan.rotation == .init(bytes: .mebibytes(10), kept: 20, keptOnAgent: 5))
    }

    @Test("a managed database has no host of its own")
    func managedDatabase() throws { #expect(try !WorkloadPlan(of: deployment(engine: .aurora)).hosts.contains { $0.role == .database }) }

    @Test("a deployment too large or without a Web App is refused")
    func refused() {
        var large = deployment()
        large.roles.agent = [AgentGroup(placement: Placement(count: 5_000), sessionsEach: 1)]
        #expect { try WorkloadPlan(of: large) } throws: { ($0 as? WorkloadError)?.code == .tooManyHosts }
        var silent = deployment()
        silent.roles.webApp = []
        #expect { try WorkloadPlan(of: silent) } throws: { ($0 as? WorkloadError)?.code == .noWebApp }
    }

    @Test("only the ratios of hourly factors count")
    func hours() {
        let factors = (0..<24).map(Double.init)
        #expect(SessionPlan.Profile.hourly(factors).workloadHours == SessionPlan.Profile.hourly(factors.map { $0 * 8 }).workloadHours)
        for profile in [SessionPlan.Profile.office, .aroundTheClock, .classroom, .shortAnonymous] {
            #expect(profile.workloadHours.count == 24)
            #expect(profile.workloadHours.max() == 1)
        }
    }

    private func deployment(engine: DatabasePlan.Engine = .single) -> Deployment {
        Deployment(
            name: "d", platform: Platform(product: .kasm, version: nil),
            sessions: SessionPlan(peakConcurrent: 40, meanDuration: .seconds(7_200)),
            zones: [Zone(name: "east"), Zone(name: "west")],
            roles: Roles(
                webApp: [WebAppGroup(placement: Placement(count: 1, zone: "east"))],
                agent: [
                    AgentGroup(placement: Placement(count: 2, zone: "east"), sessionsEach: 12),
                    AgentGroup(placement: Placement(count: 1, zone: "west"), sessionsEach: 12),
                ], connectionProxy: [ConnectionProxyGroup(placement: Placement(count: 1, zone: "east"), protocols: [.rdp])]),
            database: DatabasePlan(
                engine: engine, members: [.init(zone: "east"), .init(zone: "west", role: .primary)], disk: .gibibytes(200)),
            retention: RetentionPolicy(standard: .age(.seconds(604_800)), debug: .off))
    }
}
