/// What no single value shows: names, routes and files over all sources and sinks.
struct ShipperChecks {
    let root: Section<ShipperKey>
    let sources: [(plan: SourcePlan, section: Section<SourceKey>)]
    let sinks: [(plan: SinkPlan, section: Section<SinkKey>)]

    func run() {
        checkNames()
        checkRoutes()
        checkEndpoints()
        checkFiles()
    }

    private func checkFiles() {
        let globs = sources.reduce(0) { sum, source in
            switch source.plan.kind {
            case .files(let files): sum + files.include.count + files.exclude.count
            }
        }
        guard globs <= ConfigurationLimits.globs else {
            root.error(
                .sources, "have \(globs) globs, more than the \(ConfigurationLimits.globs) that a file may have", wayOut: "use `*` and `**`"
            )
            return
        }
        FileOverlap(sources: sources).check()
    }

    private func checkNames() {
        var seen: Set<String> = []
        for (plan, section) in sources where !seen.insert(plan.name).inserted {
            section.error(
                .name, "another source is called \(quoted(plan.name)) already", wayOut: "names must differ: positions are kept by them")
        }
        seen = []
        for (plan, section) in sinks where !seen.insert(plan.name).inserted {
            section.error(
                .name, "another sink is called \(quoted(plan.name)) already", wayOut: "names must differ: cursors are kept by them")
        }
    }

    /// Only once every sink could be read: a route may stand in the one that could not.
    private func checkRoutes() {
        guard !root.findings.hasErrors else { return }
        let taken = Set(sinks.flatMap(\.plan.from))
        for (plan, section) in sources where !taken.contains(plan.name) {
            section.error(
                .name, "no sink takes from \(quoted(plan.name)): its records would go nowhere", wayOut: "name it in a sink's `from`")
        }
    }

    private func checkEndpoints() {
        for (index, sink) in sinks.enumerated() {
            let earlier = sinks[..<index].first {
                $0.plan.endpoint == sink.plan.endpoint && !Set($0.plan.from).isDisjoint(with: sink.plan.from)
            }
            guard let earlier else { continue }
            sink.section.warning(.url, "the sink \(quoted(earlier.plan.name)) sends there too: the same records arrive twice")
        }
    }
}

extension SinkPlan {
    var endpoint: Endpoint {
        switch kind {
        case .http(let http): http.endpoint
        case .syslog(let syslog): syslog.endpoint
        }
    }
}
