/// What makes rows, counted from a deployment, a day.
package struct LoadDrivers: Equatable, Sendable {
    package var sessionMinutes: Double
    package var sessionStarts: Double
    package var heartbeats: Double
    package var probes: Double
    package var webAppDays: Double
    package var shape: DayShape

    package init(_ deployment: Deployment) {
        let sessions = deployment.sessions
        shape = DayShape(sessions.profile)
        sessionMinutes = Double(max(0, sessions.peakConcurrent)) * shape.mean * 1440
        sessionStarts = sessionMinutes / max(sessions.meanDuration.inSeconds / 60, 1)
        heartbeats = Double(deployment.roles.agent.reduce(0) { $0 + $1.placement.count }) * LoadPrior.heartbeatsPerDay
        webAppDays = Double(deployment.roles.webApp.reduce(0) { $0 + $1.placement.count })
        probes = webAppDays * LoadPrior.probesPerDay
    }

    package var rowsByRole: [Role: PerClass<Spread>] {
        var rows: [Role: PerClass<Spread>] = [:]
        let terms: [(Double, [LoadPrior.Rows])] = [
            (sessionMinutes, LoadPrior.perSessionMinute), (sessionStarts, LoadPrior.perSessionStart), (heartbeats, LoadPrior.perHeartbeat),
            (probes, LoadPrior.perProbe), (webAppDays, LoadPrior.perWebAppDay),
        ]
        for (count, costs) in terms {
            for cost in costs {
                let sum = rows[cost.role] ?? PerClass(standard: .zero, debug: .zero)
                rows[cost.role] = PerClass(standard: sum.standard + cost.standard * count, debug: sum.debug + cost.debug * count)
            }
        }
        return rows
    }
}
