/// What went wrong with a database: the thing, the server's own words, and the way out.
package struct DatabaseError: Error, Equatable, Sendable {
    package enum Code: String, Sendable {
        /// No connection, or the connection was lost.
        case connection
        /// The server refused a statement; see `sqlState`.
        case statement
        /// A statement ran into its time limit.
        case timeout
        /// A table, column or key that was asked for is not there.
        case notFound
        /// The table cannot be read as asked for.
        case unsupported
        /// The server sent something that cannot be decoded.
        case protocolViolation
    }

    package var code: Code
    /// PostgreSQL's five-character code, where the server gave one.
    package var sqlState: String?
    package var message: String
    /// What to do about it.
    package var wayOut: String?

    package init(_ code: Code, _ message: String, sqlState: String? = nil, wayOut: String? = nil) {
        self.code = code
        self.message = message
        self.sqlState = sqlState
        self.wayOut = wayOut
    }
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        [message, sqlState.map { "(SQLSTATE \($0))" }, wayOut.map { "– \($0)" }].compactMap(\.self).joined(separator: " ")
    }
}
