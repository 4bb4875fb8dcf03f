import WeirRecords

/// What a look at a table asks beside its discovery.
enum ProbeCatalog {
    static func fixedBytes(of table: LogTable, on connection: Connection) throws(DatabaseError) -> [Int?] {
        let sql = """
            SELECT attname, attlen::int FROM pg_attribute
            WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """
        let rows = try connection.query(sql, [.text(table.identifier.description)])
        var lengths: [String: Int] = [:]
        for row in 0..<rows.count {
            guard let name = rows.string(row, 0), let length = rows.integer(row, 1), length > 0 else { continue }
            lengths[name] = Int(length)
        }
        return table.columns.map { lengths[$0.name] }
    }

    /// What decides when vacuum and checkpoints come, and what would make pages other than they are taken to be.
    private static let settingNames = [
        "autovacuum", "autovacuum_vacuum_threshold", "autovacuum_vacuum_scale_factor", "autovacuum_vacuum_insert_threshold",
        "autovacuum_vacuum_insert_scale_factor", "autovacuum_naptime", "autovacuum_vacuum_cost_limit", "autovacuum_vacuum_cost_delay",
        "vacuum_cost_limit", "track_counts", "checkpoint_timeout", "checkpoint_completion_target", "max_wal_size", "full_page_writes",
        "wal_compression", "wal_log_hints", "data_checksums", "default_toast_compression",
        "block_size",
    ]

    /// A partitioned table's parameters are those of its first partition, which is what is vacuumed.
    static func settings(of table: LogTable, on connection: Connection) throws(DatabaseError) -> [String: String] {
        let names = "{" + settingNames.joined(separator: ",") + "}"
        let sql = """
            SELECT name, setting FROM pg_settings WHERE name = ANY ($2::text[])
            UNION ALL
            SELECT option_name, option_value FROM pg_options_to_table((
                SELECT c.reloptions FROM pg_class c
                WHERE c.oid = $1::regclass OR c.oid IN (SELECT relid FROM pg_partition_tree($1::regclass) WHERE isleaf)
                ORDER BY c.relkind = 'p', c.oid DESC LIMIT 1))
            """
        let rows = try connection.query(sql, [.text(table.identifier.description), .text(names)])
        var settings: [String: String] = [:]
        for row in 0..<rows.count {
            if let name = rows.string(row, 0), let value = rows.string(row, 1) { settings[name] = value }
        }
        return settings
    }

    /// `nil` where no index begins with the time, so that it would mean reading the table.
    static func times(of table: LogTable, on connection: Connection) throws(DatabaseError) -> ClosedRange<Timestamp>? {
        guard let time = table.roles.time, table.indexes.contains(where: { $0.isWhole && $0.method == "btree" && $0.columns.first == time })
        else { return nil }
        let name = Identifier(time)
        let finite = "FROM \(table.identifier) WHERE \(name) > '-infinity' AND \(name) < 'infinity'"
        let row = try connection.query("SELECT (SELECT min(\(name)) \(finite)), (SELECT max(\(name)) \(finite))", format: .binary)
        guard row.count == 1, let first = row.timestamp(0, 0), let last = row.timestamp(0, 1), first <= last else { return nil }
        return first...last
    }
}

extension ProbeCatalog {
    /// Values of the level stay readable, as they are to be told apart; others come as a hash.
    static func columnStatistics(of table: LogTable, on connection: Connection) throws(DatabaseError) -> [ColumnStatistics] {
        let sql = """
            SELECT attname, null_frac, avg_width, CASE WHEN attname = $4 THEN v.value ELSE hashtext(v.value)::text END, v.share
            FROM pg_stats
            LEFT JOIN LATERAL unnest(most_common_vals::text::text[], most_common_freqs) v(value, share) ON attname = ANY ($5::text[])
            WHERE schemaname = $1 AND tablename = $2 AND inherited = $3::bool
            ORDER BY attname, v.share DESC
            """
        let level = table.roles.level ?? ""
        let grouped = SampleSelection.groupColumns(of: table).map { table.columns[$0].name } + [level]
        let rows = try connection.query(
            sql,
            [
                .text(table.schema), .text(table.name), .text(table.isPartitioned ? "t" : "f"), .text(level),
                .text(arrayLiteral(grouped)),
            ])
        return statistics(rows)
    }

    private static func statistics(_ rows: QueryResult) -> [ColumnStatistics] {
        var columns: [ColumnStatistics] = []
        for row in 0..<rows.count {
            guard let name = rows.string(row, 0) else { continue }
            if columns.last?.name != name {
                columns.append(
                    ColumnStatistics(
                        name: name, nullShare: share(rows, row, 1), averageBytes: Int(clamping: rows.integer(row, 2) ?? 0), commonValues: []
                    ))
            }
            guard let value = rows.string(row, 3) else { continue }
            columns[columns.count - 1].commonValues.append(ColumnStatistics.CommonValue(value: value, share: share(rows, row, 4)))
        }
        return columns
    }

    private static func share(_ rows: QueryResult, _ row: Int, _ column: Int) -> Double {
        let value = rows.string(row, column).flatMap(Double.init) ?? 0
        return value.isFinite ? min(1, max(0, value)) : 0
    }

    private static func arrayLiteral(_ names: [String]) -> String {
        let quoted = names.map { name in
            "\"" + name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
        }
        return "{" + quoted.joined(separator: ",") + "}"
    }
}
