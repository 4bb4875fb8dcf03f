import WeirRecords

/// What no plan can be made of, whoever made the deployment.
enum DeploymentChecks {
    static func check(_ deployment: Deployment) throws(PlanError) {
        let (disk, others) = (deployment.database.disk, deployment.database.diskUsedByOthers)
        guard disk > .zero else { throw .outOfRange("database.disk", "\(disk.bytes) bytes", "over 0") }
        guard others >= .zero, others < disk else {
            throw .outOfRange("database.disk_used_by_others", "\(others.bytes) bytes", "0 to the disk's size")
        }
        try check(deployment.retention, "retention")
        for (index, scenario) in deployment.scenarios.enumerated() { try check(scenario.retention, "scenarios[\(index)].retention") }
    }

    private static func check(_ policy: RetentionPolicy, _ key: String) throws(PlanError) {
        guard policy.cleanupEvery > .zero else { throw .outOfRange("\(key).cleanup_every", "\(policy.cleanupEvery)", "over 0") }
        try check(policy.standard, "\(key).standard")
        try check(policy.debug, "\(key).debug")
    }

    private static func check(_ limit: RetentionLimit, _ key: String) throws(PlanError) {
        switch limit {
        case .age(let age) where age <= .zero || age.inHours > Plan.maximumRetentionHours:
            throw .outOfRange(key, "\(age.inHours) h", "over 0 to 100 years; off is written as off")
        case .rows(let count) where count <= .zero: throw .outOfRange(key, "\(count.rows) rows", "over 0; off is written as off")
        case .age, .rows, .off, .forever: return
        }
    }
}
