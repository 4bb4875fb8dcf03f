import WeirRecords

/// The questions that are put to PostgreSQL's catalog; they hold for versions 12 and later.
enum Catalog {
    static let unreadable = DatabaseError(.protocolViolation, "the catalog holds a table without a name")

    /// Every column of every table that this user may read, partitions left to their parents. A domain counts as its base type.
    static let columns = """
        SELECT c.oid, n.nspname, c.relname, c.relkind = 'p', pg_table_is_visible(c.oid), greatest(c.reltuples, 0)::bigint,
               a.attname, format_type(a.atttypid, a.atttypmod), coalesce(nullif(t.typbasetype, 0), t.oid), NOT a.attnotnull,
               a.attidentity <> '' OR coalesce(pg_get_expr(d.adbin, d.adrelid), '') LIKE 'nextval(%'
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
          AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'
          AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
        ORDER BY n.nspname, c.relname, c.oid, a.attnum
        LIMIT $1::int
        """

    /// The table itself, or its partitions.
    private static let leaves = """
        WITH leaves AS (
            SELECT relid::oid AS oid FROM pg_partition_tree($1::oid) WHERE isleaf
            UNION SELECT $1::oid WHERE (SELECT relkind FROM pg_class WHERE oid = $1::oid) <> 'p')
        """

    static func sizes(of table: String, on connection: Connection) throws(DatabaseError) -> TableSizes {
        let sql = """
            \(leaves)
            SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint, coalesce(sum(pg_relation_size(c.oid)), 0)::bigint,
                   coalesce(sum(pg_indexes_size(c.oid)), 0)::bigint,
                   coalesce(sum(pg_total_relation_size(nullif(c.reltoastrelid, 0))), 0)::bigint
            FROM pg_class c JOIN leaves USING (oid)
            """
        let row = try connection.query(sql, [.text(table)])
        func bytes(_ column: Int) -> ByteCount { ByteCount(row.count == 1 ? row.integer(0, column) ?? 0 : 0) }
        return TableSizes(total: bytes(0), heap: bytes(1), indexes: bytes(2), toast: bytes(3))
    }

    /// `nil` where a part was never analyzed; version 14 and later mark that with −1, earlier ones with no page.
    static func rowEstimate(of table: String, on connection: Connection) throws(DatabaseError) -> RowCount? {
        let sql = """
            \(leaves)
            SELECT sum(c.reltuples)::bigint, bool_or(c.reltuples < 0 OR (c.reltuples = 0 AND c.relpages = 0))
            FROM pg_class c JOIN leaves USING (oid)
            """
        let row = try connection.query(sql, [.text(table)])
        guard row.count == 1, !row.boolean(0, 1) else { return nil }
        return row.integer(0, 0).map(RowCount.init)
    }

    static func statistics(of table: String, on connection: Connection) throws(DatabaseError) -> TableStatistics {
        func time(_ column: String) -> String { "(extract(epoch FROM max(\(column))) * 1000000)::bigint" }
        let sql = """
            \(leaves)
            SELECT coalesce(sum(n_live_tup), 0)::bigint, coalesce(sum(n_dead_tup), 0)::bigint, coalesce(sum(n_tup_ins), 0)::bigint,
                   coalesce(sum(n_tup_del), 0)::bigint, coalesce(sum(vacuum_count), 0)::bigint,
                   coalesce(sum(autovacuum_count), 0)::bigint, \(time("last_vacuum")), \(time("last_autovacuum")),
                   \(time("greatest(last_analyze, last_autoanalyze)"))
            FROM pg_stat_all_tables JOIN leaves ON oid = relid
            """
        let row = try connection.query(sql, [.text(table)])
        func integer(_ column: Int) -> Int64? { row.count == 1 ? row.integer(0, column) : nil }
        func rows(_ column: Int) -> RowCount { RowCount(integer(column) ?? 0) }
        return TableStatistics(
            liveRows: rows(0), deadRows: rows(1), insertedRows: rows(2), deletedRows: rows(3), vacuums: integer(4) ?? 0,
            autovacuums: integer(5) ?? 0, lastVacuum: integer(6).map(Timestamp.init(microseconds:)),
            lastAutovacuum: integer(7).map(Timestamp.init(microseconds:)), lastAnalyze: integer(8).map(Timestamp.init(microseconds:)))
    }
}

extension Catalog {
    /// One row for each key column of each index, the primary key's first. A partitioned index weighs what its parts weigh.
    private static let indexColumns = """
        SELECT c.oid, c.relname, m.amname, i.indisunique, i.indisprimary, i.indisvalid AND i.indpred IS NULL, a.attname,
               (SELECT coalesce(sum(pg_relation_size(p.relid)), 0) FROM pg_partition_tree(c.oid) p)::bigint
                   + pg_relation_size(c.oid) * (CASE WHEN c.relispartition THEN 0 ELSE 1 END)
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_am m ON m.oid = c.relam
        CROSS JOIN LATERAL generate_series(0, i.indnkeyatts - 1) k
        LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k] AND i.indkey[k] <> 0
        WHERE i.indrelid = $1::oid
        ORDER BY i.indisprimary DESC, c.relname, c.oid, k
        """

    static func indexes(of table: String, on connection: Connection) throws(DatabaseError) -> [LogIndex] {
        let rows = try connection.query(indexColumns, [.text(table)])
        var indexes: [LogIndex] = []
        var last: String?
        for row in 0..<rows.count {
            if rows.string(row, 0) != last { indexes.append(index(rows, row)) }
            last = rows.string(row, 0)
            indexes[indexes.count - 1].columns.append(rows.string(row, 6))
        }
        return indexes
    }

    private static func index(_ rows: QueryResult, _ row: Int) -> LogIndex {
        LogIndex(
            name: rows.string(row, 1) ?? "", method: rows.string(row, 2) ?? "", columns: [], isUnique: rows.boolean(row, 3),
            isPrimary: rows.boolean(row, 4), isWhole: rows.boolean(row, 5), size: ByteCount(rows.integer(row, 7) ?? 0))
    }
}
