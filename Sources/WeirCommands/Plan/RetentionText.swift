import WeirPlanner
import WeirRecords

extension RetentionPolicy {
    /// `standard 7 d, debug 4 h`.
    var text: String { "standard \(standard.text), debug \(debug.text)" }
}

extension RetentionLimit {
    var text: String {
        switch self {
        case .age(let age): age.text
        case .rows(let count): "\(count.rows.grouped) rows"
        case .off: "off"
        case .forever: "forever"
        }
    }
}

extension Scenario {
    var title: String {
        switch name {
        case .present: "now: \(policy.text)"
        case .debugOff: "debug off"
        case .allOff: "all off"
        case .buffer24Hours: "a forwarder's buffer: \(policy.text)"
        case .tunedAutovacuum: "autovacuum at \(decimal(vacuum.deadScale * 100)) %"
        case .dailyPartitions: "daily partitions"
        case .otherUnit: "other unit: \(policy.text)"
        case .named(let name): "\(name): \(policy.text)"
        }
    }
}
