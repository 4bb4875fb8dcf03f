import WeirPlanner

/// Reads `roles`: each is one mapping or a list of them.
struct RolesReader {
    let root: Section<DeploymentKey>
    let zones: Zones

    func read() -> Roles? {
        guard root.has(.roles) else {
            root.reportMissing(.roles, "a mapping such as {web_app: {count: 3}, agent: {count: 10, sessions_each: 12}}")
            return nil
        }
        guard let section = root.section(.roles, RolesKey.self) else { return nil }
        for key in [RolesKey.webApp, .agent] where !section.has(key) {
            section.reportMissing(key, "a mapping such as {count: 3}, or a list of them, one a zone")
        }
        return Roles(
            webApp: groups(.webApp, section, webApp), agent: groups(.agent, section, agent),
            connectionProxy: groups(.connectionProxy, section, connectionProxy),
            dedicatedProxy: groups(.dedicatedProxy, section, dedicatedProxy))
    }

    private func groups<Key: ConfigurationKey, Group>(
        _ key: RolesKey, _ section: Section<RolesKey>, _ read: (Section<Key>) -> Group?
    ) -> [Group] {
        if section.isEmptyList(key) { section.error(key, "is empty", wayOut: "give at least one group of nodes or take the key out") }
        let sections = section.oneOrMoreSections(key, Key.self, limit: ConfigurationLimits.groupsPerRole)
        return sections.compactMap(read)
    }

    private func placement<Key: PlacementKeys>(_ section: Section<Key>) -> Placement? {
        let count = section.required(.count, .integer(DeploymentRanges.nodes))
        let zone = zones.name(.zone, in: section)
        let availabilityZone = section.optional(.availabilityZone, .name)
        guard let count, let zone else { return nil }
        return Placement(count: count, zone: zone, availabilityZone: availabilityZone)
    }

    private func webApp(_ section: Section<WebAppKey>) -> WebAppGroup? {
        let behind = section.optional(.behind, ScalarReader<Balancer>.choice())
        let healthCheck = section.optional(.healthCheck, .path)
        let queries = section.optional(.queriesPerLaunch, .integer(DeploymentRanges.queriesPerLaunch))
        return placement(section).map { WebAppGroup(placement: $0, behind: behind, healthCheck: healthCheck, queriesPerLaunch: queries) }
    }

    private func agent(_ section: Section<AgentKey>) -> AgentGroup? {
        let sessions = section.required(.sessionsEach, .integer(DeploymentRanges.sessionsEach))
        let autoscaling = section.section(.autoscaling, AutoscalingKey.self).flatMap(autoscaling)
        guard let placement = placement(section), let sessions else { return nil }
        return AgentGroup(placement: placement, sessionsEach: sessions, autoscaling: autoscaling)
    }

    private func autoscaling(_ section: Section<AutoscalingKey>) -> AgentGroup.Autoscaling? {
        let time = section.required(.provisionTime, .duration(from: .seconds(1), to: .seconds(86_400)))
        let address = section.optional(.upstreamAuthAddress, .hostName)
        return time.map { AgentGroup.Autoscaling(provisionTime: $0, upstreamAuthAddress: address) }
    }

    private func connectionProxy(_ section: Section<ConnectionProxyKey>) -> ConnectionProxyGroup? {
        let behind = section.optional(.behind, ScalarReader<Balancer>.choice())
        let protocols = section.oneOrMore(.protocols, ScalarReader<ConnectionProxyGroup.RemoteProtocol>.choice()) ?? []
        if !section.has(.protocols) { section.reportMissing(.protocols, "a list of rdp, vnc and ssh") }
        if protocols.uniqued().count != protocols.count { section.error(.protocols, "names one twice", wayOut: "name it once") }
        return placement(section).map { ConnectionProxyGroup(placement: $0, protocols: protocols, behind: behind) }
    }

    private func dedicatedProxy(_ section: Section<DedicatedProxyKey>) -> DedicatedProxyGroup? {
        let behind = section.optional(.behind, ScalarReader<Balancer>.choice())
        let (least, most) = DeploymentRanges.roundTrip
        let roundTrip = section.optional(.roundTripToWebApp, .duration(from: least, to: most))
        return placement(section).map { DedicatedProxyGroup(placement: $0, behind: behind, roundTripToWebApp: roundTrip) }
    }
}

extension ScalarReader where Value == String {
    /// The path of a URL.
    fileprivate static var path: Self {
        ScalarReader.text("a path such as /api/__healthcheck").holding("must begin with `/`") { $0.hasPrefix("/") }
    }
}
