/// Every scenario by number, so that what is to happen can be named in a few bytes.
enum ScenarioName: UInt8, CaseIterable, Sendable {
    case signIn, wrongPassword, unknownUser, administration
    case launch, containerLog, keepAlive, usage, browse, browseDenied, transfer, share, signOut
    case heartbeat, heartbeatFailed, guardian, probe, cleanup, cleanupDeadlock, license
    case checkpoint, autovacuum, remoteDesktop, remoteDesktopFailed

    /// Indexed by raw value.
    static let scenarios: [Scenario] = allCases.map(\.scenario)

    private var scenario: Scenario {
        switch self {
        case .signIn: .signIn
        case .wrongPassword: .wrongPassword
        case .unknownUser: .unknownUser
        case .administration: .administration
        case .launch: .launch
        case .containerLog: .containerLog
        case .keepAlive: .keepAlive
        case .usage: .usage
        case .browse: .browse
        case .browseDenied: .browseDenied
        case .transfer: .transfer
        case .share: .share
        case .signOut: .signOut
        case .heartbeat: .heartbeat
        case .heartbeatFailed: .heartbeatFailed
        case .guardian: .guardian
        case .probe: .probe
        case .cleanup: .cleanup
        case .cleanupDeadlock: .cleanupDeadlock
        case .license: .license
        case .checkpoint: .checkpoint
        case .autovacuum: .autovacuum
        case .remoteDesktop: .remoteDesktop
        case .remoteDesktopFailed: .remoteDesktopFailed
        }
    }
}

/// What happens again and again, and the odd way in which it may go instead.
struct Recurrence: Sendable {
    var usual: ScenarioName
    var odd: ScenarioName?
    /// One in this many is odd.
    var oddOneIn: UInt64 = 1
    /// Microseconds.
    var period: Int64
    /// A regular one keeps its period; the others come at random with this mean.
    var isRegular: Bool

    /// Within a session, beside its beginning and its end.
    static let ofSession = [
        Recurrence(usual: .keepAlive, period: 60_000_000, isRegular: true),
        Recurrence(usual: .usage, period: 30_000_000, isRegular: true),
        Recurrence(usual: .browse, odd: .browseDenied, oddOneIn: 25, period: 45_000_000, isRegular: false),
        Recurrence(usual: .containerLog, period: 120_000_000, isRegular: false),
        Recurrence(usual: .transfer, odd: .share, oddOneIn: 6, period: 900_000_000, isRegular: false),
    ]
    static let ofAgent = [
        Recurrence(usual: .heartbeat, odd: .heartbeatFailed, oddOneIn: 400, period: 30_000_000, isRegular: true),
        Recurrence(usual: .guardian, period: 15_000_000, isRegular: true),
    ]
    static let ofWebApp = [
        Recurrence(usual: .probe, period: 5_000_000, isRegular: true),
        Recurrence(usual: .administration, odd: .unknownUser, oddOneIn: 3, period: 600_000_000, isRegular: false),
        Recurrence(usual: .license, period: 300_000_000, isRegular: true),
    ]
    static let ofConnectionProxy = [
        Recurrence(usual: .remoteDesktop, odd: .remoteDesktopFailed, oddOneIn: 20, period: 40_000_000, isRegular: false)
    ]
    static let ofDatabase = [
        Recurrence(usual: .checkpoint, period: 300_000_000, isRegular: true),
        Recurrence(usual: .autovacuum, period: 420_000_000, isRegular: false),
    ]
}
