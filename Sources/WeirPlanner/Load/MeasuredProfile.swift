package import WeirRecords

/// What `weir measure` found, as it is written to a file: the contract between `measure` and `plan`.
///
/// Counts only, so profiles of several hosts merge by addition.
package struct MeasuredProfile: Equatable, Sendable, Codable {
    package static let currentVersion = 2

    package var version = currentVersion
    /// Event times of the first and the last record, RFC 3339; absent where no record had a time.
    package var firstTime: String?
    package var lastTime: String?
    /// Between the two, with what the clock got wrong set aside.
    package var spanSeconds: Double
    /// How far the true mean may lie from the measured rates, as a factor to both sides: by how long and how often was looked.
    package var uncertainty: Double
    /// Concurrent sessions at the peak of the measured time, where the user said.
    package var peakConcurrentSessions: Int?
    package var unparsedLines: Int
    /// It is a log table's: nothing else reaches that table.
    package var holdsWholeTable: Bool
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

    /// Rows, and the rate at which they came: rotation and retention keep one log or class for longer than another.
    package struct ClassRows: Equatable, Sendable, Codable {
        package var rows: Int
        /// Sum over all logs of all hosts, each over its own time; 0 where no log had enough records for a rate.
        package var rowsPerDay: Double

        package init(rows: Int, rowsPerDay: Double) {
            self.rows = rows
            self.rowsPerDay = rowsPerDay
        }
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
        firstTime: String?, lastTime: String?, spanSeconds: Double, uncertainty: Double, peakConcurrentSessions: Int? = nil,
        unparsedLines: Int,
        holdsWholeTable: Bool = false, roles: [RoleRows],
        hourlyRows: [Int], hourlySpans: [Int], groups: [Group], messageLengths: [MessageLength]
    ) {
        self.firstTime = firstTime
        self.lastTime = lastTime
        self.spanSeconds = spanSeconds
        self.uncertainty = uncertainty
        self.peakConcurrentSessions = peakConcurrentSessions
        self.unparsedLines = unparsedLines
        self.holdsWholeTable = holdsWholeTable
        self.roles = roles
        self.hourlyRows = hourlyRows
        self.hourlySpans = hourlySpans
        self.groups = groups
        self.messageLengths = messageLengths
    }
}
