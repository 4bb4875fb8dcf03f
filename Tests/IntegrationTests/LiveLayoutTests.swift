import TestSupport
import Testing
import WeirPlanner
import WeirRecords

@testable import WeirCommands

/// What a short look says of a row's size, held against the files of the table that was looked at.
@Suite("the layout of a live table")
struct LiveLayoutTests {
    /// Short columns of many types, messages of which some are packed, some moved out, some neither, and NULLs.
    private static let create = """
        CREATE TABLE logs (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ingest_date timestamptz NOT NULL, level smallint, levelname varchar(10),
            ok boolean, retries integer, took real, host varchar, kasm_id uuid, request_ip inet, message text, data jsonb);
        INSERT INTO logs (ingest_date, level, levelname, ok, retries, took, host, kasm_id, request_ip, message, data)
        SELECT now() - (6000 - i) * interval '10 seconds', i % 5, CASE WHEN i % 3 = 0 THEN 'INFO' ELSE 'DEBUG' END, i % 2 = 0,
               CASE WHEN i % 4 = 0 THEN i END, i / 7.0, 'web-' || i % 3, CASE WHEN i % 3 = 0 THEN gen_random_uuid() END,
               ('10.0.0.' || i % 250)::inet,
               CASE i % 10 WHEN 0 THEN (SELECT string_agg('File "api/handler.py", line ' || (i * j) % 997 || ', in call_' || j, E'\\n')
                                        FROM generate_series(1, 60 + i % 90) j)
                           WHEN 1 THEN (SELECT string_agg(md5((i * j)::text), '') FROM generate_series(1, 70 + i % 30) j)
                           ELSE repeat('Request ', 5 + i % 40) || i END,
               CASE WHEN i % 6 = 0 THEN jsonb_build_object('a', i, 'b', repeat('v', i % 50)) END
        FROM generate_series(1, 6000) i
        """

    @Test("rows that nobody described come out as heap pages within two percent, and as chunks moved out within half of one")
    func sizes() throws {
        let server = try PostgreSQLServer()
        let database = try server.makeDatabase()
        try server.sql(Self.create, database: database)
        try server.sql("VACUUM ANALYZE logs", database: database)
        let live = try ImportDatabase.look("host=\(server.socketDirectory) user=\(PostgreSQLServer.user) dbname=\(database)", table: "logs")
        let observations = live.observations
        let layout = try TableLayout(
            columns: #require(observations.columns).value, indexes: #require(observations.indexes).value,
            sample: #require(observations.rowSample).value)
        let rows = PerClass(standard: 2_000.0, debug: 4_000.0)
        let heap = PerClass { rows[$0] / layout.rowsPerPage[$0] }.sum
        let pages = try figure("pg_relation_size(oid) / 8192", "pg_class WHERE relname = 'logs'", server, database)
        #expect(abs(heap / pages - 1) < 0.02, "\(heap) for \(pages) pages of heap")
        let moved = try server.sql("SELECT reltoastrelid::regclass FROM pg_class WHERE relname = 'logs'", database: database)
        let chunks = PerClass { rows[$0] * layout.toastChunks[$0] }.sum
        let found = try figure("count(*)", moved, server, database)
        #expect(found > 1_000 && abs(chunks / found - 1) < 0.005, "\(chunks) for \(found) chunks that were moved out")
        let bytes = PerClass { rows[$0] * layout.toastBytes[$0] }.sum
        let stored = try figure("sum((length(chunk_data) + 36 + 7) / 8 * 8 + 4)", moved, server, database)
        #expect(abs(bytes / stored - 1) < 0.005, "\(bytes) for \(stored) bytes of them")
    }

    private func figure(_ value: String, _ source: String, _ server: PostgreSQLServer, _ database: String) throws -> Double {
        let text = try server.sql("SELECT \(value) FROM \(source)", database: database)
        return try #require(Double(text))
    }
}
