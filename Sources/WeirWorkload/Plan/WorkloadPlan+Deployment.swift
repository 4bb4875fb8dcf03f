package import WeirPlanner
package import WeirRecords

extension WorkloadPlan {
    /// Renamed files that the platform keeps on an agent, whatever the deployment says of the other hosts (KASM.md).
    private static let keptOnAgent = 5

    /// - Parameter rotateBytes: overrides the size at which files are renamed.
    package init(of deployment: Deployment, rotateBytes: ByteCount? = nil) throws(WorkloadError) {
        let rotation = deployment.hostFiles.rotation
        self.init(
            hosts: Self.hosts(of: deployment), peakSessions: deployment.sessions.peakConcurrent,
            meanSession: deployment.sessions.meanDuration, hours: deployment.sessions.profile.workloadHours,
            cleanupEvery: deployment.retention.cleanupEvery,
            rotation: Rotation(
                bytes: rotateBytes ?? rotation.bytes, kept: rotation.kept, keptOnAgent: min(rotation.kept, Self.keptOnAgent)))
        try check()
    }

    private func check() throws(WorkloadError) {
        guard hosts.count <= WorkloadLimits.maximumHosts else {
            throw WorkloadError(
                .tooManyHosts, "the deployment has \(hosts.count) hosts; a workload has at most \(WorkloadLimits.maximumHosts)",
                wayOut: "lower the roles' counts")
        }
        guard peakSessions <= WorkloadLimits.maximumSessions else {
            throw WorkloadError(
                .tooManySessions,
                "the deployment peaks at \(peakSessions) sessions; a workload has at most \(WorkloadLimits.maximumSessions)",
                wayOut: "lower sessions.peak_concurrent")
        }
        guard hosts.contains(where: { $0.role == .webApp }) else {
            throw WorkloadError(
                .noWebApp, "the deployment has no Web App, so nothing would happen", wayOut: "give roles.web_app a count of 1 or more")
        }
    }

    private static func hosts(of deployment: Deployment) -> [Host] {
        let roles = deployment.roles
        return numbered(.webApp, roles.webApp.map(\.placement)) + numbered(.agent, roles.agent.map(\.placement))
            + numbered(.connectionProxy, roles.connectionProxy.map(\.placement))
            + numbered(.dedicatedProxy, roles.dedicatedProxy.map(\.placement)) + databaseHosts(of: deployment)
    }

    /// `agent-1`, `agent-2`, … through all groups of a role.
    private static func numbered(_ role: Role, _ placements: [Placement]) -> [Host] {
        let zones = placements.flatMap { Array(repeating: $0.zone, count: $0.count) }
        return zones.enumerated().map { Host(name: "\(role.rawValue)-\($0.offset + 1)", role: role, zone: $0.element) }
    }

    /// A managed service has no host whose files could be read. Where several members are named, the primary writes the log.
    private static func databaseHosts(of deployment: Deployment) -> [Host] {
        guard deployment.database.engine == .single || deployment.database.engine == .patroni else { return [] }
        let members = deployment.database.members
        let primary = members.firstIndex { $0.role == .primary } ?? 0
        let zone = members.indices.contains(primary) ? members[primary].zone : deployment.zones.first?.name ?? Zone.implicit.name
        return [Host(name: "\(Role.database.rawValue)-\(primary + 1)", role: .database, zone: zone)]
    }
}
