package import WeirRecords

/// What `weir measure` found, as it is written to a file: the contract between `measure` and `plan`.
///
/// Counts only, so profiles of several hosts merge by addition.
package struct MeasuredProfile: Equatable, Sendable, Codable {
    package static let currentVersion = 1

    package var version = currentVersion
    /// Event times of the first and the last record, RFC 3339; absent where no record had a time.
    package var firstTime: String?
    package var lastTime: String?
    /// Between the two.
    package var spanSeconds: Double
    /// Concurrent sessions at the peak of the measured time, where the user said.
    package var peakConcurrentSessions: Int?
    package var unparsedLines: Int
    package var roles: [RoleRows]
    /// 24 counts by hour of the day in UTC, hour 0 first.
    package var hourlyRows: [Int]
    /// How often each of those hours was seen: a time that is no whole number of days sees some hours once more than others.
    package var hourlySpans: [Int]
    package var groups: [Group]
    /// Message lengths per class, rounded to two binary digits below the first.
    package var messageLengths: [MessageLength]

    package struct RoleRows: Equatable, Sendable, Codable {
        package var role: Role
        /// Hosts that the role's records came from.
        package var hosts: Int
        /// Bytes of the lines, without line ends.
        package var bytes: Int
        package var standard: ClassRows
        package var debug: ClassRows

        package init(role: Role, hosts: Int, bytes: Int, standard: ClassRows, debug: ClassRows) {
            self.role = role
            self.hosts = hosts
            self.bytes = bytes
            self.standard = standard
            self.debug = debug
        }
    }

    /// Rows, and the time in which they came: rotation and retention keep one role or class for longer than another.
    package struct ClassRows: Equatable, Sendable, Codable {
        package var rows: Int
        /// Sum over the hosts of the time that each one's records span.
        package var hostSeconds: Double

        package init(rows: Int, hostSeconds: Double) {
            self.rows = rows
            self.hostSeconds = hostSeconds
        }

        /// Of one host, a day; 0 where no time passed.
        package var rowsPerHostDay: Double { hostSeconds > 0 ? Double(rows) / hostSeconds * 86_400 : 0 }
    }

    /// Rows of one application and level that reach the table.
    package struct Group: Equatable, Sendable, Codable {
        package var application: String
        package var level: String
        package var category: String
        package var rows: Int
        package var bytes: Int

        package init(application: String, level: String, category: String, rows: Int, bytes: Int) {
            self.application = application
            self.level = level
            self.category = category
            self.rows = rows
            self.bytes = bytes
        }
    }

    package struct MessageLength: Equatable, Sendable, Codable {
        package var retentionClass: String
        package var bytes: Int
        package var rows: Int

        package init(retentionClass: RetentionClass, bytes: Int, rows: Int) {
            self.retentionClass = retentionClass == .debug ? "debug" : "standard"
            self.bytes = bytes
            self.rows = rows
        }
    }

    package init(
        firstTime: String?, lastTime: String?, spanSeconds: Double, peakConcurrentSessions: Int? = nil, unparsedLines: Int,
        roles: [RoleRows],
        hourlyRows: [Int], hourlySpans: [Int], groups: [Group], messageLengths: [MessageLength]
    ) {
        self.firstTime = firstTime
        self.lastTime = lastTime
        self.spanSeconds = spanSeconds
        self.peakConcurrentSessions = peakConcurrentSessions
        self.unparsedLines = unparsedLines
        self.roles = roles
        self.hourlyRows = hourlyRows
        self.hourlySpans = hourlySpans
        self.groups = groups
        self.messageLengths = messageLengths
    }
}
