import WeirPlanner
import WeirRecords

extension Roles {
    var printed: PrintedValue {
        let entries: [(RolesKey, PrintedValue?)] = [
            (.webApp, Self.list(webApp.map(\.printed))), (.agent, Self.list(agent.map(\.printed))),
            (.connectionProxy, Self.list(connectionProxy.map(\.printed))), (.dedicatedProxy, Self.list(dedicatedProxy.map(\.printed))),
        ]
        return .mapping(entries)
    }

    private static func list(_ groups: [PrintedValue]) -> PrintedValue? { groups.isEmpty ? nil : .list(groups) }
}

extension Placement {
    fileprivate func printed<Key: PlacementKeys>(_ keys: Key.Type) -> [(Key, PrintedValue?)] {
        [(.count, .number(count)), (.zone, .text(zone)), (.availabilityZone, availabilityZone.map { .text($0) })]
    }
}

extension WebAppGroup {
    fileprivate var printed: PrintedValue {
        .mapping(
            placement.printed(WebAppKey.self) + [
                (.behind, behind.map { .text($0.rawValue) }), (.healthCheck, healthCheck.map { .text($0) }),
                (.queriesPerLaunch, queriesPerLaunch.map { .number($0) }),
            ])
    }
}

extension AgentGroup {
    fileprivate var printed: PrintedValue {
        .mapping(
            placement.printed(AgentKey.self) + [
                (.sessionsEach, .number(sessionsEach)), (.autoscaling, autoscaling?.printed),
            ])
    }
}

extension AgentGroup.Autoscaling {
    fileprivate var printed: PrintedValue {
        let entries: [(AutoscalingKey, PrintedValue?)] = [
            (.provisionTime, .duration(provisionTime)), (.upstreamAuthAddress, upstreamAuthAddress.map { .text($0) }),
        ]
        return .mapping(entries)
    }
}

extension ConnectionProxyGroup {
    fileprivate var printed: PrintedValue {
        .mapping(
            placement.printed(ConnectionProxyKey.self) + [
                (.behind, behind.map { .text($0.rawValue) }), (.protocols, .texts(protocols.map(\.rawValue))),
            ])
    }
}

extension DedicatedProxyGroup {
    fileprivate var printed: PrintedValue {
        .mapping(
            placement.printed(DedicatedProxyKey.self) + [
                (.behind, behind.map { .text($0.rawValue) }), (.roundTripToWebApp, roundTripToWebApp.map { .duration($0) }),
            ])
    }
}

extension DatabasePlan {
    var printed: PrintedValue {
        let entries: [(DatabaseKey, PrintedValue?)] = [
            (.engine, .text(engine.rawValue)), (.members, members.isEmpty ? nil : .list(members.map(\.printed))), (.disk, .bytes(disk)),
            (.diskUsedByOthers, .bytes(diskUsedByOthers)), (.volume, volume?.printed), (.roundTrip, roundTrip.map { .duration($0) }),
        ]
        return .mapping(entries)
    }
}

extension DatabasePlan.Member {
    fileprivate var printed: PrintedValue {
        let entries: [(MemberKey, PrintedValue?)] = [
            (.zone, .text(zone)), (.availabilityZone, availabilityZone.map { .text($0) }), (.role, .text(role.rawValue)),
        ]
        return .mapping(entries)
    }
}

extension DatabasePlan.Volume {
    fileprivate var printed: PrintedValue {
        let entries: [(VolumeKey, PrintedValue?)] = [
            (.iops, operationsPerSecond.map { .number($0) }),
            (.throughput, throughputPerSecond.map { .text(ByteCountText.text($0) + "/s") }),
        ]
        return .mapping(entries)
    }
}
