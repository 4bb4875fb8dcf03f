import Testing
import WeirDatabase
import WeirRecords

extension DatabaseTests {
    @Suite("Log table discovery")
    struct LogTableDiscoveryTests {
        @Test("the log table is found among others that have times and texts")
        func finds() throws {
            let database = try TestDatabase(LogTables.others, LogTables.create(), LogTables.fill(rows: 50), "ANALYZE")
            let table = try LogTableDiscovery.find(on: database.connect())
            #expect(table.schema == "public" && table.name == "logs" && !table.isPartitioned)
            #expect(
                table.roles.time == "ingest_date" && table.roles.message == "message" && table.roles.level == "levelname"
                    && table.roles.host == "host" && table.roles.application == "application")
            #expect(table.rowEstimate == RowCount(50))
        }

        @Test("columns, key and indexes are as they were made")
        func describes() throws {
            let database = try TestDatabase(LogTables.create())
            let table = try LogTableDiscovery.find("logs", on: database.connect())
            #expect(table.columns.map(\.name).prefix(3) == ["log_id", "ingest_date", "levelname"] && table.columns.count == 11)
            let key = try #require(table.column("log_id"))
            #expect(key.kind == .bigint && !key.isNullable && key.isGenerated)
            #expect(table.column("message")?.isNullable == true && table.column("data")?.kind == .jsonb)
            #expect(table.primaryKey == ["log_id"])
            #expect(table.indexes.map(\.columns) == [["log_id"], ["application", "levelname", "ingest_date"], ["ingest_date"]])
            #expect(table.indexes.map(\.isUnique) == [true, false, false] && table.indexes.allSatisfy { $0.method == "btree" })
            #expect(table.rowEstimate == nil, "a table that was never analyzed has no estimate")
        }

        @Test("sizes are the server's own, and add up")
        func sizes() throws {
            let toasted =
                "INSERT INTO logs (ingest_date, message) SELECT now(), string_agg(md5(i::text), '') FROM generate_series(1, 900) i"
            let database = try TestDatabase(LogTables.create(), LogTables.fill(rows: 2_000), toasted, "VACUUM ANALYZE logs")
            let table = try LogTableDiscovery.find("logs", on: database.connect())
            let figures = try database.sql(
                "SELECT pg_total_relation_size('logs'), pg_relation_size('logs'), pg_indexes_size('logs'), count(*) FROM logs"
            ).split(separator: "|").map { Int64($0) }
            #expect([table.sizes.total.bytes, table.sizes.heap.bytes, table.sizes.indexes.bytes] == Array(figures[0..<3]))
            #expect(table.sizes.toast.bytes > 16 << 10)
            #expect(table.indexes.map(\.size).reduce(.zero, +) == table.sizes.indexes)
            #expect(table.rowEstimate?.rows == figures[3])
            #expect(table.statistics.vacuums == 1 && table.statistics.lastVacuum != nil && table.statistics.lastAutovacuum == nil)
        }

        @Test("a partitioned table counts as one, with the sizes of its partitions")
        func partitions() throws {
            let database = try TestDatabase(
                """
                CREATE TABLE log (id bigint, created_at timestamptz NOT NULL, severity text, msg text, PRIMARY KEY (created_at, id))
                    PARTITION BY RANGE (created_at);
                CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');
                CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-12-01') TO ('2027-01-01');
                INSERT INTO log SELECT i, timestamptz '2026-11-20' + i * interval '1 day', 'INFO', 'm' FROM generate_series(1, 30) i;
                ANALYZE log; ANALYZE log_1; ANALYZE log_2;
                """)
            let table = try LogTableDiscovery.find(on: database.connect())
            #expect(table.name == "log" && table.isPartitioned && table.primaryKey == ["created_at", "id"])
            #expect(table.rowEstimate == RowCount(30) && table.sizes.heap == .kibibytes(16))
            #expect(table.sizes.indexes == .kibibytes(32) && table.indexes.first?.size == .kibibytes(32))
        }

        @Test("names that need quoting are taken as they stand")
        func quoting() throws {
            let name = #""we""ird; DROP TABLE x--""#
            let database = try TestDatabase(
                "CREATE SCHEMA \"Log Store\"", LogTables.create(named: "\"Log Store\".\(name)"),
                LogTables.fill("\"Log Store\".\(name)", rows: 25))
            let connection = try database.connect()
            let table = try LogTableDiscovery.find("we\"ird; DROP TABLE x--", on: connection)
            #expect(table.schema == "Log Store")
            #expect(try DatabaseMeasurement.measure(connection, table: "Log Store.we\"ird; DROP TABLE x--").rows == RowCount(25))
        }

        @Test("a table that is not there, and a database without a log table, are named errors")
        func missing() throws {
            let connection = try TestDatabase(LogTables.others).connect()
            for name in ["nothing", nil] {
                let error = #expect(throws: DatabaseError.self) { try LogTableDiscovery.find(name, on: connection) }
                #expect(error?.code == .notFound && error?.wayOut != nil)
            }
        }

        @Test("one name in two schemas is not guessed at")
        func ambiguous() throws {
            let database = try TestDatabase(
                "CREATE SCHEMA a; CREATE SCHEMA b", LogTables.create(named: "a.logs"), LogTables.create(named: "b.logs"))
            let connection = try database.connect()
            #expect(throws: DatabaseError.self) { try LogTableDiscovery.find("logs", on: connection) }
            #expect(try LogTableDiscovery.find("b.logs", on: connection).schema == "b")
        }
    }
}
