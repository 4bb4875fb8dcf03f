package import WeirRecords

/// Rows a day that reach the table, by role and class, with what they rest on.
package struct LoadEstimate: Equatable, Sendable {
    package struct RoleLoad: Equatable, Sendable {
        package var role: Role
        package var rowsPerDay: PerClass<Spread>
        package var origin: Figure.Origin
    }

    /// In the order of `Role`; roles without rows are left out.
    package var roles: [RoleLoad]
    package var shape: DayShape
    package var growthPerMonth: Share
    package var sample: RowSample
    package var sampleOrigin: Figure.Origin

    /// From the prior, replaced role by role with what a profile measured.
    package init(_ deployment: Deployment, profile: MeasuredProfile? = nil) throws(PlanError) {
        try Self.check(deployment.sessions)
        let drivers = LoadDrivers(deployment)
        roles = try Self.roles(prior: drivers.rowsByRole, profile, deployment)
        shape = profile?.dayShape ?? drivers.shape
        growthPerMonth = deployment.sessions.growthPerMonth
        let columns = deployment.logTable?.columns ?? AssumedTable.columns
        sample = profile?.sample(for: columns) ?? AssumedRows.sample(for: columns)
        sampleOrigin = profile?.sample(for: columns) == nil ? .assumed : .measured
    }

    /// The prior's rows, role by role replaced by measured ones. A role that was not measured keeps its share in the prior of
    /// what the measured roles turned out to write, twice as uncertain as they.
    private static func roles(
        prior: [Role: PerClass<Spread>], _ profile: MeasuredProfile?, _ deployment: Deployment
    ) throws(PlanError) -> [RoleLoad] {
        let measured = try profile?.rowsPerDay(scaledTo: deployment) ?? [:]
        let common = measured.keys.filter { prior[$0] != nil && $0.reachesDatabase }
        let ratio = common.reduce(0) { $0 + measured[$1].middle } / max(1e-9, common.reduce(0) { $0 + prior[$1].middle })
        let band = 2 * (profile?.uncertainty ?? 1)
        return Role.allCases.compactMap { role in
            if let rows = measured[role] { return RoleLoad(role: role, rowsPerDay: rows, origin: .measured) }
            guard let rows = prior[role] else { return nil }
            let scaled = common.isEmpty ? rows : rows.map { Spread.around($0.middle * ratio, factor: band) }
            return RoleLoad(role: role, rowsPerDay: scaled, origin: .assumed)
        }
    }

    package static let maximumSessions = 10_000_000
    package static let maximumGrowthPercent = 1000.0

    private static func check(_ sessions: SessionPlan) throws(PlanError) {
        guard (1...maximumSessions).contains(sessions.peakConcurrent) else {
            throw .outOfRange("sessions.peak_concurrent", "\(sessions.peakConcurrent)", "1 to \(maximumSessions)")
        }
        guard sessions.meanDuration > .zero else { throw .outOfRange("sessions.mean_duration", "\(sessions.meanDuration)", "over 0") }
        let percent = sessions.growthPerMonth.percent
        guard percent > -100, percent <= maximumGrowthPercent else {
            throw .outOfRange("sessions.growth_per_month", "\(percent) %", "over -100 % to \(maximumGrowthPercent) %")
        }
    }

    /// Rows a day of a class that reach the table.
    package func rowsPerDay(_ retentionClass: RetentionClass) -> Spread {
        roles.filter(\.role.reachesDatabase).reduce(.zero) { $0 + $1.rowsPerDay[retentionClass] }
    }

    package var rowsPerDay: Spread { rowsPerDay(.standard) + rowsPerDay(.debug) }

    /// The worst origin of the roles' rows.
    package var origin: Figure.Origin { roles.filter(\.role.reachesDatabase).map(\.origin).max() ?? .assumed }

    package func tableLoad(_ end: Spread.End) -> TableLoad {
        TableLoad(
            rowsPerHour: PerClass { rowsPerDay($0)[end] / 24 }, growthPerHour: TableLoad.growthPerHour(perMonth: growthPerMonth),
            peakFactor: shape.peakFactor)
    }
}

extension PerClass<Spread>? {
    /// Middle rows of both classes; 0 where there are none.
    fileprivate var middle: Double { map { $0.standard.middle + $0.debug.middle } ?? 0 }
}
