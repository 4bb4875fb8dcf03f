import WeirPlanner
import WeirRecords

/// Reads `database`.
struct DatabaseReader {
    let root: Section<DeploymentKey>
    let zones: Zones

    func read() -> DatabasePlan? {
        guard root.has(.database) else {
            root.reportMissing(.database, "a mapping such as {engine: patroni, disk: 200GiB}")
            return nil
        }
        guard let section = root.section(.database, DatabaseKey.self) else { return nil }
        let engine = section.required(.engine, ScalarReader<DatabasePlan.Engine>.choice())
        let members = members(section, engine)
        let (disk, others) = disk(section)
        let volume = section.section(.volume, VolumeKey.self).map(volume)
        let (least, most) = DeploymentRanges.roundTrip
        let roundTrip = section.optional(.roundTrip, .duration(from: least, to: most))
        guard let engine, let disk else { return nil }
        return DatabasePlan(
            engine: engine, members: members, disk: disk, diskUsedByOthers: others, volume: volume, roundTrip: roundTrip)
    }

    private func disk(_ section: Section<DatabaseKey>) -> (ByteCount?, ByteCount) {
        let (least, most) = DeploymentRanges.disk
        let disk = section.required(.disk, .byteCount(from: least, to: most))
        let others = section.value(.diskUsedByOthers, .byteCount(from: .zero, to: most), default: .zero)
        if let disk, others >= disk {
            section.error(.diskUsedByOthers, "leaves nothing of the disk", wayOut: "it must be less than `disk`")
        }
        return (disk, others)
    }

    private func volume(_ section: Section<VolumeKey>) -> DatabasePlan.Volume {
        DatabasePlan.Volume(
            operationsPerSecond: section.optional(.iops, .integer(DeploymentRanges.operationsPerSecond)),
            throughputPerSecond: section.optional(.throughput, .byteRate))
    }

    private func members(_ section: Section<DatabaseKey>, _ engine: DatabasePlan.Engine?) -> [DatabasePlan.Member] {
        let members = section.sections(.members, MemberKey.self, limit: DeploymentRanges.members).compactMap(member)
        if members.count(where: { $0.role == .primary }) > 1 {
            section.error(.members, "has more than one primary", wayOut: "leave `role` out of the others: they are replicas")
        }
        if engine == .single, members.count > 1 {
            section.error(.members, "engine single has one member", wayOut: "keep one, or use engine patroni")
        }
        return members
    }

    private func member(_ section: Section<MemberKey>) -> DatabasePlan.Member? {
        let role = section.value(.role, ScalarReader<DatabasePlan.Member.Role>.choice(), default: .replica)
        let availabilityZone = section.optional(.availabilityZone, .name)
        return zones.name(.zone, in: section).map { DatabasePlan.Member(zone: $0, availabilityZone: availabilityZone, role: role) }
    }
}
