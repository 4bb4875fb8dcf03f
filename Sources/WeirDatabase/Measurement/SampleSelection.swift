import WeirRecords

/// Draws rows of a table page by page, and selects their lengths.
struct SampleSelection {
    /// Rows that are asked for, and the most that are taken where the table holds more than its estimate says.
    static let targetRows = 10_000.0
    static let maximumRows = 20_000
    /// Pages at least, so that a page more or less is no accident.
    static let leastPages = 50.0
    /// Of a table that was never analyzed.
    static let assumedRowsPerPage = 30.0
    /// Each takes up to three places in a result, which has at most 1,664.
    static let maximumColumns = 500

    private let table: LogTable
    private let plainColumns: [Int]
    private let groupColumns: [Int]

    init(_ table: LogTable) throws(DatabaseError) {
        guard table.columns.count <= Self.maximumColumns else {
            throw DatabaseError(
                .unsupported, "\(table.schema).\(table.name) has more than \(Self.maximumColumns) columns", wayOut: "name another table")
        }
        self.table = table
        plainColumns = table.columns.indices.filter { Self.plain(table.columns[$0]) != nil }
        groupColumns = Self.groupColumns(of: table)
    }

    /// Indexed columns but times, uuids and identities: those whose values may be few.
    static func groupColumns(of table: LogTable) -> [Int] {
        let indexed = Set(table.indexes.flatMap { $0.columns.compactMap(\.self) })
        return table.columns.indices.filter { index in
            let column = table.columns[index]
            return indexed.contains(column.name) && !column.kind.isKey
        }
    }

    func rows(on connection: Connection) throws(DatabaseError) -> [SampledRow] {
        let result = try connection.query(sql, format: .binary)
        return (0..<result.count).map { row(result, $0) }
    }

    private var sql: String {
        let time = table.roles.time.map { Identifier($0).description } ?? "NULL::timestamp"
        let level = table.roles.level.map { "\(Identifier($0))::text" } ?? "NULL::text"
        let names = table.columns.map { Identifier($0.name).description }
        let expressions =
            [time, level] + names.map { "pg_column_size(\($0))" } + plainColumns.compactMap { Self.plain(table.columns[$0]) }
            + groupColumns.map { "hashtext(\(names[$0])::text)" }
        return """
            SELECT \(expressions.joined(separator: ", "))
            FROM \(table.identifier) TABLESAMPLE SYSTEM (\(percent)) REPEATABLE (1) LIMIT \(Self.maximumRows)
            """
    }

    /// Of the pages: as many as hold the rows that are asked for.
    private var percent: Double {
        let pages = max(1, Double(table.sizes.heap.bytes) / 8192)
        let rows = table.rowEstimate.map { Double($0.rows) } ?? pages * Self.assumedRowsPerPage
        let share = max(Self.targetRows / max(1, rows), Self.leastPages / pages)
        return (min(1, share) * 1e6).rounded(.up) / 1e4
    }

    /// SQL for a value's bytes before compression and without a length word; `nil` where its stored size says it.
    private static func plain(_ column: LogColumn) -> String? {
        let name = Identifier(column.name)
        switch column.kind {
        case .text, .varchar, .character: return "octet_length(\(name))"
        case .json: return "octet_length(\(name)::text)"
        case .jsonb:
            // Deleting nothing unpacks an object or array; a single value is never long enough to be packed.
            return "CASE WHEN jsonb_typeof(\(name)) IN ('object', 'array') THEN pg_column_size(\(name) #- '{}') - 4 END"
        default: return column.type == "bytea" ? "octet_length(\(name))" : nil
        }
    }
}

extension SampleSelection {
    private static let firstSize = 2

    private func row(_ result: QueryResult, _ row: Int) -> SampledRow {
        let firstPlain = Self.firstSize + table.columns.count
        let firstGroup = firstPlain + plainColumns.count
        var plain = [Int?](repeating: nil, count: table.columns.count)
        for (place, column) in plainColumns.enumerated() { plain[column] = length(result, row, firstPlain + place) }
        var groups: [Int: String] = [:]
        for (place, column) in groupColumns.enumerated() {
            groups[column] = result.integer(row, firstGroup + place).map { String($0) }
        }
        return SampledRow(
            time: result.timestamp(row, 0), level: result.bytes(row, 1).flatMap(Level.init(parsing:)) ?? .info,
            stored: table.columns.indices.map { length(result, row, Self.firstSize + $0) }, plain: plain, groups: groups)
    }

    private func length(_ result: QueryResult, _ row: Int, _ column: Int) -> Int? {
        result.integer(row, column).map { max(0, Int(clamping: $0)) }
    }
}
