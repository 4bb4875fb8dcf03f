/// Reads a whole table in pages, in the order of its key, without OFFSET and without a long transaction: a clean-up or a vacuum
/// beside it is never held up.
///
/// Every row that is there from beginning to end is read exactly once. A row that is inserted meanwhile is read at most once;
/// whether it is read depends on where its key falls, so this is not a way to follow a table.
package struct KeysetReader {
    package static let defaultPageRows = 10_000

    private let connection: Connection
    private let key: KeysetKey
    private let columnCount: Int
    private let pageRows: Int
    private let statement: Statement
    /// The last row's key as the server sent it; `nil` before the first page.
    private var position: [Parameter]?
    private var isFinished = false

    /// - Parameter expressions: what to select, as SQL; anything from outside must be quoted already.
    init(
        _ connection: Connection, table: LogTable, key: KeysetKey, expressions: [String], pageRows: Int = defaultPageRows
    ) throws(DatabaseError) {
        precondition(pageRows > 0)
        self.connection = connection
        self.key = key
        self.pageRows = pageRows
        columnCount = expressions.count
        statement = Statement(table: table, key: key, expressions: expressions, pageRows: pageRows)
        try connection.prepare(statement.firstName, statement.sql(isFirst: true), types: [])
        try connection.prepare(statement.nextName, statement.sql(isFirst: false), types: key.kinds.map(\.rawValue))
    }

    package init(
        _ connection: Connection, table: LogTable, key: KeysetKey, columns: [String], pageRows: Int = defaultPageRows
    ) throws(DatabaseError) {
        for name in columns where table.column(name) == nil {
            throw DatabaseError(.notFound, "\(table.schema).\(table.name) has no column \(name)")
        }
        let expressions = columns.map { Identifier($0).description }
        try self.init(connection, table: table, key: key, expressions: expressions, pageRows: pageRows)
    }

    /// The next page in PostgreSQL's binary format, at most the asked-for rows; `nil` after the last.
    package mutating func next() throws(DatabaseError) -> QueryResult? {
        guard !isFinished else { return nil }
        let name = position == nil ? statement.firstName : statement.nextName
        let page = try connection.execute(prepared: name, position ?? [], format: .binary)
        isFinished = page.count < pageRows
        guard page.count > 0 else { return nil }
        position = try key.columns.indices.map { column throws(DatabaseError) in
            guard let bytes = page.bytes(page.count - 1, columnCount + column) else {
                throw DatabaseError(.protocolViolation, "the key of a row is NULL")
            }
            return .binary(Array(bytes))
        }
        return page
    }

    /// Gives the session's prepared statements back, so that another reader can be made.
    package func close() throws(DatabaseError) {
        try connection.deallocate(prepared: statement.firstName)
        try connection.deallocate(prepared: statement.nextName)
    }
}

/// The two statements of a reader: the first page, and the page after a key.
private struct Statement {
    let firstName = "weir_keyset_first"
    let nextName = "weir_keyset_next"
    var table: LogTable
    var key: KeysetKey
    var expressions: [String]
    var pageRows: Int

    func sql(isFirst: Bool) -> String {
        let keys = key.columns.map { Identifier($0).description }.joined(separator: ", ")
        let parameters = key.columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let condition = isFirst ? "" : "WHERE (\(keys)) > (\(parameters))"
        return """
            SELECT \((expressions + [keys]).joined(separator: ", ")) FROM \(table.identifier) \(condition)
            ORDER BY \(keys) LIMIT \(pageRows)
            """
    }
}
