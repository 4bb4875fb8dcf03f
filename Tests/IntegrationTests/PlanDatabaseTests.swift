import Foundation
import TestSupport
import Testing

/// `weir plan` with looks at a real PostgreSQL: what was put in comes out, in a narrower band than the prior's.
@Suite("planning from a live database")
struct PlanDatabaseTests {
    private struct Report: Decodable {
        struct Percentiles: Decodable {
            var p10: Double
            var p50: Double
            var p95: Double
        }

        struct Input: Decodable {
            var name: String
            var origin: String
            var source: String
        }

        struct Figure: Decodable {
            var value: Percentiles
            var inputs: [Input]
        }

        struct Scenario: Decodable {
            var name: String
            var figures: [String: Figure]
        }

        struct Assumption: Decodable {
            var subject: String
            var text: String
        }

        var scenarios: [Scenario]
        var assumptions: [Assumption]

        func figure(_ name: String) throws -> Figure { try #require(scenarios.first?.figures[name]) }
        func text(_ subject: String) -> String? { assumptions.first { $0.subject == subject }?.text }
        func band() throws -> Double { try figure("plateau").value.p95 / figure("plateau").value.p50 }
    }

    private static let deployment = Repository.path("samples/deployments/small.yaml")
    /// A week of standard rows and four hours of debug rows: 4,000 an hour, three quarters of them debug.
    private static let perHour = (standard: 1_000, debug: 3_000)

    private func makeTable(on server: PostgreSQLServer) throws -> String {
        let database = try server.makeDatabase()
        try server.sql(
            """
            CREATE TABLE logs (
                log_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ingest_date timestamp NOT NULL, levelname varchar,
                application varchar, process varchar, host varchar, user_name varchar, kasm_id uuid, metric_name varchar, message text);
            CREATE INDEX ON logs (ingest_date);
            CREATE INDEX ON logs (application, levelname, ingest_date);
            INSERT INTO logs (ingest_date, levelname, application, process, host, message)
            SELECT timezone('UTC', now()) - n.age * interval '1 hour', n.level, CASE WHEN n.number % 3 = 0 THEN 'agent' ELSE 'api' END, 'Main',
                   'web-1', 'Request ' || n.number || repeat('x', n.number % 300)
            FROM (SELECT i AS number, i * 1.0 / \(Self.perHour.standard) AS age, 'INFO' AS level
                  FROM generate_series(1, 168 * \(Self.perHour.standard)) i
                  UNION ALL SELECT i, i * 1.0 / \(Self.perHour.debug), 'DEBUG' FROM generate_series(1, 4 * \(Self.perHour.debug)) i
                  ORDER BY age DESC) n
            """, database: database)
        try server.sql("VACUUM ANALYZE logs", database: database)
        try server.sql("CREATE ROLE reader_\(database) LOGIN; GRANT SELECT ON logs TO reader_\(database)", database: database)
        return database
    }

    private func url(_ server: PostgreSQLServer, _ database: String, user: String? = nil) -> String {
        "host=\(server.socketDirectory) user=\(user ?? "reader_\(database)") dbname=\(database)"
    }

    private func plan(_ arguments: String...) throws -> Report {
        let result = try WeirBinary.run(
            arguments: ["plan", Self.deployment, "--draws", "200", "--format", "json"] + arguments)
        try #require(result.status == 0, "\(result.errors)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Report.self, from: Data(result.output.utf8))
    }

    @Test("a reader's look at the table narrows the band, and its live rows take what the table's do")
    func live() throws {
        let server = try PostgreSQLServer(settings: ["autovacuum": "on"])
        let database = try makeTable(on: server)
        let (prior, live) = (try plan(), try plan("--database", url(server, database)))
        let (wide, narrow) = (try prior.band(), try live.band())
        #expect(narrow < wide / 2, "\(narrow) for \(wide)")
        let counted = try #require(live.text("counted rows"))
        let digits = String(counted.prefix { $0 != " " }).filter(\.isNumber)
        let perHour = try #require(Double(digits))
        #expect(abs(perHour / 4_000 - 1) < 0.1, "\(counted)")
        let words = counted.split(separator: " ")
        let share = words.firstIndex(of: "%").flatMap { Double(words[$0 - 1]) }
        #expect(abs(try #require(share) - 75) < 5, "\(counted)")
        #expect(live.text("load") == nil && live.text("log table") == nil)
        // Packed rows without a gap, as the plan's live bytes are; the day's busiest hours hold some more.
        let text = try server.sql("SELECT pg_relation_size('logs')", database: database)
        let (heap, planned) = (try #require(Double(text)), try live.figure("live_bytes").value.p50)
        #expect((0.9...1.3).contains(planned / heap), "\(planned) for \(heap)")
        let inputs = try live.figure("plateau").inputs
        #expect(inputs.first { $0.name == "rows" }?.origin == "measured")
        #expect(inputs.first { $0.name == "rows of the sample" }?.source.contains("rows drawn from public.logs") == true)
        #expect(inputs.first { $0.name == "autovacuum_vacuum_scale_factor" }?.source == "pg_settings")
    }

    @Test("a server whose autovacuum is off is planned as one: the table grows on, and the plan says why")
    func withoutVacuum() throws {
        let server = try PostgreSQLServer(settings: ["autovacuum": "off"])
        let report = try plan("--database", url(server, try makeTable(on: server)))
        #expect(report.text("autovacuum")?.contains("grows without end") == true)
        let (later, plain) = (try report.figure("on_disk").value.p50, try report.figure("live_bytes").value.p50)
        #expect(later > 5 * plain, "\(later) for \(plain) of live rows")
    }

    @Test("two snapshots and two WAL positions as psql saves them count the rows in between")
    func snapshots() throws {
        let server = try PostgreSQLServer()
        let database = try makeTable(on: server)
        let directory = try TemporaryDirectory()
        let query = "SELECT * FROM pg_stat_user_tables"
        let files = [("first.csv", "--csv"), ("second.txt", "-x")].map { (directory.path + "/" + $0.0, $0.1) }
        var positions: [String] = []
        for (index, (path, form)) in files.enumerated() {
            if index > 0 { try server.sql("INSERT INTO logs (ingest_date) SELECT now() FROM generate_series(1, 9600)", database: database) }
            try server.sql("SELECT pg_stat_force_next_flush()", database: database)
            try Data(server.print(query, form, database: database).utf8).write(to: URL(filePath: path))
            positions.append(try server.sql("SELECT pg_current_wal_insert_lsn()", database: database))
        }
        let report = try plan(
            "--snapshot", files[0].0 + "@2026-11-20T10:00Z", "--snapshot", files[1].0 + "@2026-11-21T10:00Z",
            "--wal", positions[0] + "@2026-11-20T10:00Z", "--wal", positions[1] + "@2026-11-21T10:00Z")
        #expect(report.text("counted rows")?.hasPrefix("400 an hour (pg_stat_user_tables, 24 h apart)") == true)
        let now = try plan("--snapshot", files[0].0 + "@2020-01-01T00:00Z", "--database", url(server, database))
        #expect(now.assumptions.contains { $0.subject == "rows an hour" && $0.text.contains("pg_stat_user_tables, ") })
        #expect(report.text("WAL")?.contains("a day is what the whole server writes") == true)
    }

    @Test("what can't be read ends with the code that says why")
    func failures() throws {
        let server = try PostgreSQLServer()
        let directory = try TemporaryDirectory()
        let database = try makeTable(on: server)
        func status(_ arguments: String...) throws -> Int32 {
            let result = try WeirBinary.run(arguments: ["plan", Self.deployment] + arguments)
            #expect(!result.errors.isEmpty)
            return result.status
        }
        #expect(try status("--database", "host=\(directory.path) user=x dbname=y") == 69)
        #expect(try status("--database", url(server, database), "--table", "nowhere") == 65)
        #expect(try status("--database", url(server, "postgres", user: PostgreSQLServer.user)) == 65)
        #expect(try status("--snapshot", directory.path + "/none.csv") == 65)
        #expect(try status("--wal", "16/B374D848@2026-11-21T10:00Z") == 65)
        #expect(try status("--health", Self.deployment) == 65)
        #expect(try status("--health-reading", "total") == 64)
    }
}
