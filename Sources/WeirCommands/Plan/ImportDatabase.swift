import WeirDatabase
import WeirPlanner
import WeirRecords

/// A short look at a live database, for a plan.
enum ImportDatabase {
    static func look(_ url: String, table: String?) throws(CommandFailure) -> LiveTable {
        let progress = Progress()
        defer { progress.finish() }
        progress.show("looking at the log table")
        do {
            var settings = ConnectionSettings.uri(url)
            settings.statementTimeout = TableProbe.statementTimeout
            settings.applicationName = "weir plan"
            return LiveTable(try TableProbe.look(Connection(settings), table: table))
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension LiveTable {
    init(_ probe: TableProbe) {
        let table = probe.table
        let columns = zip(table.columns, probe.fixedBytes).map { column, bytes in
            Column(name: column.name, type: column.type, fixedBytes: bytes, isNullable: column.isNullable)
        }
        self.init(name: "\(table.schema).\(table.name)", columns: columns, now: probe.server.now)
        indexes = table.indexes.map(Index.init)
        size = PresentSize(
            total: Double(table.sizes.total.bytes), heap: Double(table.sizes.heap.bytes), toast: Double(table.sizes.toast.bytes))
        isPartitioned = table.isPartitioned
        levelColumn = table.roles.level
        times = probe.times
        settings = probe.settings
        isSampleTimedOut = probe.isSampleTimedOut
        rows = probe.sample.map(Row.init)
        statistics = probe.columnStatistics.map(Statistics.init)
        addCounters(table, probe.server)
    }

    /// Counters that were reset since the last vacuum or analysis know only the rows since, where the planner's estimate knows all.
    private mutating func addCounters(_ table: WeirDatabase.LogTable, _ server: ServerFacts) {
        let counted = table.statistics
        let isWhole = counted.lastAnalyze != nil || counted.lastVacuum != nil || counted.lastAutovacuum != nil || table.rowEstimate == nil
        let isCounted = !server.isStandby && counted.liveRows > .zero && isWhole
        liveRows = (isCounted ? counted.liveRows : table.rowEstimate).map { Double($0.rows) }
        deadRows = isCounted ? Double(counted.deadRows.rows) : nil
        if !server.isStandby { counters = TableStatisticsSnapshot(table.name, counted, at: server.now) }
        countedSince = server.countedSince
        (walBytes, walSince) = (server.wal?.bytes ?? 0, server.wal?.since)
        isStandby = server.isStandby
    }
}

extension TableStatisticsSnapshot {
    init(_ table: String, _ counted: TableStatistics, at now: Timestamp) {
        self.init(
            table: table, takenAt: now, inserted: counted.insertedRows.rows, deleted: counted.deletedRows.rows, live: counted.liveRows.rows,
            dead: counted.deadRows.rows, vacuums: counted.vacuums, autovacuums: counted.autovacuums)
    }
}

extension LiveTable.Index {
    init(_ index: LogIndex) {
        self.init(
            name: index.name, method: index.method, columns: index.columns, isPrimary: index.isPrimary, isWhole: index.isWhole,
            bytes: Double(index.size.bytes))
    }
}

extension LiveTable.Row {
    init(_ row: SampledRow) {
        self.init(
            time: row.time, retentionClass: RetentionClass(of: row.level), stored: row.stored, plain: row.plain, groups: row.groups)
    }
}

extension LiveTable.Statistics {
    init(_ column: ColumnStatistics) {
        self.init(
            column: column.name, nullShare: column.nullShare, averageBytes: column.averageBytes,
            common: column.commonValues.map { Common(value: $0.value, share: $0.share) })
    }
}
