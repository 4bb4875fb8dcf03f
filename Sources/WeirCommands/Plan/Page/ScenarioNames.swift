import WeirPlanner

extension Scenario {
    /// A few words, as they stand beside a bar.
    var shortTitle: String {
        switch name {
        case .present: "As it is"
        case .debugOff: "Debug off"
        case .allOff: "All off"
        case .buffer24Hours: "Forwarder, 24 h buffer"
        case .tunedAutovacuum: "Tuned autovacuum"
        case .dailyPartitions: "Daily partitions"
        case .otherUnit: "Other unit"
        case .named(let name): name
        }
    }
}
