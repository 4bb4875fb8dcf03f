import WeirPlanner

/// Lines of ``GrowthLabScript/figures``, as psql prints them.
enum GrowthLabReading {
    /// Fields before the indexes' sizes.
    private static let leading = 10

    static func hours(_ output: String, indexes: Int) throws -> [TableHour] {
        var live = 0.0
        return try output.split(separator: "\n").map { line in
            let fields = line.split(separator: "|", omittingEmptySubsequences: false).compactMap { Double($0) }
            guard fields.count == leading + indexes else { throw SupportFailure("the lab's psql printed \(line)") }
            live += fields[1] - fields[2]
            return hour(fields, live: live)
        }
    }

    private static func hour(_ fields: [Double], live: Double) -> TableHour {
        var hour = TableHour(
            hour: Int(fields[0]), inserted: fields[1], deleted: fields[2], live: live, heap: fields[6], toast: fields[7],
            toastIndex: fields[8], indexes: Array(fields[leading...]), walInsert: fields[3], walDelete: fields[4], walVacuum: fields[5])
        hour.maps = fields[9] - hour.total
        return hour
    }
}

extension PostgreSQLServer {
    /// Runs a file of psql's and returns what it prints, as ``sql(_:database:)`` does.
    func run(script: String, database: String, within seconds: Double = 300) throws -> String {
        let result = try ChildProcess(
            Self.executable("psql"),
            ["-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-h", socketDirectory, "-U", Self.user, "-d", database, "-f", script]
        ).wait(within: seconds)
        guard result.status == 0 else { throw SupportFailure("psql: \(result.errors)") }
        return result.output
    }
}
