package import WeirRecords

/// One way to run the log table that is forecast beside the others.
package struct Scenario: Equatable, Sendable {
    /// The raw values are a contract of the JSON output.
    package enum Name: Hashable, Sendable {
        case present
        case debugOff
        case allOff
        /// A forwarder ships everything; the table keeps a day for it to catch up from.
        case buffer24Hours
        case tunedAutovacuum
        case dailyPartitions
        /// The present setting in the platform's other unit.
        case otherUnit
        /// From the deployment file.
        case named(String)

        package static let builtIn: [Name] = [
            .present, .debugOff, .allOff, .buffer24Hours, .tunedAutovacuum, .dailyPartitions, .otherUnit,
        ]

        package var rawValue: String {
            switch self {
            case .present: "present"
            case .debugOff: "debug_off"
            case .allOff: "all_off"
            case .buffer24Hours: "buffer_24h"
            case .tunedAutovacuum: "tuned_autovacuum"
            case .dailyPartitions: "daily_partitions"
            case .otherUnit: "other_unit"
            case .named(let name): name
            }
        }
    }

    package var name: Name
    package var policy: RetentionPolicy
    package var vacuum: VacuumSettings
    /// One partition a day, dropped when wholly past retention, instead of rows that are deleted.
    package var hasDailyPartitions: Bool
    /// What a reader must know before doing this; nil where nothing speaks against it.
    package var label: String?

    package init(
        _ name: Name, _ policy: RetentionPolicy, vacuum: VacuumSettings = .postgresDefault, hasDailyPartitions: Bool = false,
        label: String? = nil
    ) {
        self.name = name
        self.policy = policy
        self.vacuum = vacuum
        self.hasDailyPartitions = hasDailyPartitions
        self.label = label
    }
}

extension Scenario.Name: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension Scenario {
    /// Whatever changes the vendor's schema carries this.
    package static let unsupported = "changes the platform's schema: not supported by the platform, confirm with its vendor"
    /// A setting of the table's own: no change of the schema, but an upgrade of the platform may make the table anew.
    static let tableSetting = "ALTER TABLE … SET (autovacuum_vacuum_scale_factor); to be set again where an upgrade makes the table anew"
    /// Dead rows that start a vacuum in the tuned scenario: a fiftieth of the live ones in place of a fifth.
    static let tunedScale = 0.02
    /// What a forwarder needs to catch up from after a weekday's outage.
    static let bufferHours = 24.0

    /// What stands side by side, the present setting first.
    ///
    /// - Parameter vacuum: the server's settings where they were looked up.
    package static func all(for deployment: Deployment, vacuum: VacuumSettings? = nil) -> [Scenario] {
        let vacuum = vacuum ?? .postgresDefault
        let present = deployment.retention
        var (debugOff, allOff) = (present, present)
        debugOff.debug = .off
        (allOff.standard, allOff.debug) = (.off, .off)
        var tuned = vacuum
        (tuned.isEnabled, tuned.deadScale, tuned.insertScale) = (true, tunedScale, tunedScale)
        let other = deployment.platform.product == .kasm ? present.inOtherUnit : nil
        let settings: [(Name, RetentionPolicy)] = [
            (.present, present), (.debugOff, debugOff), (.allOff, allOff), (.buffer24Hours, present.buffered(forHours: bufferHours)),
        ]
        let changes = [
            Scenario(.tunedAutovacuum, present, vacuum: tuned, label: tableSetting),
            Scenario(.dailyPartitions, present, vacuum: vacuum, hasDailyPartitions: true, label: unsupported),
        ]
        let others = (other.map { [(Name.otherUnit, $0)] } ?? []) + deployment.scenarios.map { (Name.named($0.name), $0.retention) }
        func plain(_ each: (Name, RetentionPolicy)) -> Scenario { Scenario(each.0, each.1, vacuum: vacuum) }
        return settings.map(plain) + changes + others.map(plain)
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

    /// Each class kept for no longer than so many hours; what is off stays off.
    func buffered(forHours hours: Double) -> RetentionPolicy {
        var buffered = self
        (buffered.standard, buffered.debug) = (standard.atMost(hours: hours), debug.atMost(hours: hours))
        return buffered
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

    fileprivate func atMost(hours: Double) -> RetentionLimit {
        switch self {
        case .age(let age) where age.inHours <= hours: self
        case .off: self
        case .age, .rows, .forever: .age(.seconds(hours * 3600))
        }
    }
}
