package import WeirRecords

/// One setting of retention that is forecast beside the others.
package struct Scenario: Equatable, Sendable {
    package enum Name: String, CaseIterable, Sendable, Encodable {
        case present
        case debugOff = "debug_off"
        case allOff = "all_off"
        /// The present setting in the platform's other unit.
        case otherUnit = "other_unit"
    }

    package var name: Name
    package var policy: RetentionPolicy

    package init(_ name: Name, _ policy: RetentionPolicy) {
        self.name = name
        self.policy = policy
    }

    /// What stands side by side: the present setting, debug off, both off, and the other unit where the platform's is unconfirmed.
    package static func all(for deployment: Deployment) -> [Scenario] {
        let present = deployment.retention
        var (debugOff, allOff) = (present, present)
        debugOff.debug = .off
        (allOff.standard, allOff.debug) = (.off, .off)
        let other = deployment.platform.product == .kasm ? present.inOtherUnit : nil
        return [Scenario(.present, present), Scenario(.debugOff, debugOff), Scenario(.allOff, allOff)]
            + (other.map { [Scenario(.otherUnit, $0)] } ?? [])
    }
}

/// The platform's documented defaults; which unit a version uses is not confirmed.
package enum PlatformRetention {
    package static let byAge = (standard: Duration.seconds(7 * 86_400), debug: Duration.seconds(4 * 3600))
    package static let byRows = (standard: RowCount(400_000), debug: RowCount(300_000))
}

extension RetentionPolicy {
    /// The platform's defaults in the other unit, class by class; nil where neither class has a unit.
    package var inOtherUnit: RetentionPolicy? {
        let other = RetentionPolicy(
            standard: standard.other(age: PlatformRetention.byAge.standard, rows: PlatformRetention.byRows.standard),
            debug: debug.other(age: PlatformRetention.byAge.debug, rows: PlatformRetention.byRows.debug), cleanupEvery: cleanupEvery)
        return other == self ? nil : other
    }
}

extension RetentionLimit {
    fileprivate func other(age: Duration, rows: RowCount) -> RetentionLimit {
        switch self {
        case .age: .rows(rows)
        case .rows: .age(age)
        case .off, .forever: self
        }
    }
}
