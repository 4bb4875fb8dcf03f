package import WeirRecords

/// One short look at a log table and its server, without reading the table through: what the catalog, the statistics and the settings
/// say, and a bounded sample of rows. Nothing is written, and no statement runs longer than the connection's time limit.
package struct TableProbe: Equatable, Sendable {
    package var table: LogTable
    /// Bytes of a value of each column, in the table's order; `nil` where they vary.
    package var fixedBytes: [Int?]
    package var server: ServerFacts
    /// By name: the table's own storage parameters, where it has some, go before the server's settings. Numbers are in the units of
    /// `pg_settings`: seconds, megabytes, milliseconds.
    package var settings: [String: String]
    /// Rows drawn by page; empty where the table is, or where drawing took too long.
    package var sample: [SampledRow]
    /// The time limit ended the drawing of rows.
    package var isSampleTimedOut: Bool
    /// `pg_stats`, of the columns that were analyzed and may be read.
    package var columnStatistics: [ColumnStatistics]
    /// By the index that begins with the time column, where there is one, else of the sample.
    package var times: ClosedRange<Timestamp>?

    /// A statement that takes longer gives way to the server's own work.
    package static let statementTimeout = Duration.seconds(15)

    /// - Parameter table: its name; `nil` for the likeliest log table.
    package static func look(_ connection: Connection, table name: String? = nil) throws(DatabaseError) -> TableProbe {
        let table = try LogTableDiscovery.find(name, on: connection)
        var probe = TableProbe(
            table: table, fixedBytes: try ProbeCatalog.fixedBytes(of: table, on: connection), server: try ServerFacts(connection),
            settings: try ProbeCatalog.settings(of: table, on: connection), sample: [], isSampleTimedOut: false,
            columnStatistics: try ProbeCatalog.columnStatistics(of: table, on: connection), times: nil)
        do {
            probe.sample = try SampleSelection(table).rows(on: connection)
        } catch  where error.code == .timeout {
            probe.isSampleTimedOut = true
        }
        probe.times = try ProbeCatalog.times(of: table, on: connection) ?? probe.sampledTimes
        return probe
    }

    private var sampledTimes: ClosedRange<Timestamp>? {
        let times = sample.compactMap(\.time)
        guard let first = times.min(), let last = times.max() else { return nil }
        return first...last
    }
}

/// A row as its lengths, never its contents.
package struct SampledRow: Equatable, Sendable {
    /// `nil` where it is NULL or infinite.
    package var time: Timestamp?
    package var level: Level
    /// As stored, in the table's order (`pg_column_size`); `nil` is NULL.
    package var stored: [Int?]
    /// Before compression and without a length word, where that is known.
    package var plain: [Int?]
    /// A hash of the value by column, for indexed columns of few values: rows that agree share an index's groups.
    package var groups: [Int: String]
}

/// What `ANALYZE` left of one column.
package struct ColumnStatistics: Equatable, Sendable {
    package var name: String
    /// 0 to 1.
    package var nullShare: Double
    /// Mean stored bytes where it is not NULL, with the length word.
    package var averageBytes: Int
    /// Most common values, hashed, with their shares of all rows. A level's are its names.
    package var commonValues: [CommonValue]

    package struct CommonValue: Equatable, Sendable {
        package var value: String
        package var share: Double
    }
}

/// The server and how long it has counted.
package struct ServerFacts: Equatable, Sendable {
    package var now: Timestamp
    /// 150018 for 15.18.
    package var version: Int64
    /// A standby counts neither rows nor WAL.
    package var isStandby: Bool
    /// Since when the database's tables are counted; `nil` where the server doesn't say.
    package var countedSince: Timestamp?
    /// WAL written since then, in bytes; from version 14 on.
    package var wal: WAL?

    package struct WAL: Equatable, Sendable {
        package var bytes: Double
        package var since: Timestamp
    }
}
