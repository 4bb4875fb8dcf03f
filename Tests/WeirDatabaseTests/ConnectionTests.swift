import TestSupport
import Testing
import WeirDatabase
import WeirRecords

extension DatabaseTests {
    @Suite("Connection")
    struct ConnectionTests {
        @Test("nothing can be written")
        func readOnly() throws {
            let connection = try TestDatabase("CREATE TABLE t (a int)").connect()
            let error = #expect(throws: DatabaseError.self) { try connection.query("INSERT INTO t VALUES (1)") }
            #expect(error?.code == .statement && error?.sqlState == "25006")
        }

        @Test("parameters arrive as values, never as SQL")
        func parameters() throws {
            let connection = try TestDatabase().connect()
            let text = "'; DROP TABLE logs; -- \u{1F600}"
            let result = try connection.query("SELECT $1::text, $2::text IS NULL, $3::bigint", [.text(text), .null, .text("-7")])
            #expect(result.string(0, 0) == text && result.boolean(0, 1) && result.integer(0, 2) == -7)
        }

        @Test("integers of every width and times come in binary", arguments: ["smallint", "integer", "bigint"])
        func binary(type: String) throws {
            let connection = try TestDatabase().connect()
            let sql = "SELECT '-5'::\(type), '2026-11-21 01:02:03.000004'::timestamp, 'infinity'::timestamp, NULL::timestamp"
            let result = try connection.query(sql, format: .binary)
            #expect(result.integer(0, 0) == -5 && result.timestamp(0, 1)?.microseconds == 1_795_222_923_000_004)
            #expect(result.timestamp(0, 2) == nil && result.timestamp(0, 3) == nil)
        }

        @Test("a statement over its time limit is ended and named")
        func timeout() throws {
            var settings = try TestDatabase().settings
            settings.statementTimeout = .milliseconds(50)
            let connection = try Connection(settings)
            let error = #expect(throws: DatabaseError.self) { try connection.query("SELECT pg_sleep(600)") }
            #expect(error?.code == .timeout && error?.sqlState == "57014")
            #expect(try connection.query("SELECT 1").integer(0, 0) == 1, "the session lives on")
        }

        @Test("a refusal carries the server's code and words")
        func refusal() throws {
            let connection = try TestDatabase().connect()
            let error = #expect(throws: DatabaseError.self) { try connection.query("SELECT nothing FROM nowhere") }
            #expect(error?.sqlState == "42P01" && error?.message.contains("nowhere") == true)
        }

        @Test("a session that the server ended is a lost connection")
        func lost() throws {
            let database = try TestDatabase()
            let connection = try database.connect()
            let process = try #require(try connection.query("SELECT pg_backend_pid()").integer(0, 0))
            try database.sql("SELECT pg_terminate_backend(\(process))")
            let error = #expect(throws: DatabaseError.self) { while true { _ = try connection.query("SELECT 1") } }
            #expect(error?.code == .connection)
        }

        @Test("a database that is not there is an error with a way out")
        func missing() throws {
            let database = try TestDatabase()
            let settings = ConnectionSettings(host: database.server.socketDirectory, database: "nowhere", user: "weir")
            let error = #expect(throws: DatabaseError.self) { _ = try Connection(settings) }
            #expect(error?.code == .connection && error?.message.contains("nowhere") == true && error?.wayOut != nil)
        }

        @Test("a URI is taken apart by libpq, and its sslmode wins over the default")
        func uri() throws {
            let database = try TestDatabase()
            let host = database.server.socketDirectory.replacing("/", with: "%2F")
            let connection = try Connection(.uri("postgresql://weir@\(host)/\(database.name)?sslmode=disable"))
            #expect(try connection.query("SELECT current_database()").string(0, 0) == database.name)
        }
    }
}

@Suite("Connection settings")
struct ConnectionSettingsTests {
    @Test("a password is in no text of them")
    func secrets() {
        let all = [
            ConnectionSettings(host: "db", database: "kasm", user: "weir", password: "hunter2"),
            .uri("postgresql://weir:hunter2@db:5432/kasm?sslpassword=hunter2"), .uri("host=db password=hunter2"),
            .uri("postgresql://weir:hunt@er2@db/kasm"),
        ]
        for settings in all {
            for text in [settings.description, "\(settings)", String(reflecting: settings), settings.target] {
                #expect(!text.contains("hunter2") && !text.contains("er2@"))
            }
            var dumped = ""
            dump(settings, to: &dumped)
            #expect(!dumped.contains("hunter2"))
        }
        #expect(all[1].target == "db:5432/kasm")
    }
}
