import Testing
import WeirDatabase
import WeirRecords

extension DatabaseTests {
    @Suite("Table probe")
    struct TableProbeTests {
        @Test("a sample has the lengths and levels that the server itself finds")
        func sample() throws {
            let database = try TestDatabase(
                LogTables.create(), LogTables.fill(rows: 400),
                """
                UPDATE logs SET message = repeat('abc ', 4000), data = '[1]' WHERE log_id = 7;
                UPDATE logs SET data = (SELECT jsonb_agg(i) FROM generate_series(1, 2000) i), user_name = 'ann' WHERE log_id = 8;
                UPDATE logs SET data = '"one value"' WHERE log_id = 9;
                """, "ANALYZE")
            let probe = try TableProbe.look(database.connect(), table: "logs")
            #expect(probe.sample.count == 400 && !probe.isSampleTimedOut)
            #expect(probe.sample.count { $0.level == .debug } == 133)
            let columns = probe.table.columns.map(\.name)
            let message = try #require(columns.firstIndex(of: "message"))
            let sums = try database.sql("SELECT sum(pg_column_size(message)), sum(octet_length(message)) FROM logs").split(separator: "|")
            #expect(probe.sample.compactMap { $0.stored[message] }.reduce(0, +) == Int(sums[0]))
            #expect(probe.sample.compactMap { $0.plain[message] }.reduce(0, +) == Int(sums[1]))
            let data = try #require(columns.firstIndex(of: "data"))
            let packed = try #require(probe.sample.first { $0.stored[data].map { $0 > 1000 } ?? false })
            let (stored, plain) = (try #require(packed.stored[data]), try #require(packed.plain[data]))
            #expect(plain == (try Int(database.sql("SELECT pg_column_size((SELECT jsonb_agg(i) FROM generate_series(1, 2000) i)) - 4"))))
            #expect(stored < plain, "it is packed")
            let host = try #require(columns.firstIndex(of: "application"))
            #expect(Set(probe.sample.compactMap { $0.groups[host] }).count == 2, "two applications, by their hashes")
            #expect(probe.sample.allSatisfy { !$0.groups.values.contains("api_server") }, "contents stay on the server")
            #expect(probe.sample.allSatisfy { $0.groups[message] == nil })
        }

        @Test("a large table gives a bounded sample from all over it")
        func bounded() throws {
            let database = try TestDatabase(LogTables.create(), LogTables.fill(rows: 120_000), "ANALYZE")
            let probe = try TableProbe.look(database.connect(), table: "logs")
            #expect((5_000...20_000).contains(probe.sample.count), "\(probe.sample.count)")
            let times = probe.sample.compactMap(\.time?.microseconds)
            let span = try #require(probe.times)
            let middle = (span.lowerBound.microseconds + span.upperBound.microseconds) / 2
            let share = Double(times.count { $0 < middle }) / Double(times.count)
            #expect(abs(share - 0.5) < 0.15, "\(share) of the rows are of the first half")
            #expect(span.upperBound.microseconds - span.lowerBound.microseconds == 119_999 * 1_000_000)
        }

        @Test("the table's own parameters go before the server's settings")
        func settings() throws {
            let database = try TestDatabase(
                LogTables.create(),
                "ALTER TABLE logs SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_enabled = false, fillfactor = 90)")
            let probe = try TableProbe.look(database.connect(), table: "logs")
            #expect(probe.settings["autovacuum_vacuum_scale_factor"] == "0.01" && probe.settings["autovacuum_enabled"] == "false")
            #expect(probe.settings["fillfactor"] == "90" && probe.settings["checkpoint_timeout"] == "300")
            #expect(probe.settings["max_wal_size"] == "1024" && probe.settings["block_size"] == "8192")
        }

        @Test("the server says since when it counts, and how much WAL it wrote")
        func server() throws {
            let database = try TestDatabase(LogTables.create(), LogTables.fill(rows: 3_000))
            let probe = try TableProbe.look(database.connect(), table: "logs")
            let since = try #require(probe.server.countedSince)
            #expect(since <= probe.server.now && !probe.server.isStandby && probe.server.version >= 120_000)
            if probe.server.version >= 140_000 {
                let wal = try #require(probe.server.wal)
                #expect(wal.since <= probe.server.now && wal.bytes > 0)
            }
            try database.sql("SELECT pg_stat_reset()")
            let later = try TableProbe.look(database.connect(), table: "logs")
            #expect(try #require(later.server.countedSince) > since)
        }

        @Test("column statistics tell levels by name and the values of other indexed columns by hash")
        func statistics() throws {
            let database = try TestDatabase(
                LogTables.create(), LogTables.fill(rows: 3_000), "UPDATE logs SET user_name = 'ann' WHERE log_id % 4 = 0", "ANALYZE")
            let statistics = try TableProbe.look(database.connect(), table: "logs").columnStatistics
            let level = try #require(statistics.first { $0.name == "levelname" })
            #expect(Set(level.commonValues.map(\.value)) == ["DEBUG", "INFO", "ERROR"])
            #expect(abs(level.commonValues.reduce(0) { $0 + $1.share } - 1) < 0.01)
            let user = try #require(statistics.first { $0.name == "user_name" })
            #expect(abs(user.nullShare - 0.75) < 0.05 && user.averageBytes == 4 && user.commonValues.isEmpty)
            let application = try #require(statistics.first { $0.name == "application" })
            #expect(application.commonValues.count == 2 && application.commonValues.allSatisfy { Int($0.value) != nil })
        }

        @Test("an empty table, a partitioned one and strange names are looked at like any other")
        func others() throws {
            let database = try TestDatabase(
                LogTables.create(),
                #"""
                CREATE TABLE log (id bigint, created_at timestamptz NOT NULL, severity text, msg text, PRIMARY KEY (created_at, id))
                    PARTITION BY RANGE (created_at);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-11-01') TO ('2026-12-01') WITH (fillfactor = 70);
                INSERT INTO log SELECT i, timestamptz '2026-11-20' + i * interval '1 hour', 'INFO', 'm' FROM generate_series(1, 30) i;
                CREATE TABLE "Odd "" logs" ("at ""x""" timestamp, "Level" text, "a,b\c" text, message text, flag boolean, n numeric, b bytea);
                CREATE INDEX ON "Odd "" logs" ("a,b\c"); CREATE INDEX ON "Odd "" logs" USING gin (to_tsvector('english', message));
                INSERT INTO "Odd "" logs" VALUES ('infinity', 'debug', 'v', 'm', true, 1.5, 'bytes'), (now(), NULL, NULL, NULL, NULL, NULL, NULL);
                ANALYZE;
                """#)
            let connection = try database.connect()
            let empty = try TableProbe.look(connection, table: "logs")
            #expect(empty.sample.isEmpty && empty.times == nil && empty.columnStatistics.isEmpty)
            let parts = try TableProbe.look(connection, table: "log")
            #expect(
                parts.sample.count == 30 && parts.settings["fillfactor"] == "70" && parts.times != nil && !parts.columnStatistics.isEmpty)
            let odd = try TableProbe.look(connection, table: #"Odd " logs"#)
            #expect(odd.sample.count == 2 && odd.sample.compactMap(\.time).count == 1 && odd.fixedBytes == [8, nil, nil, nil, 1, nil, nil])
            #expect(odd.sample.first?.plain == [nil, 5, 1, 1, nil, nil, 5])
        }

        @Test("the look is taken by a session that can't write")
        func readOnly() throws {
            let database = try TestDatabase(LogTables.create(), LogTables.fill(rows: 500), "ANALYZE")
            let connection = try database.connect()
            let first = try TableProbe.look(connection, table: "logs")
            let error = #expect(throws: DatabaseError.self) { try connection.query("DELETE FROM logs") }
            #expect(error?.sqlState == "25006")
            #expect(try TableProbe.look(connection, table: "logs").sample == first.sample, "the same pages are drawn again")
        }
    }
}
