/// Severity of a record. The raw values are part of the frame format.
///
/// A record whose level is not known has its own; where levels are compared it stands next above `info`, so that it is neither dropped as
/// debug nor taken for something urgent.
package enum Level: UInt8, CaseIterable, Comparable, Sendable, BitwiseCopyable, Codable {
    case trace = 0
    case debug = 1
    case info = 2
    case notice = 3
    case warning = 4
    case error = 5
    case critical = 6
    case unknown = 7

    package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

    /// Twice the raw value, which leaves room between two.
    private var rank: UInt8 { self == .unknown ? 2 * Level.info.rawValue + 1 : 2 * rawValue }

    /// All in rising order.
    package static let ascending: [Level] = allCases.sorted()

    /// Lower case, as in configurations and reports.
    package var name: String {
        switch self {
        case .trace: "trace"
        case .debug: "debug"
        case .info: "info"
        case .notice: "notice"
        case .warning: "warning"
        case .error: "error"
        case .critical: "critical"
        case .unknown: "unknown"
        }
    }

    /// RFC 5424, section 6.2.1: 0 emergency … 7 debug. A receiver must be told some level: an unknown one is informational.
    package var syslogSeverity: UInt8 {
        switch self {
        case .trace, .debug: 7
        case .info, .unknown: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// Nil over 7. Emergency and alert are critical.
    package init?(syslogSeverity: UInt8) {
        switch syslogSeverity {
        case 0...2: self = .critical
        case 3: self = .error
        case 4: self = .warning
        case 5: self = .notice
        case 6: self = .info
        case 7: self = .debug
        default: return nil
        }
    }
}
