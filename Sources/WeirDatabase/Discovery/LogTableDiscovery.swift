/// Finds the table that a platform logs to, and reads what the catalog knows of it. It only reads the catalog.
package enum LogTableDiscovery {
    /// Columns of all tables that are looked at; a database with more must have its table named.
    static let maximumColumns = 200_000

    /// - Parameter name: `table` or `schema.table` as it stands in the catalog; `nil` for the likeliest.
    package static func find(_ name: String? = nil, on connection: Connection) throws(DatabaseError) -> LogTable {
        let candidates = try candidates(on: connection)
        if let name { return try describe(named(name, in: candidates), on: connection) }
        return try describe(likeliest(in: candidates), on: connection)
    }

    static func named(_ name: String, in candidates: [Candidate]) throws(DatabaseError) -> Candidate {
        let matches = candidates.filter { $0.name == name || "\($0.schema).\($0.name)" == name }
        let visible = matches.filter(\.isVisible)
        if let only = matches.count == 1 ? matches.first : visible.count == 1 ? visible.first : nil { return only }
        guard matches.isEmpty else {
            let schemas = matches.map { "\($0.schema).\($0.name)" }.joined(separator: ", ")
            throw DatabaseError(.notFound, "more than one table is named \(name)", wayOut: "name its schema too: \(schemas)")
        }
        throw DatabaseError(
            .notFound, "there is no table \(name) that this user can see", wayOut: "check the name, its case and its schema")
    }

    /// The table that looks most like a log; of equals the one with the most rows, then the first by name.
    static func likeliest(in candidates: [Candidate]) throws(DatabaseError) -> Candidate {
        let likely = candidates.compactMap { candidate in
            candidate.roles.likeness(tableName: candidate.name).map { (candidate: candidate, likeness: $0) }
        }
        let best = likely.min { left, right in
            if left.likeness != right.likeness { return left.likeness > right.likeness }
            if left.candidate.rowEstimate != right.candidate.rowEstimate {
                return left.candidate.rowEstimate > right.candidate.rowEstimate
            }
            return (left.candidate.schema, left.candidate.name) < (right.candidate.schema, right.candidate.name)
        }
        if let best { return best.candidate }
        throw DatabaseError(
            .notFound, "none of \(candidates.count) tables has a time, a message and a level", wayOut: "name the log table")
    }

    private static func describe(_ table: Candidate, on connection: Connection) throws(DatabaseError) -> LogTable {
        let indexes = try Catalog.indexes(of: table.oid, on: connection)
        return LogTable(
            schema: table.schema, name: table.name, isPartitioned: table.isPartitioned, columns: table.columns,
            primaryKey: indexes.first { $0.isPrimary }?.columns.compactMap(\.self) ?? [], indexes: indexes,
            sizes: try Catalog.sizes(of: table.oid, on: connection), rowEstimate: try Catalog.rowEstimate(of: table.oid, on: connection),
            statistics: try Catalog.statistics(of: table.oid, on: connection), roles: table.roles)
    }
}

extension LogTableDiscovery {
    struct Candidate: Equatable {
        var oid: String
        var schema: String
        var name: String
        var isPartitioned: Bool
        /// Found by its name alone, through the search path.
        var isVisible: Bool
        var rowEstimate: Int64
        var columns: [LogColumn] = []

        var roles: ColumnRoles { ColumnRoles(columns: columns) }
    }

    static func candidates(on connection: Connection) throws(DatabaseError) -> [Candidate] {
        let rows = try connection.query(Catalog.columns, [.text(String(maximumColumns))])
        guard rows.count < maximumColumns else {
            throw DatabaseError(.unsupported, "the database has \(maximumColumns) columns or more", wayOut: "use a database of its own")
        }
        var candidates: [Candidate] = []
        for row in 0..<rows.count {
            let candidate = try candidate(rows, row)
            if candidates.last?.oid != candidate.oid { candidates.append(candidate) }
            candidates[candidates.count - 1].columns.append(try column(rows, row))
        }
        return candidates
    }

    private static func candidate(_ rows: QueryResult, _ row: Int) throws(DatabaseError) -> Candidate {
        guard let oid = rows.string(row, 0), let schema = rows.string(row, 1), let name = rows.string(row, 2) else {
            throw Catalog.unreadable
        }
        return Candidate(
            oid: oid, schema: schema, name: name, isPartitioned: rows.boolean(row, 3), isVisible: rows.boolean(row, 4),
            rowEstimate: rows.integer(row, 5) ?? 0)
    }

    private static func column(_ rows: QueryResult, _ row: Int) throws(DatabaseError) -> LogColumn {
        guard let name = rows.string(row, 6), let type = rows.string(row, 7) else { throw Catalog.unreadable }
        return LogColumn(
            name: name, type: type, kind: ColumnKind(type: rows.integer(row, 8)), isNullable: rows.boolean(row, 9),
            isGenerated: rows.boolean(row, 10))
    }
}
