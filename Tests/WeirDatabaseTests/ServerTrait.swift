import TestSupport
import Testing
import WeirDatabase

/// Gives a suite one PostgreSQL, started before its first test and stopped after its last.
struct ServerTrait: SuiteTrait, TestScoping {
    @TaskLocal static var current: PostgreSQLServer?

    func provideScope(for test: Test, testCase: Test.Case?, performing function: () async throws -> Void) async throws {
        let server = try PostgreSQLServer()
        try await Self.$current.withValue(server) { try await function() }
    }
}

extension Trait where Self == ServerTrait {
    static var postgreSQL: ServerTrait { ServerTrait() }
}

/// A database of a test's own on the suite's server.
struct TestDatabase {
    let server: PostgreSQLServer
    let name: String

    init(_ statements: String...) throws {
        server = try #require(ServerTrait.current)
        name = try server.makeDatabase()
        for statement in statements { try sql(statement) }
    }

    @discardableResult
    func sql(_ statements: String) throws -> String { try server.sql(statements, database: name) }

    var settings: ConnectionSettings {
        ConnectionSettings(host: server.socketDirectory, database: name, user: PostgreSQLServer.user)
    }

    func connect() throws -> Connection { try Connection(settings) }
}

/// An invented log table in the platform's manner, with its key of either type.
enum LogTables {
    static func create(key: String = "bigint GENERATED ALWAYS AS IDENTITY", named name: String = "logs") -> String {
        """
        CREATE TABLE \(name) (
            log_id \(key) PRIMARY KEY, ingest_date timestamp NOT NULL, levelname varchar, application varchar, process varchar,
            host varchar, user_name varchar, kasm_id uuid, metric_name varchar, message text, data jsonb);
        CREATE INDEX ON \(name) (ingest_date);
        CREATE INDEX ON \(name) (application, levelname, ingest_date);
        """
    }

    static let uuidKey = "uuid DEFAULT gen_random_uuid()"

    static func fill(_ name: String = "logs", rows: Int, from first: Int = 1) -> String {
        """
        INSERT INTO \(name) (ingest_date, levelname, application, process, host, message)
        SELECT timestamp '2026-11-21 00:00' + i * interval '1 second', (ARRAY['DEBUG', 'INFO', 'ERROR'])[1 + i % 3],
               (ARRAY['api_server', 'manager'])[1 + i % 2], 'p', 'web-' || i % 2, 'row ' || i
        FROM generate_series(\(first), \(first + rows - 1)) i;
        """
    }

    /// Other tables that a platform has, with times and texts in them.
    static let others = """
        CREATE TABLE users (user_id uuid PRIMARY KEY, created timestamp, username varchar, notes text);
        CREATE TABLE comments (id bigint PRIMARY KEY, created_at timestamptz NOT NULL, body text);
        CREATE TABLE settings (name varchar PRIMARY KEY, value text);
        CREATE TABLE system_metrics (id bigint PRIMARY KEY, "timestamp" timestamp NOT NULL, host varchar, value double precision);
        INSERT INTO comments SELECT i, now(), repeat('x', 200) FROM generate_series(1, 5000) i;
        """
}
