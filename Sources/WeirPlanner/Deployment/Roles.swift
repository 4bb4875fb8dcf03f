/// The platform's nodes beside the database: one entry per zone (or per placement within it). A role that is not deployed is empty.
package struct Roles: Equatable, Sendable {
    package var webApp: [WebAppGroup]
    package var agent: [AgentGroup]
    package var connectionProxy: [ConnectionProxyGroup]
    package var dedicatedProxy: [DedicatedProxyGroup]

    package init(
        webApp: [WebAppGroup], agent: [AgentGroup], connectionProxy: [ConnectionProxyGroup] = [], dedicatedProxy: [DedicatedProxyGroup] = []
    ) {
        self.webApp = webApp
        self.agent = agent
        self.connectionProxy = connectionProxy
        self.dedicatedProxy = dedicatedProxy
    }
}

/// Where a group of equal nodes stands.
package struct Placement: Equatable, Sendable {
    /// At least 1.
    package var count: Int
    /// A name from `Deployment.zones`.
    package var zone: String
    package var availabilityZone: String?

    package init(count: Int, zone: String = Zone.implicit.name, availabilityZone: String? = nil) {
        self.count = count
        self.zone = zone
        self.availabilityZone = availabilityZone
    }
}

/// What spreads requests over the nodes of a role.
package enum Balancer: String, CaseIterable, Sendable {
    /// Active health checks: converges in seconds.
    case networkLoadBalancer = "network_load_balancer"
    /// Converges when the record's time to live has passed: 90 to 300 s.
    case dns
    case none
}

package struct WebAppGroup: Equatable, Sendable {
    package var placement: Placement
    /// `nil`: not said.
    package var behind: Balancer?
    /// The path that the balancer probes; `nil`: not said.
    package var healthCheck: String?
    /// Sequential queries that one launch issues; `nil`: not said.
    package var queriesPerLaunch: Int?

    package init(placement: Placement, behind: Balancer? = nil, healthCheck: String? = nil, queriesPerLaunch: Int? = nil) {
        self.placement = placement
        self.behind = behind
        self.healthCheck = healthCheck
        self.queriesPerLaunch = queriesPerLaunch
    }
}

package struct AgentGroup: Equatable, Sendable {
    package var placement: Placement
    /// Sessions that one node can run; at least 1.
    package var sessionsEach: Int
    package var autoscaling: Autoscaling?

    package init(placement: Placement, sessionsEach: Int, autoscaling: Autoscaling? = nil) {
        self.placement = placement
        self.sessionsEach = sessionsEach
        self.autoscaling = autoscaling
    }

    package struct Autoscaling: Equatable, Sendable {
        /// From the decision to a node that takes sessions; positive.
        package var provisionTime: Duration
        /// `nil`: not configured; new agents then fail to join without a word.
        package var upstreamAuthAddress: String?

        package init(provisionTime: Duration, upstreamAuthAddress: String? = nil) {
            self.provisionTime = provisionTime
            self.upstreamAuthAddress = upstreamAuthAddress
        }
    }
}

package struct ConnectionProxyGroup: Equatable, Sendable {
    package var placement: Placement
    /// Without repetition.
    package var protocols: [RemoteProtocol]
    package var behind: Balancer?

    package init(placement: Placement, protocols: [RemoteProtocol], behind: Balancer? = nil) {
        self.placement = placement
        self.protocols = protocols
        self.behind = behind
    }

    package enum RemoteProtocol: String, CaseIterable, Sendable {
        case rdp
        case vnc
        case ssh
    }
}

package struct DedicatedProxyGroup: Equatable, Sendable {
    package var placement: Placement
    package var behind: Balancer?
    /// `nil`: not said.
    package var roundTripToWebApp: Duration?

    package init(placement: Placement, behind: Balancer? = nil, roundTripToWebApp: Duration? = nil) {
        self.placement = placement
        self.behind = behind
        self.roundTripToWebApp = roundTripToWebApp
    }
}
