import WeirPlanner

/// Reads `scenarios`: settings of retention that are to be forecast beside the present one.
struct ScenariosReader {
    let root: Section<DeploymentKey>
    let platform: Platform?

    func read() -> [Deployment.NamedRetention] {
        guard root.has(.scenarios) else { return [] }
        if root.isEmptyList(.scenarios) { root.error(.scenarios, "is empty", wayOut: "list a scenario or take the key out") }
        var names: Set<String> = []
        return root.sections(.scenarios, ScenarioKey.self, limit: ConfigurationLimits.scenarios).compactMap { section in
            let name = section.required(.name, .name)
            let retention = RetentionReader(root: section, key: .retention, platform: platform).read()
            if let name { checkName(name, in: section, &names) }
            guard let name, let retention else { return nil }
            return Deployment.NamedRetention(name: name, retention: retention)
        }
    }

    private func checkName(_ name: String, in section: Section<ScenarioKey>, _ names: inout Set<String>) {
        let taken = Scenario.Name.builtIn.map(\.rawValue)
        if taken.contains(name) {
            section.error(
                .name, "\(quoted(name)) is the name of a scenario that every plan has",
                wayOut: "call it something else than \(taken.joined(separator: ", "))")
        } else if !names.insert(name).inserted {
            section.error(.name, "another scenario is called \(quoted(name)) already", wayOut: "names must differ")
        }
    }
}
