import WeirRecords

/// What is assumed of a platform's load where nothing was measured. No public figure exists: "hundreds of sessions, tens of
/// gigabytes, seven days" solves back to 1.6 to 129 MB of table a concurrent session and day, 9.5 for 300 sessions and 20 GB.
///
/// What can be counted is counted: heartbeats every 30 s, health probes every 10 s, launches. The rows of a session's minute are what
/// that range leaves, solved back at the reference deployment: 300 office sessions of 2 h, 25 agents, 3 Web Apps.
package enum LoadPrior {
    package static let bytesPerSessionDay = Spread(low: 1.6e6, middle: 9.5e6, high: 129e6)
    package static let referenceSessions = 300

    /// All standard rows of a session's minute; solved back, see above.
    package static let standardRowsPerSessionMinute = Spread(low: 1.35, middle: 11.5, high: 200)
    /// Everything logs at DEBUG: debug rows for each standard row.
    package static let debugPerStandard = 2.3
    package static let heartbeatsPerMinute = 2.0
    /// A balancer's usual interval of ten seconds.
    package static let probesPerMinute = 6.0

    /// How wrong a count of lines may be, as a factor to both sides: events whose number is known, whose lines are not; and a node's own
    /// schedulers, of which neither is.
    private static let lines = 1.5
    private static let schedulers = 3.0

    /// The load and the rows that stand for it, in one table.
    package static let coefficients: [Coefficient] = sessionMinute + sessionStart + nodes

    private static let sessionMinute: [Coefficient] = [
        session(0.44, .webApp, "client_api_server", .info, .event), session(0.16, .webApp, "manager_api_server", .info, .event),
        session(0.02, .webApp, "client_api_server", .warning, .event), session(0.03, .webApp, "client_api_server", .error, .trace),
        session(0.23, .agent, "__main__.handler", .info, .event), session(0.01, .agent, "__main__.handler", .warning, .event),
        session(0.01, .agent, "__main__.handler", .error, .trace), session(0.09, .session, "Session", .info, .event),
        session(0.01, .session, "Session", .error, .trace),
        session(0.46 * debugPerStandard, .webApp, "client_api_server", .debug, .debug),
        session(0.19 * debugPerStandard, .webApp, "manager_api_server", .debug, .debug),
        session(0.25 * debugPerStandard, .agent, "__main__.handler", .debug, .debug),
        session(0.10 * debugPerStandard, .session, "Session", .debug, .debug),
    ]

    private static let sessionStart: [Coefficient] = [
        counted(.sessionStart, .webApp, "client_api_server", .info, 15, .event),
        counted(.sessionStart, .webApp, "client_api_server", .debug, 35, .debug),
        counted(.sessionStart, .agent, "__main__.handler", .info, 8, .event),
        counted(.sessionStart, .agent, "__main__.handler", .debug, 25, .debug),
        counted(.sessionStart, .session, "Session", .info, 12, .event), counted(.sessionStart, .session, "Session", .debug, 8, .debug),
    ]

    /// A heartbeat: four lines on the agent; the access line and the handler's on the Web App that takes it.
    private static let nodes: [Coefficient] = [
        counted(.agentMinute, .agent, "__main__.handler", .info, heartbeatsPerMinute, .heartbeat),
        counted(.agentMinute, .agent, "__main__.handler", .debug, 3 * heartbeatsPerMinute, .heartbeat),
        counted(.agentMinute, .webApp, "manager_api_server", .info, heartbeatsPerMinute, .heartbeat),
        counted(.agentMinute, .webApp, "manager_api_server", .debug, 3 * heartbeatsPerMinute, .heartbeat),
        counted(.webAppMinute, .webApp, "client_api_server", .info, probesPerMinute, .heartbeat),
        Coefficient(.webAppMinute, .webApp, "manager_api_server", .info, .around(1, factor: schedulers), .event),
        Coefficient(.webAppMinute, .webApp, "manager_api_server", .debug, .around(4, factor: schedulers), .debug),
        Coefficient(.fixedMinute, .webApp, "manager_api_server", .info, .around(0.5, factor: schedulers), .event),
        Coefficient(.fixedMinute, .webApp, "manager_api_server", .debug, .around(2, factor: schedulers), .debug),
    ]

    private static func session(
        _ share: Double, _ role: Role, _ application: String, _ level: Level, _ messages: MessageLaw
    ) -> Coefficient {
        Coefficient(.sessionMinute, role, application, level, standardRowsPerSessionMinute * share, messages)
    }

    private static func counted(
        _ driver: Driver, _ role: Role, _ application: String, _ level: Level, _ rows: Double, _ messages: MessageLaw
    ) -> Coefficient {
        Coefficient(driver, role, application, level, .around(rows, factor: lines), messages)
    }
}
