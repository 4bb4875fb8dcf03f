/// On how many disks the table lies: every replica holds the whole.
package struct Copies: Equatable, Sendable {
    /// Disks that are paid for with the table on them.
    package var count: Int
    package var basis: String
    package var origin: Figure.Origin

    package init(_ database: DatabasePlan) {
        let members = database.members.count
        switch database.engine {
        case .aurora: self.init(1, "Aurora bills one copy, however many readers there are", .computed)
        case .single: self.init(max(1, members), "each member holds the whole", members > 0 ? .given : .computed)
        case .rdsMultiAZ: self.init(max(2, members), "a Multi-AZ standby holds the whole", .computed)
        case .patroni where members > 0: self.init(members, "each member holds the whole", .given)
        case .patroni: self.init(2, "a primary and a replica are taken where no members are given", .assumed)
        case .cloudSQL, .azure, .oci:
            self.init(max(2, members), "its high availability keeps a standby with the whole", members > 0 ? .given : .assumed)
        }
    }

    private init(_ count: Int, _ basis: String, _ origin: Figure.Origin) {
        self.count = count
        self.basis = basis
        self.origin = origin
    }
}
