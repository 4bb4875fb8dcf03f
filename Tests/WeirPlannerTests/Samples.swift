import WeirRecords

@testable import WeirPlanner

extension Deployment {
    /// A platform of the size that the prior was solved back at, with what a test changes.
    static func sample(
        sessions: Int = 300, profile: SessionPlan.Profile = .office, growth: Double = 0,
        standard: RetentionLimit = .age(.seconds(7 * 86_400)),
        debug: RetentionLimit = .age(.seconds(4 * 3600)), disk: ByteCount = .gibibytes(200), used: ByteCount = .gibibytes(12),
        scenarios: [NamedRetention] = []
    ) -> Deployment {
        Deployment(
            name: "sample", purpose: .production, platform: Platform(product: .kasm, version: PlatformVersion(major: 1, minor: 19)),
            sessions: SessionPlan(
                peakConcurrent: sessions, meanDuration: .seconds(7200), profile: profile, growthPerMonth: Share(percent: growth)),
            roles: Roles(
                webApp: [WebAppGroup(placement: Placement(count: 3))],
                agent: [AgentGroup(placement: Placement(count: 25), sessionsEach: 12)]),
            database: DatabasePlan(engine: .single, disk: disk, diskUsedByOthers: used),
            retention: RetentionPolicy(standard: standard, debug: debug), scenarios: scenarios)
    }
}

extension Plan {
    /// Few draws over few weeks: what a test without optimisation can wait for.
    static func quick(
        _ deployment: Deployment = .sample(), profile: MeasuredProfile? = nil, observations: Observations = Observations(), draws: Int = 24,
        seed: UInt64 = 1, days: Int = 28
    ) throws -> Plan {
        try Plan(deployment, profile: profile, observations: observations, draws: draws, seed: seed, days: days)
    }

    /// Bytes at the present setting's plateau, P50.
    var plateauBytes: Double { present.plateau?.value.p50 ?? -1 }
}

extension Percentiles {
    var all: [Double] { [p10, p50, p90, p95] }
}

extension MeasuredProfile {
    /// A day of the given rows, agents' and Web Apps' alike.
    static func sample(standard: Int = 500_000, debug: Int = 1_000_000, hours: Double = 24, sessions: Int? = nil) -> MeasuredProfile {
        MeasuredProfile(
            firstTime: nil, lastTime: nil, spanSeconds: hours * 3600, uncertainty: SpanUncertainty.factor(spanHours: hours),
            peakConcurrentSessions: sessions, unparsedLines: 0,
            roles: [Role.webApp, .agent].map { (role: Role) -> RoleRows in
                let hosts = role == .agent ? 25 : 3
                let days = hours / 24
                return RoleRows(
                    role: role, hosts: hosts, bytes: 1_000_000,
                    standard: ClassRows(rows: standard / 2, rowsPerDay: Double(standard / 2) / days),
                    debug: ClassRows(rows: debug / 2, rowsPerDay: Double(debug / 2) / days))
            },
            hourlyRows: Array(repeating: 1000, count: 24), hourlySpans: Array(repeating: 1, count: 24),
            groups: [
                Group(application: "client_api_server", level: "info", category: "session", rows: standard, bytes: standard * 300),
                Group(application: "agent", level: "debug", category: "debug", rows: debug, bytes: debug * 200),
            ],
            messageLengths: [
                MessageLength(retentionClass: .standard, bytes: 300, rows: standard),
                MessageLength(retentionClass: .debug, bytes: 200, rows: debug),
            ])
    }
}
