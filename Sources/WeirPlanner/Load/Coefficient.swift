package import WeirRecords

/// Rows that one unit of a driver makes: of one role, application and level.
package struct Coefficient: Equatable, Sendable {
    package var driver: Driver
    /// The role whose host writes them.
    package var role: Role
    /// As it stands in the table's column of applications.
    package var application: String
    package var level: Level
    /// A unit of the driver: P5, P50 and P95.
    package var rows: Spread
    package var messages: MessageLaw

    package init(_ driver: Driver, _ role: Role, _ application: String, _ level: Level, _ rows: Spread, _ messages: MessageLaw) {
        self.driver = driver
        self.role = role
        self.application = application
        self.level = level
        self.rows = rows
        self.messages = messages
    }

    package var retentionClass: RetentionClass { RetentionClass(of: level) }
}

/// Message lengths as quantiles of equal weight, in bytes, after the lines of the platform's public log samples.
package enum MessageLaw: String, CaseIterable, Sendable {
    /// Requests, launches, changes of state.
    case event
    case debug
    /// An agent's check-in, a probe's access line.
    case heartbeat
    /// Tracebacks: long, and over what a row holds without TOAST.
    case trace

    package var bytes: [Int] {
        switch self {
        case .event: [45, 60, 72, 85, 95, 110, 125, 140, 160, 180, 200, 220, 250, 280, 320, 380, 450, 550, 700, 1000]
        case .debug: [27, 40, 55, 70, 85, 100, 115, 130, 150, 170, 190, 220, 260, 300, 360, 420, 500, 700, 1000, 1500]
        case .heartbeat: [27, 40, 52, 60, 68, 75, 82, 90, 98, 105, 112, 120, 130, 140, 150, 165, 180, 200, 230, 280]
        case .trace: [1200, 1800, 2400, 3000, 3600, 4200, 4800, 5600, 7000, 9500]
        }
    }

    package var meanBytes: Double { Double(bytes.reduce(0, +)) / Double(bytes.count) }
}
