import WeirConfiguration
import WeirPlanner
import WeirRecords

/// Files with looks at a database, read and taken apart.
enum ImportFiles {
    /// Far more than `pg_stat_user_tables` of thousands of tables takes.
    static let limit = ByteCount.mebibytes(8)

    /// - Parameters:
    ///   - arguments: `FILE` or `FILE@TIME`, in the order of time.
    ///   - now: a look at the live table, which comes after all of them.
    static func statistics(
        _ arguments: [String], table: String?, now: TableStatisticsSnapshot?
    ) throws(CommandFailure) -> Observations {
        var snapshots: [TableStatisticsSnapshot] = []
        for argument in arguments {
            let (path, time) = timed(argument)
            let bytes = try contents(of: path)
            snapshots += try orFail { () throws(PlanError) in
                try TableStatisticsSnapshot.all(in: bytes, name: path, table: table, takenAt: time)
            }
        }
        if let now { snapshots.append(now) }
        return try orFail { () throws(PlanError) in try StatisticsDifference(snapshots).observations }
    }

    /// - Parameter arguments: `LSN@TIME` or a file, in the order of time.
    static func wal(_ arguments: [String]) throws(CommandFailure) -> Observations {
        var points: [WALDifference.Point] = []
        for argument in arguments {
            let isPosition = argument.split(separator: "@", maxSplits: 1).first.map { WALPosition($0) != nil } ?? false
            let text = isPosition ? argument : String(decoding: try contents(of: argument), as: UTF8.self)
            points += try orFail { () throws(PlanError) in try WALDifference.points(in: text, name: argument) }
        }
        return try orFail { () throws(PlanError) in try WALDifference(points).observations }
    }

    static func health(
        _ path: String, table: String, reading: HealthWarning.Reading, interval: Duration
    ) throws(CommandFailure) -> Observations {
        let bytes = try contents(of: path)
        return try orFail { () throws(PlanError) in
            try HealthWarning(bytes, name: path, table: table, reading: reading, intervalHours: interval.inHours).observations
        }
    }

    /// A pasted count of the table.
    static func count(_ path: String, under retention: RetentionPolicy) throws(CommandFailure) -> Observations {
        let bytes = try contents(of: path)
        return try orFail { () throws(PlanError) in try TableCount(bytes, name: path).observations(under: retention) }
    }

    /// What follows the last `@`, if it is a time.
    private static func timed(_ argument: String) -> (path: String, time: Timestamp?) {
        guard let at = argument.lastIndex(of: "@"), let time = ImportedTime.parse(String(argument[argument.index(after: at)...])) else {
            return (argument, nil)
        }
        return (String(argument[..<at]), time)
    }

    private static func contents(of path: String) throws(CommandFailure) -> [UInt8] {
        switch Surroundings.host.read(path, limit) {
        case .contents(let bytes, _, _, _, _): return bytes
        case .missing: throw CommandFailure(.badData, "there is no file \(path)", wayOut: "give the path of what was saved")
        case .tooLarge: throw CommandFailure(.badData, "\(path) has more than \(limit.text)", wayOut: "select the log table's row only")
        case .unreadable(let reason): throw CommandFailure(.inputOutput, "\(path) can't be read: \(reason)")
        }
    }

    private static func orFail<Value>(_ make: () throws(PlanError) -> Value) throws(CommandFailure) -> Value {
        do {
            return try make()
        } catch {
            throw CommandFailure(.badData, error.message, wayOut: error.wayOut)
        }
    }
}
