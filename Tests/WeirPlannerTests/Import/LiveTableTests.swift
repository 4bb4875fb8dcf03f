import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("what a plan makes of a live table")
struct LiveTableTests {
    private static let hour: Int64 = 3_600_000_000
    private static let now = Timestamp(microseconds: 1_795_000_000_000_000)

    private static let columns = [
        LiveTable.Column(name: "log_id", type: "integer", fixedBytes: 4, isNullable: false),
        LiveTable.Column(name: "ingest_date", type: "timestamp without time zone", fixedBytes: 8, isNullable: false),
        LiveTable.Column(name: "levelname", type: "character varying(20)", fixedBytes: nil, isNullable: true),
        LiveTable.Column(name: "retries", type: "integer", fixedBytes: 4, isNullable: true),
        LiveTable.Column(name: "message", type: "text", fixedBytes: nil, isNullable: true),
    ]

    /// A week of standard rows, one in so many minutes, and four hours of debug rows at three times their rate.
    private func table(rows: Int = 5000, live: Double = 500_000) -> LiveTable {
        var table = LiveTable(name: "public.logs", columns: Self.columns, now: Self.now)
        table.indexes = [
            LiveTable.Index(name: "logs_pkey", method: "btree", columns: ["log_id"], isPrimary: true, isWhole: true, bytes: 1e6),
            LiveTable.Index(name: "by_message", method: "gin", columns: ["message"], isPrimary: false, isWhole: true, bytes: 3e6),
            LiveTable.Index(name: "by_lower", method: "btree", columns: [nil], isPrimary: false, isWhole: true, bytes: 2e6),
            LiveTable.Index(
                name: "by_level", method: "btree", columns: ["levelname", "ingest_date"], isPrimary: false, isWhole: true, bytes: 4e6),
        ]
        (table.liveRows, table.deadRows) = (live, 1000)
        let debug = rows * 12 / 180
        table.rows = (0..<rows).map { number in
            let isDebug = number < debug
            let (span, count) = isDebug ? (4.0, debug) : (168.0, rows - debug)
            let age = span * (Double(isDebug ? number : number - debug) + 0.5) / Double(count)
            return LiveTable.Row(
                time: Timestamp(microseconds: Self.now.microseconds - Int64(age * Double(Self.hour))),
                retentionClass: isDebug ? .debug : .standard, stored: [4, 8, isDebug ? 6 : 5, nil, 204],
                plain: [nil, nil, isDebug ? 5 : 4, nil, 200], groups: [2: isDebug ? "1" : "2"])
        }
        return table
    }

    @Test("rows an hour and the share of debug come from the rows' own times")
    func rates() throws {
        let observations = table().observations
        let share = try #require(observations.debugShare?.value)
        #expect(abs(share - 0.75) < 0.02, "\(share)")
        // 467 of 500 thousand rows are a week's standard rows; three times as many debug rows came.
        let expected = 500_000.0 * 168 / 180 / 168 * 4
        let found = try #require(observations.rowsPerHour)
        #expect(abs(found.value / expected - 1) < 0.05, "\(found.value) for \(expected)")
        #expect(found.factor < 1.5 && observations.notes.map(\.subject) == ["indexes"])
    }

    @Test("stray times neither stretch the table's age nor its rate")
    func strays() throws {
        var strayed = table()
        strayed.rows[4000].time = Timestamp(microseconds: 0)
        strayed.rows[4001].time = Timestamp(microseconds: Self.now.microseconds + 1_000_000 * Self.hour)
        strayed.rows[4002].time = nil
        let (plain, found) = (try #require(table().rowsPerHourByTimes), try #require(strayed.rowsPerHourByTimes))
        #expect(abs(found.value / plain.value - 1) < 0.01)
    }

    @Test("too few rows, or none, give no rate and no crash", arguments: [0, 1, 29, 99])
    func few(rows: Int) {
        let observations = table(rows: rows).observations
        #expect(observations.rowsPerHour == nil && observations.debugShare == nil)
        #expect((observations.rowSample == nil) == (rows == 0))
    }

    @Test("rows that all have one time give no rate")
    func still() {
        var table = table(rows: 500)
        for index in table.rows.indices { table.rows[index].time = Self.now }
        #expect(table.observations.rowsPerHour == nil)
    }

    @Test("a table of debug rows alone has its rate from them")
    func debugOnly() throws {
        var table = table()
        table.rows.removeAll { $0.retentionClass == .standard }
        #expect(table.observations.debugShare?.value == 1)
        let rate = try #require(table.observations.rowsPerHour)
        #expect(abs(rate.value / (500_000 / 4) - 1) < 0.05)
    }

    @Test("columns and indexes become those that can be planned; what is left out is said")
    func shape() throws {
        let observations = table().observations
        let columns = try #require(observations.columns?.value)
        #expect(columns.map(\.type) == [.bigint, .timestamp, .varchar, .varchar, .text])
        #expect(columns.map(\.nullable) == [false, false, true, true, true])
        let indexes = try #require(observations.indexes?.value)
        #expect(indexes.map(\.columns) == [["log_id"], ["levelname", "ingest_date"]] && indexes.map(\.primary) == [true, false])
        #expect(observations.notes.first?.text.contains("by_message (gin, 3.0 MB), by_lower (btree, 2.0 MB)") == true)
        let sample = try #require(observations.rowSample?.value)
        #expect(sample.rows.first?.columns == [8, 8, 5, nil, 200] && sample.rows.first?.values == [2: "1"])
        _ = try TableLayout(columns: columns, indexes: indexes, sample: sample)
    }

    @Test("a short column takes in a planned row what it takes in a real one")
    func shortColumns() throws {
        var table = table()
        table.rows[0].stored[3] = 4
        let row = try #require(table.rowSample?.sample.rows.first)
        #expect(row.columns[3] == 3, "a length byte and three make the integer's four")
    }

    @Test("packed values keep their stored size: inside the row, moved out, and not worth packing")
    func packed() {
        let table = table()
        #expect(table.packedBytes(stored: 1200, plain: 5000) == 1200)
        #expect(table.packedBytes(stored: 3000, plain: 9000) == 3004, "without its length word where it was moved out")
        #expect(table.packedBytes(stored: 9000, plain: 9000) == 9004)
        #expect(table.packedBytes(stored: 204, plain: 200) == nil && table.packedBytes(stored: 50, plain: nil) == nil)
    }

    @Test("where no row was drawn, pg_stats' widths, NULLs and common values make up the sample")
    func described() throws {
        var table = table(rows: 0)
        (table.isSampleTimedOut, table.levelColumn) = (true, "levelname")
        table.statistics = [
            LiveTable.Statistics(
                column: "levelname", nullShare: 0, averageBytes: 6,
                common: [.init(value: "DEBUG", share: 0.25), .init(value: "INFO", share: 0.75)]),
            LiveTable.Statistics(column: "retries", nullShare: 0.5, averageBytes: 4),
            LiveTable.Statistics(column: "message", nullShare: 0, averageBytes: 300),
        ]
        let observations = table.observations
        let rows = try #require(observations.rowSample?.value.rows)
        #expect(rows.count == 200 && rows.count { $0.retentionClass == .debug } == 50)
        #expect(abs(rows.count { $0.columns[3] == nil } - 100) < 5 && rows.allSatisfy { $0.columns[4] == 296 && $0.columns[2] == 5 })
        #expect(Set(rows.compactMap { $0.values[2] }) == ["DEBUG", "INFO"])
        #expect(observations.notes.contains { $0.text.contains("took too long") })
    }

    @Test("counters since a reset give a rough rate, and none on a standby")
    func counted() throws {
        var table = table(rows: 0)
        table.countedSince = Timestamp(microseconds: Self.now.microseconds - 1000 * Self.hour)
        table.counters = TableStatisticsSnapshot(
            table: "logs", takenAt: Self.now, inserted: 1_000_000, deleted: 900_000, live: 100_000, dead: 0)
        (table.walBytes, table.walSince) = (1e10, table.countedSince)
        let observations = table.observations
        #expect(observations.rowsPerHour?.value == 1000 && observations.rowsPerHour?.factor == 1.5)
        #expect(observations.deletedPerHour?.value == 900 && observations.walPerHour?.value == 1e7)
        table.isStandby = true
        #expect(table.observations.rowsPerHour == nil && table.observations.walPerHour == nil)
        #expect(table.observations.notes.contains { $0.subject == "standby" })
        table.isStandby = false
        table.countedSince = Timestamp(microseconds: Self.now.microseconds + Self.hour)
        #expect(table.observations.rowsPerHour == nil, "counted since a time to come")
    }

    @Test("one snapshot of before and a look at the live table are a difference too")
    func difference() throws {
        let first = try ImportFixture.snapshot("first.csv")
        var live = try ImportFixture.snapshot("second.csv")
        (live.relid, live.statsReset) = (nil, nil)
        #expect(try abs(StatisticsDifference(first, live).insertedPerHour - 1000) < 1)
    }

    @Test("settings become triggers and checkpoints; nonsense leaves the defaults")
    func settings() throws {
        var table = table()
        table.settings = [
            "autovacuum": "on", "autovacuum_vacuum_scale_factor": "0.01", "autovacuum_vacuum_insert_threshold": "-1",
            "checkpoint_timeout": "900", "max_wal_size": "4096", "checkpoint_completion_target": "0.5", "block_size": "8192",
        ]
        let observations = table.observations
        let vacuum = try #require(observations.vacuum?.value)
        #expect(vacuum.isEnabled && vacuum.deadScale == 0.01 && vacuum.deadThreshold == 50 && vacuum.insertThreshold >= 1e15)
        let checkpoints = try #require(observations.checkpoints?.value)
        #expect(checkpoints.everyHours == 0.25 && checkpoints.walBytes == 4096 * 1_048_576 / 1.5)
        let nonsense = ServerSettings(values: ["autovacuum_vacuum_scale_factor": "nan", "max_wal_size": "-1", "checkpoint_timeout": "x"])
        #expect(nonsense.vacuum == .postgresDefault && nonsense.checkpoints == CheckpointSettings() && nonsense.notes.isEmpty)
    }

    @Test("what makes the table other than a plan takes it to be is noted")
    func settingNotes() {
        let settings = ServerSettings(values: [
            "autovacuum_enabled": "false", "fillfactor": "70", "default_toast_compression": "lz4", "full_page_writes": "off",
            "data_checksums": "on",
            "block_size": "16384",
        ])
        #expect(settings.notes.map(\.subject) == ["autovacuum", "fillfactor", "compression", "WAL", "WAL", "pages"])
        #expect(!settings.vacuum.isEnabled)
    }

    @Test("a partitioned table is said to be planned as one")
    func partitioned() {
        var table = table()
        table.isPartitioned = true
        #expect(table.observations.notes.contains { $0.subject == "partitions" })
    }

    @Test("rows ahead of the server's clock or long behind it are noted")
    func zone() {
        var table = table()
        for (hours, part) in [(5, "ahead"), (-5, "old")] {
            let last = Timestamp(microseconds: Self.now.microseconds + Int64(hours) * Self.hour)
            table.times = Timestamp(microseconds: 0)...last
            #expect(table.observations.notes.contains { $0.subject == "times" && $0.text.contains(part) })
        }
    }
}
