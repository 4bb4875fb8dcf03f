import WeirPlanner

extension Deployment {
    /// `example: 400 sessions, 2 zones, 45 nodes, patroni with 200GiB`.
    var summary: String {
        let placements =
            roles.webApp.map(\.placement) + roles.agent.map(\.placement) + roles.connectionProxy.map(\.placement)
            + roles.dedicatedProxy.map(\.placement)
        let nodes = placements.reduce(0) { $0 + $1.count }
        let engine = "\(database.engine.rawValue) with \(ByteCountText.text(database.disk))"
        return
            "\(name): \(counted(sessions.peakConcurrent, "session")), \(counted(zones.count, "zone")), \(counted(nodes, "node")), \(engine)"
    }
}

extension ShipperConfiguration {
    /// `1 source, 2 sinks, spool of 8GiB in /var/lib/weir`.
    var summary: String {
        let spool = "spool of \(ByteCountText.text(spool.size)) in \(spool.directory)"
        return "\(counted(sources.count, "source")), \(counted(sinks.count, "sink")), \(spool)"
    }
}

extension TableCaseFile {
    /// `11 columns, 3 indexes, 2000 sample rows, 520 hours`.
    var summary: String {
        let table = "\(counted(plan.columns.count, "column")), \(counted(plan.indexes.count, "index", "indexes"))"
        return "\(table), \(counted(plan.sample.rows.count, "sample row")), \(counted(plan.hours, "hour"))"
    }
}

private func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
