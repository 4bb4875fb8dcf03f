package import WeirRecords

/// One look at a table's row of `pg_stat_user_tables`: counters since they were last reset, and the time of the look.
package struct TableStatisticsSnapshot: Equatable, Sendable {
    package var table: String
    package var takenAt: Timestamp
    /// The table's own number: another one is another table, though it has the name; `nil` where it was not selected.
    package var relid: String?
    package var statsReset: String?
    package var inserted: Int64
    package var deleted: Int64
    /// `nil` where it was not selected, as are the vacuums.
    package var updated: Int64?
    package var live: Int64
    package var dead: Int64
    package var vacuums: Int64?
    package var autovacuums: Int64?

    /// Every look at the table that a file holds: one, or two that were saved one after the other.
    ///
    /// - Parameters:
    ///   - bytes: of the file: what psql prints, CSV or JSON.
    ///   - name: of the file, for messages.
    ///   - table: `name` or `schema.name`; `nil`: the only one, or the one that is named like a log table.
    ///   - takenAt: where the rows have no column `taken_at` or `now`; goes before it.
    package static func all(
        in bytes: [UInt8], name: String, table: String?, takenAt: Timestamp? = nil
    ) throws(PlanError) -> [TableStatisticsSnapshot] {
        let result = try ResultText(bytes, name: name)
        var snapshots: [TableStatisticsSnapshot] = []
        for row in try rows(of: table, in: result.rows, name) {
            snapshots.append(try TableStatisticsSnapshot(row, name, table, takenAt))
        }
        return snapshots
    }

    private init(_ row: ResultText.Row, _ name: String, _ table: String?, _ takenAt: Timestamp?) throws(PlanError) {
        self.table = row.value("relname") ?? table ?? ""
        if let takenAt { self.takenAt = takenAt } else { self.takenAt = try Self.time(of: row, name) }
        (relid, statsReset) = (row.value("relid"), row.value("stats_reset"))
        inserted = try Self.counter("n_tup_ins", row, name)
        deleted = try Self.counter("n_tup_del", row, name)
        live = try Self.counter("n_live_tup", row, name)
        dead = try Self.counter("n_dead_tup", row, name)
        updated = try Self.count("n_tup_upd", row, name)
        vacuums = try Self.count("vacuum_count", row, name)
        autovacuums = try Self.count("autovacuum_count", row, name)
    }

    /// A look at a live table.
    package init(
        table: String, takenAt: Timestamp, inserted: Int64, updated: Int64? = nil, deleted: Int64, live: Int64, dead: Int64,
        vacuums: Int64 = 0,
        autovacuums: Int64? = nil
    ) {
        self.table = table
        self.takenAt = takenAt
        (self.inserted, self.updated, self.deleted) = (inserted, updated, deleted)
        (self.live, self.dead) = (live, dead)
        (self.vacuums, self.autovacuums) = (vacuums, autovacuums)
    }

    static let query = "SELECT now() AS taken_at, * FROM pg_stat_user_tables"

    private static func time(of row: ResultText.Row, _ name: String) throws(PlanError) -> Timestamp {
        guard let text = row.value("taken_at", "now") else {
            throw .imported("\(name) doesn't say when it was taken", "select \"\(query)\", or give the time: \(name)@2026-11-21T10:00:00Z")
        }
        guard let time = ImportedTime.parse(text) else {
            throw .imported("\(name) was taken at \"\(text.prefix(40))\", which is no time", "SET datestyle = iso, or give it: FILE@TIME")
        }
        return time
    }

    private static func counter(_ column: String, _ row: ResultText.Row, _ name: String) throws(PlanError) -> Int64 {
        guard let count = try count(column, row, name) else { throw .imported("\(name) has no \(column)", "select \"\(query)\"") }
        return count
    }

    /// `nil` where it was not selected.
    private static func count(_ column: String, _ row: ResultText.Row, _ name: String) throws(PlanError) -> Int64? {
        guard let text = row.value(column) else { return nil }
        guard let count = Int64(text), count >= 0 else {
            throw .imported("\(column) in \(name) is \"\(text.prefix(40))\", which is no count", "save it anew: \"\(query)\"")
        }
        return count
    }
}

extension TableStatisticsSnapshot {
    private static let likelyNames: Set = ["logs", "log", "event_log", "audit_log"]
    private static let namesShown = 8

    private static func rows(of table: String?, in rows: [ResultText.Row], _ name: String) throws(PlanError) -> [ResultText.Row] {
        let tables = Set(rows.map(fullName))
        let matches = rows.filter { isMatch($0, table, amongMany: tables.count > 1) }
        let names = tables.sorted().prefix(namesShown).joined(separator: ", ")
        if matches.isEmpty {
            throw .imported("\(name) has no row of \(table ?? "a table named logs")", "name one with --table (of \(names))")
        }
        if Set(matches.map(fullName)).count > 1 {
            throw .imported("\(name) has more than one \(table ?? "log table")", "name it: --table SCHEMA.NAME (of \(names))")
        }
        return matches
    }

    private static func isMatch(_ row: ResultText.Row, _ table: String?, amongMany: Bool) -> Bool {
        let own = row.value("relname")
        guard let table else { return !amongMany || own.map(likelyNames.contains) ?? false }
        return own == table || fullName(row) == table || (own == nil && !amongMany)
    }

    private static func fullName(_ row: ResultText.Row) -> String {
        [row.value("schemaname"), row.value("relname")].compactMap { $0 }.joined(separator: ".")
    }
}
