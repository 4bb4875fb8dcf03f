import WeirRecords

/// What makes rows.
package enum Driver: String, CaseIterable, Hashable, Sendable, Encodable {
    case sessionStart = "session_start"
    case sessionMinute = "session_minute"
    /// A minute of an agent that is up: heartbeats.
    case agentMinute = "agent_minute"
    /// A minute of a Web App node that is up: health probes, its schedulers.
    case webAppMinute = "web_app_minute"
    /// A minute of the installation, whatever its size.
    case fixedMinute = "fixed_minute"

    /// Whether the driver follows the sessions through the day.
    package var followsSessions: Bool { self == .sessionStart || self == .sessionMinute }
    /// Whether it grows with the sessions over the months: agents are added to carry them, Web Apps are taken to suffice.
    package var growsWithSessions: Bool { followsSessions || self == .agentMinute }
}

/// How much of each driver a deployment has, a mean day at the beginning.
package struct DriverAmounts: Equatable, Sendable {
    package var perDay: [Driver: Double]
    package var shape: DayShape

    package static let minutesPerDay = 1440.0
    /// Sessions shorter than this are counted as this long: a start a second would be no session.
    static let shortestSessionMinutes = 1.0

    package init(_ deployment: Deployment) {
        let sessions = deployment.sessions
        shape = DayShape(sessions.profile)
        // Of the mean concurrency over the day, not of the peak: starts a day = mean × 24 h / mean hours.
        let minutes = Double(max(0, sessions.peakConcurrent)) * shape.mean * Self.minutesPerDay
        let starts = minutes / max(sessions.meanDuration.inSeconds / 60, Self.shortestSessionMinutes)
        perDay = [
            .sessionMinute: minutes, .sessionStart: starts, .agentMinute: Double(deployment.roles.agentNodes) * Self.minutesPerDay,
            .webAppMinute: Double(deployment.roles.webAppNodes) * Self.minutesPerDay, .fixedMinute: Self.minutesPerDay,
        ]
    }

    package subscript(_ driver: Driver) -> Double { perDay[driver] ?? 0 }
}

extension Roles {
    package var agentNodes: Int { agent.reduce(0) { $0 + $1.placement.count } }
    package var webAppNodes: Int { webApp.reduce(0) { $0 + $1.placement.count } }
}
