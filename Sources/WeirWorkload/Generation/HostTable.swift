/// Indices of the plan's hosts by role.
struct HostTable: Sendable {
    private(set) var webApps: [Int] = []
    private(set) var agents: [Int] = []
    private(set) var connectionProxies: [Int] = []
    private(set) var dedicatedProxies: [Int] = []
    /// The first database host.
    private(set) var database: Int?

    init(_ hosts: [WorkloadPlan.Host]) {
        for (index, host) in hosts.enumerated() {
            switch host.role {
            case .webApp: webApps.append(index)
            case .agent: agents.append(index)
            case .connectionProxy: connectionProxies.append(index)
            case .dedicatedProxy: dedicatedProxies.append(index)
            case .database: database = database ?? index
            }
        }
    }

    /// A place in a list of hosts; 0 for an empty one.
    func pick(_ list: [Int], _ bits: UInt64) -> Int { list.isEmpty ? 0 : Int(bits.reduced(below: UInt64(list.count))) }

    /// `nil` where the deployment has no such host: then the line is nobody's.
    func host(for place: Step.Place, of subject: Subject) -> Int? {
        switch place {
        case .webApp: entry(webApps, subject.webApp)
        case .agent: entry(agents, subject.agent)
        case .connectionProxy: entry(connectionProxies, subject.proxy)
        case .dedicatedProxy: entry(dedicatedProxies, subject.proxy)
        case .database: database
        }
    }

    private func entry(_ list: [Int], _ number: UInt16) -> Int? { list.isEmpty ? nil : list[Int(number) % list.count] }
}
