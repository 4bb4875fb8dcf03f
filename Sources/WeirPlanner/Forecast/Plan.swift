import WeirRecords

/// A whole plan: the load, the table, every scenario, and what all of it takes for granted.
package struct Plan: Sendable {
    package struct Assumption: Equatable, Sendable, Encodable {
        package var subject: String
        package var text: String
        /// What would replace the assumption by a fact.
        package var lookUp: String
    }

    package var name: String
    package var estimate: LoadEstimate
    package var layout: TableLayout
    package var database: DatabasePlan
    package var scenarios: [ScenarioForecast]
    package var assumptions: [Assumption]

    /// - Throws: for sessions out of any bounds, a table that can't be sized, or a profile that is wrong.
    package init(_ deployment: Deployment, profile: MeasuredProfile? = nil) throws(PlanError) {
        try Self.check(deployment)
        name = deployment.name
        database = deployment.database
        estimate = try LoadEstimate(deployment, profile: profile)
        layout = try TableLayout(
            columns: deployment.logTable?.columns ?? AssumedTable.columns, indexes: Self.indexes(deployment.logTable),
            sample: estimate.sample)
        let forecaster = Forecaster(layout: layout, estimate: estimate, database: deployment.database)
        scenarios = Scenario.all(for: deployment).map(forecaster.forecast)
        assumptions = Assumptions(deployment, profile, estimate).all
    }

    package static let maximumRetentionHours = 100 * TableForecast.yearHours

    private static func check(_ deployment: Deployment) throws(PlanError) {
        let (disk, others) = (deployment.database.disk, deployment.database.diskUsedByOthers)
        guard disk > .zero else { throw .outOfRange("database.disk", "\(disk.bytes) bytes", "over 0") }
        guard others >= .zero, others < disk else {
            throw .outOfRange("database.disk_used_by_others", "\(others.bytes) bytes", "0 to the disk's size")
        }
        guard deployment.retention.cleanupEvery > .zero else {
            throw .outOfRange("retention.cleanup_every", "\(deployment.retention.cleanupEvery)", "over 0")
        }
        for each in RetentionClass.allCases { try check(deployment.retention.limit(of: each), each) }
    }

    private static func check(_ limit: RetentionLimit, _ retentionClass: RetentionClass) throws(PlanError) {
        let key = retentionClass == .standard ? "retention.standard" : "retention.debug"
        switch limit {
        case .age(let age) where age <= .zero || age.inHours > maximumRetentionHours:
            throw .outOfRange(key, "\(age.inHours) h", "over 0 to 100 years; off is written as off")
        case .rows(let count) where count <= .zero: throw .outOfRange(key, "\(count.rows) rows", "over 0; off is written as off")
        case .age, .rows, .off, .forever: return
        }
    }

    /// Where the table's columns are given without indexes, those assumed ones that its columns allow.
    private static func indexes(_ table: LogTable?) -> [LogTable.Index] {
        if let indexes = table?.indexes { return indexes }
        guard let columns = table?.columns else { return AssumedTable.indexes }
        return AssumedTable.indexes.filter { index in index.columns.allSatisfy { name in columns.contains { $0.name == name } } }
    }
}
