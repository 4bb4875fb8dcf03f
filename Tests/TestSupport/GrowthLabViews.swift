import WeirPlanner

extension GrowthLabScript {
    /// The tables that hold rows, what autovacuum would do to them now, and their sizes.
    var views: String {
        """
        CREATE VIEW lab_tables AS SELECT oid, oid::regclass AS relation, reltoastrelid AS toast FROM pg_class
            WHERE relkind = 'r' AND \(isPart(of: logs));
        \(statistics)
        \(due)
        """
    }

    /// A relation itself, or its partitions.
    private func isPart(of relation: String) -> String {
        "(oid = '\(relation)'::regclass OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = '\(relation)'::regclass))"
    }

    private var statistics: String {
        """
        CREATE VIEW lab_statistics AS SELECT oid, greatest(reltuples, 0) AS live, pg_stat_get_dead_tuples(oid) AS dead,
            pg_stat_get_ins_since_vacuum(oid) AS inserted, pg_stat_get_mod_since_analyze(oid) AS changed FROM pg_class;
        """
    }

    /// Autovacuum's order: a table's vacuum, its analyze in the same command, then its TOAST table by figures of its own.
    private var due: String {
        let vacuum = plan.vacuum
        let full = """
            dead > \(vacuum.deadThreshold) + \(vacuum.deadScale) * live
                OR inserted > \(vacuum.insertThreshold) + \(vacuum.insertScale) * live
            """
        return """
            CREATE VIEW lab_due AS SELECT CASE WHEN \(full)
                THEN format('VACUUM (PARALLEL 0, PROCESS_TOAST false, ANALYZE %s) %s', (changed > 50 + 0.1 * live)::text, relation)
                ELSE format('ANALYZE %s', relation) END AS command
            FROM lab_tables JOIN lab_statistics USING (oid) WHERE (\(full)) OR changed > 50 + 0.1 * live
            UNION ALL SELECT format('VACUUM %s', toast::regclass)
            FROM lab_tables JOIN lab_statistics ON lab_statistics.oid = toast WHERE \(full);
            """
    }

    /// What autovacuum would do now; nothing where the server's own is at work.
    var check: [String] {
        let flush = "SELECT pg_stat_force_next_flush() \\g /dev/null"
        guard hourSeconds == nil, plan.vacuum.isEnabled else { return [flush] }
        return [flush, "SELECT command FROM lab_due \\gexec", flush]
    }

    /// Hour, rows in and out, WAL bytes of three steps, four sizes, and each index. Nothing here reads rows: that would prune them.
    var figures: String {
        let indexes = plan.indexes.indices.map { number in
            "(SELECT coalesce(sum(pg_relation_size(oid)), 0) FROM pg_class WHERE relkind = 'i' AND \(isPart(of: GrowthLabTable.index(number))))"
        }
        let steps = ":inserted_at - :begin, :deleted_at - :cleanup_at, :end - :deleted_at + :cleanup_at - :inserted_at"
        let sizes = """
            coalesce(sum(pg_relation_size(oid)), 0), coalesce(sum(pg_relation_size(nullif(toast, 0))), 0),
            coalesce(sum(pg_indexes_size(nullif(toast, 0))), 0), coalesce(sum(pg_total_relation_size(oid)), 0)
            """
        return "SELECT :hour, :inserted, :deleted, \(steps), \(sizes), "
            + "\(indexes.joined(separator: ", ")) FROM lab_tables;"
    }
}
