/// Severity of a record, in rising order. The raw values are part of the frame format.
package enum Level: UInt8, CaseIterable, Comparable, Sendable, BitwiseCopyable, Codable {
    case trace = 0
    case debug = 1
    case info = 2
    case notice = 3
    case warning = 4
    case error = 5
    case critical = 6

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

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
        }
    }

    /// RFC 5424, section 6.2.1: 0 emergency … 7 debug.
    package var syslogSeverity: UInt8 {
        switch self {
        case .trace, .debug: 7
        case .info: 6
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
