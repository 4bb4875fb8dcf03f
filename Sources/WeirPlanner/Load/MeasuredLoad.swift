import WeirRecords

/// What a plan takes from a profile.
extension MeasuredProfile {
    /// A span under this tells little of a day: rows a day are extrapolated, and the report says so.
    package static let dayHours = 24.0
    package static let weekHours = 168.0
    /// Less than a second of records has no rate.
    package static let shortestSpanSeconds = 1.0

    package var spanHours: Double { spanSeconds / 3600 }

    package func checked() throws(PlanError) -> MeasuredProfile {
        guard version == Self.currentVersion else { throw .profile("has version \(version)", "measure again with this version of weir") }
        try ProfileChecks.check(self)
        guard spanSeconds >= Self.shortestSpanSeconds else {
            throw .profile("spans less than a second", "measure logs that span at least an hour")
        }
        guard (1...Self.maximumUncertainty).contains(uncertainty) else {
            throw .profile(
                "has an uncertainty of \(uncertainty)", "it is a factor of 1 to \(Self.maximumUncertainty): write it anew with weir measure"
            )
        }
        return self
    }

    package static let maximumUncertainty = 1_000.0

    /// Rows a day of each role measured, scaled to the deployment: by sessions where the profile knows how many there were,
    /// else by the role's hosts; sessions' own rows by sessions only.
    package func rowsPerDay(scaledTo deployment: Deployment) throws(PlanError) -> [Role: PerClass<Spread>] {
        _ = try checked()
        var loads: [Role: PerClass<Spread>] = [:]
        for role in roles where role.standard.rows + role.debug.rows > 0 {
            let nodes = nodes(of: role, in: deployment)
            loads[role.role] = role.rowsPerDay.map { .around($0 * nodes / Double(max(1, role.hosts)), factor: uncertainty) }
        }
        return loads
    }

    /// How many hosts like the measured ones the deployment comes to.
    private func nodes(of measured: RoleRows, in deployment: Deployment) -> Double {
        if let sessions = peakConcurrentSessions, sessions > 0 {
            return Double(measured.hosts) * Double(deployment.sessions.peakConcurrent) / Double(sessions)
        }
        guard let count = deployment.roles.nodes(of: measured.role), count > 0 else { return Double(measured.hosts) }
        return Double(count)
    }

    /// Rows a day of what was measured, as it is, that reaches the table.
    package var rowsPerDay: PerClass<Double> {
        roles.filter(\.role.reachesDatabase).reduce(.zero) { $0 + $1.rowsPerDay }
    }

    /// Only a whole day shows its shape.
    package var dayShape: DayShape? {
        guard spanHours >= Self.dayHours else { return nil }
        return DayShape(factors: zip(hourlyRows, hourlySpans).map { $1 > 0 ? Double($0) / Double($1) : 0 })
    }

    private static let sampleRows = 500

    /// Rows in the measured proportions of lengths and groups; nil where no message was measured.
    package func sample(for columns: [LogTable.Column]) -> RowSample? {
        let rows = RetentionClass.allCases.flatMap { each in
            let messages = quantiles(of: each)
            let groups = groups(of: each, count: messages.count)
            return messages.indices.map { index in
                let group = groups[(index * 7) % max(1, groups.count)]
                return AssumedRows.row(each, messages[index], application: group.application, level: group.level, turn: index, columns)
            }
        }
        return rows.isEmpty ? nil : RowSample(rows)
    }

    private func quantiles(of retentionClass: RetentionClass) -> [Int] {
        let own = messageLengths.filter { ($0.retentionClass == "debug") == (retentionClass == .debug) }.sorted { $0.bytes < $1.bytes }
        return Self.spread(own.map { ($0.bytes, $0.rows) })
    }

    private func groups(of retentionClass: RetentionClass, count: Int) -> [(application: String, level: String)] {
        let own = groups.filter { isDebug($0.level) == (retentionClass == .debug) }
        let picked = Self.spread(own.map { ($0, $0.rows) }).map { (application: $0.application, level: $0.level) }
        return picked.isEmpty ? [(application: "", level: "")] : picked
    }

    private func isDebug(_ level: String) -> Bool { level == "debug" || level == "trace" }

    /// Values in proportion to their counts, `sampleRows` in all.
    private static func spread<Value>(_ counted: [(Value, Int)]) -> [Value] {
        let total = counted.reduce(0) { $0 + Double($1.1) }
        guard total > 0 else { return [] }
        var picked: [Value] = []
        var seen = 0.0
        for (value, count) in counted {
            seen += Double(count)
            let due = Int((seen / total * Double(sampleRows)).rounded())
            while picked.count < due { picked.append(value) }
        }
        return picked
    }
}

extension MeasuredProfile.RoleRows {
    package var rowsPerDay: PerClass<Double> { PerClass(standard: standard.rowsPerDay, debug: debug.rowsPerDay) }
}

extension Roles {
    /// Nodes of a role; nil where the deployment doesn't count them.
    func nodes(of role: Role) -> Int? {
        switch role {
        case .webApp: webApp.reduce(0) { $0 + $1.placement.count }
        case .agent: agent.reduce(0) { $0 + $1.placement.count }
        case .connectionProxy: connectionProxy.reduce(0) { $0 + $1.placement.count }
        case .session, .nginx, .database, .other: nil
        }
    }
}

extension PlanError {
    static func profile(_ problem: String, _ wayOut: String) -> PlanError {
        PlanError(code: "profile", message: "the profile \(problem)", wayOut: wayOut)
    }
}
