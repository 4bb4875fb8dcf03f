import Foundation
import TestSupport
import Testing

/// `weir measure --database` on a table whose rows are known, and the storage model against what this PostgreSQL takes for it.
@Suite("measuring a log table")
struct MeasureTableTests {
    private struct Report: Decodable {
        struct Weight: Decodable {
            var name: String
            var records: Int
        }

        var records: Int
        var roles: [Weight]
        var levels: [Weight]
        var spanSeconds: Double
        var notes: [String]
    }

    /// A day of rows, one each second; one in four is INFO.
    private static let rows = 86_400

    private func makeTable(on server: PostgreSQLServer) throws -> String {
        let database = try server.makeDatabase()
        try server.sql(
            """
            CREATE TABLE logs (
                log_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ingest_date timestamp NOT NULL, levelname varchar, application varchar,
                process varchar, host varchar, user_name varchar, kasm_id uuid, metric_name varchar, message text);
            CREATE INDEX ON logs (ingest_date);
            CREATE INDEX ON logs (application, levelname, ingest_date);
            INSERT INTO logs (ingest_date, levelname, application, process, host, message)
            SELECT timestamp '2026-03-01' + n * interval '1 second', CASE WHEN n % 4 = 0 THEN 'INFO' ELSE 'DEBUG' END,
                   CASE WHEN n % 2 = 0 THEN 'client_api_server' ELSE 'agent' END, 'MainProcess', 'web-app-1',
                   'Sending request ' || n || repeat('x', n % 200)
            FROM generate_series(0, \(Self.rows - 1)) n;
            """, database: database)
        return database
    }

    @Test("rows by role, level and time are those of the table, and its profile serves a plan")
    func counts() throws {
        let server = try PostgreSQLServer()
        let directory = try TemporaryDirectory()
        let database = try makeTable(on: server)
        let url = "host=\(server.socketDirectory) user=\(PostgreSQLServer.user) dbname=\(database)"
        let profile = directory.path + "/measured.json"
        let result = try WeirBinary.run("measure", "--database", url, "--format", "json", "--profile", profile)
        try #require(result.status == 0, "\(result.errors)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let report = try decoder.decode(Report.self, from: Data(result.output.utf8))
        #expect(report.records == Self.rows)
        #expect(report.levels.map { "\($0.name) \($0.records)" } == ["info 21600", "debug 64800"])
        #expect(Set(report.roles.map { "\($0.name) \($0.records)" }) == ["other 86400"])
        // That of the class with more rows: the other's begin a second earlier.
        #expect(report.spanSeconds == Double(Self.rows - 2))
        #expect(report.notes.contains { $0.hasPrefix("logs takes") })
        let plan = try WeirBinary.run("plan", Repository.path("samples/deployments/small.yaml"), "--profile", profile)
        #expect(plan.status == 0 && plan.output.contains("from a measured load"))
    }

    @Test("a server that can't be reached ends with 69")
    func unreachable() throws {
        let directory = try TemporaryDirectory()
        let result = try WeirBinary.run("measure", "--database", "host=\(directory.path) user=x dbname=y")
        #expect(result.status == 69)
        #expect(!result.errors.isEmpty)
    }
}
