/// What is assumed of a platform's load where nothing was measured. No public figure exists: "hundreds of sessions, tens of
/// gigabytes, seven days" solves back to 1.6 to 129 MB of table a concurrent session and day, 9.5 for 300 sessions and 20 GB.
///
/// What can be counted is counted: heartbeats every 30 s, health probes, launches. The rows of a session's minute are what
/// that range leaves, solved back at the reference deployment: 300 office sessions of 2 h, 25 agents, 3 Web Apps.
package enum LoadPrior {
    package static let bytesPerSessionDay = Spread(low: 1.6e6, middle: 9.5e6, high: 129e6)
    package static let referenceSessions = 300

    package struct Rows: Equatable, Sendable {
        package var role: Role
        package var standard: Spread
        package var debug: Spread
    }

    package static let heartbeatsPerDay = 86_400.0 / 30
    /// A balancer's usual interval of ten seconds.
    package static let probesPerDay = 86_400.0 / 10

    /// Of the standard rows of a session's minute; solved back, see above.
    package static let standardRowsPerSessionMinute = Spread(low: 1.6, middle: 15, high: 220)
    /// Everything logs at DEBUG: debug rows for each standard row.
    package static let debugPerStandard = 2.3

    package static let perSessionMinute: [Rows] = [
        share(0.65, of: .webApp), share(0.25, of: .agent), share(0.10, of: .session),
    ]
    package static let perSessionStart: [Rows] = [
        Rows(role: .webApp, standard: .exactly(15), debug: .exactly(35)), Rows(role: .agent, standard: .exactly(8), debug: .exactly(25)),
        Rows(role: .session, standard: .exactly(12), debug: .exactly(8)),
    ]
    /// Four lines on the agent; the access line and the handler's on the Web App that takes it.
    package static let perHeartbeat: [Rows] = [
        Rows(role: .agent, standard: .exactly(1), debug: .exactly(3)), Rows(role: .webApp, standard: .exactly(1), debug: .exactly(3)),
    ]
    package static let perProbe: [Rows] = [Rows(role: .webApp, standard: .exactly(1), debug: .zero)]
    /// Schedulers, clean-ups and the like of one Web App node.
    package static let perWebAppDay: [Rows] = [Rows(role: .webApp, standard: .exactly(1_500), debug: .exactly(6_000))]

    private static func share(_ share: Double, of role: Role) -> Rows {
        let standard = standardRowsPerSessionMinute * share
        return Rows(role: role, standard: standard, debug: standard * debugPerStandard)
    }
}
