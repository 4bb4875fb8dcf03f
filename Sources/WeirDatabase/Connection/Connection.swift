import CPostgres

/// One session with a PostgreSQL server that can only read. It belongs to the thread that made it.
///
/// Every statement has a time limit (``ConnectionSettings/statementTimeout``), so has connecting, and a peer that has gone
/// silent is given up after ``silenceLimit``.
package final class Connection {
    /// Unacknowledged data and keepalives: how long a dead network path goes unnoticed at most.
    static let silenceLimit = Duration.seconds(30)

    package let settings: ConnectionSettings
    let handle: OpaquePointer

    package init(_ settings: ConnectionSettings) throws(DatabaseError) {
        self.settings = settings
        handle = try Self.connect(settings)
        for statement in Self.sessionSettings(settings) { _ = try query(statement) }
    }

    deinit { PQfinish(handle) }

    package func query(
        _ sql: String, _ parameters: [Parameter] = [], format: QueryResult.Format = .text
    ) throws(DatabaseError) -> QueryResult {
        let result = Arguments(parameters).call { count, values, lengths, formats in
            PQexecParams(handle, sql, count, nil, values, lengths, formats, format.rawValue)
        }
        return try checked(result, format)
    }

    /// - Parameter types: object ids of the parameters' types.
    func prepare(_ name: String, _ sql: String, types: [UInt32]) throws(DatabaseError) {
        _ = try checked(PQprepare(handle, name, sql, Int32(clamping: types.count), types), .text)
    }

    func execute(prepared name: String, _ parameters: [Parameter], format: QueryResult.Format) throws(DatabaseError) -> QueryResult {
        let result = Arguments(parameters).call { count, values, lengths, formats in
            PQexecPrepared(handle, name, count, values, lengths, formats, format.rawValue)
        }
        return try checked(result, format)
    }

    func deallocate(prepared name: String) throws(DatabaseError) {
        _ = try query("DEALLOCATE \(Identifier(name))")
    }

    private func checked(_ result: OpaquePointer?, _ format: QueryResult.Format) throws(DatabaseError) -> QueryResult {
        guard let result else { throw lost() }
        let owned = QueryResult(result, format: format)
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return owned
        default: throw PQstatus(handle) == CONNECTION_BAD ? lost() : owned.error
        }
    }

    private func lost() -> DatabaseError {
        DatabaseError(.connection, "the connection to \(settings.target) was lost: \(ClientMessage.shown(Self.message(of: handle)))")
    }
}

extension Connection {
    private static func connect(_ settings: ConnectionSettings) throws(DatabaseError) -> OpaquePointer {
        let keywords = keywords(settings)
        guard !keywords.contains(where: { $0.value.utf8.contains(0) }) else {
            throw DatabaseError(.connection, "a connection setting of \(settings.target) holds a NUL byte")
        }
        if let problem = weir_postgres_problem() {
            throw DatabaseError(
                .connection, "no connection to \(settings.target): PostgreSQL's client library: \(String(cString: problem))",
                wayOut: "install it: apt-get install libpq5")
        }
        let connection = cStrings(keywords.map(\.name)).withPointers { names in
            cStrings(keywords.map(\.value)).withPointers { values in PQconnectdbParams(names, values, 1) }
        }
        guard let connection else { throw DatabaseError(.connection, "no memory for a connection to \(settings.target)") }
        guard PQstatus(connection) == CONNECTION_OK else {
            defer { PQfinish(connection) }
            throw DatabaseError(
                .connection, "no connection to \(settings.target): \(ClientMessage.shown(message(of: connection)))",
                wayOut: "check host, port, user, password and sslmode (verify-full unless given)")
        }
        return connection
    }

    private static func keywords(_ settings: ConnectionSettings) -> [(name: String, value: String)] {
        let silence = silenceLimit.components.seconds
        return settings.keywords + [
            ("application_name", settings.applicationName),
            ("client_encoding", "UTF8"),
            ("connect_timeout", String(max(2, settings.connectTimeout.components.seconds))),
            ("keepalives_idle", String(silence / 2)),
            ("keepalives_interval", String(max(1, silence / 6))),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", String(silence * 1_000)),
        ]
    }

    /// Set by statements, since a connection pool between here and the server may refuse them at start-up.
    private static func sessionSettings(_ settings: ConnectionSettings) -> [String] {
        let timeout = settings.statementTimeout.components
        let milliseconds = max(1, timeout.seconds * 1_000 + timeout.attoseconds / 1_000_000_000_000_000)
        return [
            "SET default_transaction_read_only = on",
            "SET statement_timeout = \(milliseconds)",
            "SET client_min_messages = error",
            "SET TimeZone = 'UTC'",
            "SET DateStyle = 'ISO, YMD'",
        ]
    }

    /// The names or values for libpq, each ended by NUL and the list by a null pointer.
    private static func cStrings(_ strings: [String]) -> CStrings {
        var list = CStrings()
        for string in strings { list.append(Array(string.utf8) + [0]) }
        list.append(nil)
        return list
    }

    private static func message(of connection: OpaquePointer) -> String {
        PQerrorMessage(connection).map { QueryResult.oneLine(String(cString: $0)) } ?? ""
    }
}

/// The parameters of one call in the arrays that libpq wants.
private struct Arguments {
    var values = CStrings()
    var lengths: [Int32] = []
    var formats: [Int32] = []

    init(_ parameters: [Parameter]) {
        for parameter in parameters {
            let bytes = parameter.bytes
            values.append(parameter == .null ? nil : bytes)
            lengths.append(Int32(clamping: bytes.count))
            formats.append(parameter.isBinary ? 1 : 0)
        }
    }

    func call(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>, UnsafePointer<Int32>) -> OpaquePointer?
    ) -> OpaquePointer? {
        values.withPointers { body(Int32(clamping: lengths.count), $0, lengths, formats) }
    }
}
