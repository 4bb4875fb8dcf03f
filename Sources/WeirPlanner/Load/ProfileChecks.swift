/// What no measurement can have found: counts that nothing could write, and numbers that contradict each other.
///
/// Within these bounds every sum of a profile's counts fits an `Int`, and every rate is finite.
enum ProfileChecks {
    /// Rows, lines or bytes.
    private static let mostCounted = 1_000_000_000_000_000
    /// Of all groups or lengths together, and of entries in a list.
    private static let mostSummed = 1e17
    private static let mostEntries = 1_000_000
    private static let mostHosts = 1_000_000
    private static let mostHours = 1_000_000
    /// PostgreSQL's limit of a value.
    private static let longestMessage = 1 << 30
    private static let longestSeconds = 100 * 366 * 86_400.0
    /// Rows a second of one host: more than any PostgreSQL takes in.
    private static let mostRowsPerSecond = 1_000_000.0

    static func check(_ profile: MeasuredProfile) throws(PlanError) {
        try counts(profile)
        try lists(profile)
        for role in profile.roles { try check(role) }
        let names = profile.roles.map(\.role)
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw wrong("has roles.\(twice.rawValue) twice")
        }
        if let sessions = profile.peakConcurrentSessions, !(1...LoadEstimate.maximumSessions).contains(sessions) {
            throw wrong("has \(sessions) peak_concurrent_sessions, of 1 to \(LoadEstimate.maximumSessions)")
        }
        guard !(profile.spanSeconds > longestSeconds) else { throw wrong("spans \(profile.spanSeconds) s, which is over 100 years") }
    }

    private static func counts(_ profile: MeasuredProfile) throws(PlanError) {
        let lengths = profile.messageLengths
        let counts: [(name: String, values: [Int], most: Int)] = [
            ("unparsed_lines", [profile.unparsedLines], mostCounted), ("roles.hosts", profile.roles.map(\.hosts), mostHosts),
            ("roles.bytes", profile.roles.map(\.bytes), mostCounted),
            ("roles.rows", profile.roles.flatMap { [$0.standard.rows, $0.debug.rows] }, mostCounted),
            ("hourly_rows", profile.hourlyRows, mostCounted), ("hourly_spans", profile.hourlySpans, mostHours),
            ("groups.rows", profile.groups.map(\.rows), mostCounted), ("groups.bytes", profile.groups.map(\.bytes), mostCounted),
            ("message_lengths.bytes", lengths.map(\.bytes), longestMessage), ("message_lengths.rows", lengths.map(\.rows), mostCounted),
        ]
        for (name, values, most) in counts {
            if let value = values.first(where: { $0 < 0 || $0 > most }) { throw wrong("has \(value) in \(name), of 0 to \(most)") }
            if values.reduce(0, { $0 + Double($1) }) > mostSummed { throw wrong("has \(name) of more than \(mostSummed) together") }
        }
    }

    private static func lists(_ profile: MeasuredProfile) throws(PlanError) {
        guard profile.hourlyRows.count == DayShape.hoursPerDay, profile.hourlySpans.count == DayShape.hoursPerDay else {
            throw wrong("has \(profile.hourlyRows.count) hourly_rows and \(profile.hourlySpans.count) hourly_spans, of 24 each")
        }
        guard max(profile.groups.count, profile.messageLengths.count) <= mostEntries else {
            throw wrong("has more than \(mostEntries) groups or message_lengths")
        }
        if let other = profile.messageLengths.first(where: { !["standard", "debug"].contains($0.retentionClass) }) {
            throw wrong("has a message length of class \"\(other.retentionClass.prefix(20))\", of standard and debug")
        }
    }

    private static func check(_ role: MeasuredProfile.RoleRows) throws(PlanError) {
        let name = "roles.\(role.role.rawValue)"
        for rows in [role.standard, role.debug] {
            guard rows.rowsPerDay.isFinite, rows.rowsPerDay >= 0 else { throw wrong("has \(rows.rowsPerDay) rows_per_day in \(name)") }
            guard rows.rows == 0 || role.hosts > 0 else { throw wrong("has \(rows.rows) rows of no host in \(name)") }
            guard rows.rows > 0 || rows.rowsPerDay == 0 else { throw wrong("has \(rows.rowsPerDay) rows_per_day of no rows in \(name)") }
            guard rows.rowsPerDay <= mostRowsPerSecond * 86_400 * Double(max(1, role.hosts)) else {
                throw wrong("has \(rows.rowsPerDay) rows_per_day in \(name): more than any server takes in")
            }
        }
    }

    private static func wrong(_ problem: String) -> PlanError { .profile(problem, "write it anew with weir measure PATHS --profile FILE") }
}
