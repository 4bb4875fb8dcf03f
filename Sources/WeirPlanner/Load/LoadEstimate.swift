package import WeirRecords

/// Rows a day that reach the table, by role and class, with what they rest on.
package struct LoadEstimate: Equatable, Sendable {
    package struct RoleLoad: Equatable, Sendable {
        package var role: Role
        package var rowsPerDay: PerClass<Spread>
        package var origin: Figure.Origin
    }

    /// What the draws vary, of every role.
    package var terms: [LoadTerm]
    package var shape: DayShape
    package var growthPerMonth: Share
    package var sample: RowSample
    package var sampleOrigin: Figure.Origin
    /// Rows an hour that reach the table after what was observed; nil where nothing was.
    package var observed: PerClass<Spread>?
    package var observedFrom = ObservedOrigins()

    /// From the prior, replaced role by role with what a profile measured.
    package init(_ deployment: Deployment, profile: MeasuredProfile? = nil) throws(PlanError) {
        try Self.check(deployment.sessions)
        let amounts = DriverAmounts(deployment)
        terms = try Self.terms(amounts, profile, deployment)
        shape = profile?.dayShape ?? amounts.shape
        growthPerMonth = deployment.sessions.growthPerMonth
        let columns = deployment.logTable?.columns ?? AssumedTable.columns
        let measured = profile?.sample(for: columns)
        let weights = LoadPrior.coefficients.map { ($0, $0.role.reachesDatabase ? $0.rows.middle * amounts[$0.driver] : 0) }
        sample = measured ?? AssumedRows.sample(for: columns, weights: weights)
        sampleOrigin = measured == nil ? .assumed : .measured
    }

    /// The prior's rows, role by role replaced by measured ones. A role that was not measured keeps its share in the prior of
    /// what the measured roles turned out to write, twice as uncertain as they. Beside a whole table no role adds rows to it.
    private static func terms(
        _ amounts: DriverAmounts, _ profile: MeasuredProfile?, _ deployment: Deployment
    ) throws(PlanError) -> [LoadTerm] {
        let prior = LoadTerm.prior(amounts)
        guard let profile else { return prior }
        let measured = try profile.rowsPerDay(scaledTo: deployment)
        let common = measured.keys.filter { role in role.reachesDatabase && prior.contains { $0.role == role } }
        let ratio = common.reduce(0) { $0 + measured[$1].middle } / max(1e-9, common.reduce(0) { $0 + prior.middle(of: $1) })
        let band = 2 * profile.uncertainty
        let others = prior.filter { measured[$0.role] == nil && !(profile.holdsWholeTable && $0.role.reachesDatabase) }.map { term in
            var scaled = term
            if !common.isEmpty { scaled.rowsPerDay = .around(term.rowsPerDay.middle * ratio, factor: band) }
            return scaled
        }
        return Role.allCases.flatMap { role in measured[role].map { LoadTerm.measured(role, $0) } ?? [] } + others
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
}

extension LoadEstimate {
    /// In the order of `Role`; roles without rows are left out. Ends are sums of ends: what comes out where all is low, or high.
    package var roles: [RoleLoad] {
        Role.allCases.compactMap { role in
            let own = terms.filter { $0.role == role }
            guard !own.isEmpty else { return nil }
            let rows = PerClass { each in own.filter { $0.retentionClass == each }.reduce(.zero) { $0 + $1.rowsPerDay } }
            return RoleLoad(role: role, rowsPerDay: rows, origin: own.map(\.origin).max() ?? .assumed)
        }
    }

    /// Rows a day of a class that reach the table.
    package func rowsPerDay(_ retentionClass: RetentionClass) -> Spread {
        if let observed { return observed[retentionClass] * 24 }
        return terms.filter { $0.role.reachesDatabase && $0.retentionClass == retentionClass }.reduce(.zero) { $0 + $1.rowsPerDay }
    }

    package var rowsPerDay: Spread { rowsPerDay(.standard) + rowsPerDay(.debug) }

    /// The worst origin of the roles' rows.
    package var origin: Figure.Origin {
        if observed != nil, observedFrom.isCounted { return .measured }
        return terms.filter(\.role.reachesDatabase).map(\.origin).max() ?? .assumed
    }

    /// That reach the table, of each class in the middle.
    var rowsPerHour: PerClass<Double> { PerClass { rowsPerDay($0).middle / 24 } }
}

extension [LoadTerm] {
    fileprivate func middle(of role: Role) -> Double { filter { $0.role == role }.reduce(0) { $0 + $1.rowsPerDay.middle } }
}

extension PerClass<Spread>? {
    /// Middle rows of both classes; 0 where there are none.
    fileprivate var middle: Double { map { $0.standard.middle + $0.debug.middle } ?? 0 }
}
