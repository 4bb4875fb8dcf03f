package import WeirRecords

/// The PostgreSQL server that holds the log table beside the operational ones.
package struct DatabasePlan: Equatable, Sendable {
    package var engine: Engine
    /// Empty where the file names none. At most one is the primary.
    package var members: [Member]
    /// Size of each member's data disk; positive.
    package var disk: ByteCount
    /// What on that disk is not the log table: system, other tables, WAL's floor. Less than `disk`.
    package var diskUsedByOthers: ByteCount
    /// `nil`: not said.
    package var volume: Volume?
    /// Between a Web App node and the primary; `nil`: not said.
    package var roundTrip: Duration?

    package init(
        engine: Engine, members: [Member] = [], disk: ByteCount, diskUsedByOthers: ByteCount = .zero, volume: Volume? = nil,
        roundTrip: Duration? = nil
    ) {
        self.engine = engine
        self.members = members
        self.disk = disk
        self.diskUsedByOthers = diskUsedByOthers
        self.volume = volume
        self.roundTrip = roundTrip
    }

    package enum Engine: String, CaseIterable, Sendable {
        case single
        case patroni
        case rdsMultiAZ = "rds_multi_az"
        case aurora
        case cloudSQL = "cloud_sql"
        case azure
        case oci
    }

    package struct Member: Equatable, Sendable {
        package var zone: String
        package var availabilityZone: String?
        package var role: Role

        package init(zone: String = Zone.implicit.name, availabilityZone: String? = nil, role: Role = .replica) {
            self.zone = zone
            self.availabilityZone = availabilityZone
            self.role = role
        }

        package enum Role: String, CaseIterable, Sendable {
            case primary
            case replica
        }
    }

    /// What the disk can do.
    package struct Volume: Equatable, Sendable {
        /// Operations a second; `nil`: not said.
        package var operationsPerSecond: Int?
        /// Bytes a second; `nil`: not said.
        package var throughputPerSecond: ByteCount?

        package init(operationsPerSecond: Int? = nil, throughputPerSecond: ByteCount? = nil) {
            self.operationsPerSecond = operationsPerSecond
            self.throughputPerSecond = throughputPerSecond
        }
    }
}
