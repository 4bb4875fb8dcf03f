import WeirRecords

extension LiveTable {
    /// What a plan takes from the look.
    package var observations: Observations {
        var found = Observations()
        found.rowsPerHour = rowsPerHourByTimes
        found.debugShare = debugShare
        found.oldestRowHours = times.map {
            Observed(ImportedTime.hours(from: $0.lowerBound, to: $0.upperBound), origin: "times of \(name)")
        }
        addState(to: &found)
        addShape(to: &found)
        let settings = ServerSettings(values: settings)
        if !self.settings.isEmpty {
            found.vacuum = Observed(settings.vacuum, origin: "pg_settings")
            found.checkpoints = Observed(settings.checkpoints, origin: "pg_settings")
        }
        found.notes = settings.notes + notes
        return found.merged(with: byCounters)
    }

    private var byCounters: Observations {
        var counted = Observations()
        counted.rowsPerHour = self.counted { Double($0.inserted) }
        counted.deletedPerHour = self.counted { Double($0.deleted) }
        counted.vacuumsPerHour = self.counted { Double($0.vacuums ?? 0) + Double($0.autovacuums ?? 0) }
        counted.walPerHour = walPerHour
        return counted
    }

    private func addState(to found: inout Observations) {
        let origin = "pg_stat_user_tables of \(name)"
        found.liveRows = liveRows.map { Observed($0, factor: StatisticsDifference.estimateFactor, origin: origin) }
        found.deadRows = deadRows.map { Observed($0, factor: StatisticsDifference.estimateFactor, origin: origin) }
        guard size.total > 0 else { return }
        var present = size
        present.indexes = plannedIndexes.map(\.bytes)
        found.size = Observed(present, origin: "size of \(name) at \(now)")
    }

    private func addShape(to found: inout Observations) {
        guard !columns.isEmpty, let (sample, origin) = rowSample else { return }
        found.columns = Observed(plannedColumns, origin: "catalog of \(name)")
        found.indexes = Observed(
            plannedIndexes.map { LogTable.Index(columns: $0.columns.compactMap(\.self), primary: $0.isPrimary) },
            origin: "catalog of \(name)")
        found.rowSample = Observed(sample, origin: origin)
    }

    private var notes: [Plan.Assumption] { [standby, empty, timeout, zone, partitions, indexesLeftOut, unvacuumed].compactMap { $0 } }

    private var standby: Plan.Assumption? {
        guard isStandby else { return nil }
        return Plan.Assumption(
            subject: "standby", text: "the server is a standby, which counts neither rows nor WAL: rates come from the rows' times alone",
            lookUp: "ask the primary")
    }

    private var empty: Plan.Assumption? {
        guard rowSample == nil else { return nil }
        return Plan.Assumption(
            subject: "rows", text: "\(name) has no row and no statistics to size it by: columns and rows are the assumed ones",
            lookUp: "ask again when rows have come in")
    }

    private var timeout: Plan.Assumption? {
        guard isSampleTimedOut else { return nil }
        return Plan.Assumption(
            subject: "rows", text: "drawing rows took too long, so their lengths are pg_stats' means",
            lookUp: "ask again at a quieter time")
    }

    /// A clock that is off, or times that are not in UTC.
    private static let zoneHours = 0.5

    private var zone: Plan.Assumption? {
        guard let last = times?.upperBound else { return nil }
        let hours = ImportedTime.hours(from: last, to: now)
        guard abs(hours) > Self.zoneHours else { return nil }
        let text =
            hours > 0
            ? "the newest row is \(hours.hoursText) old: logging has stopped, is off, or its times are not in UTC"
            : "the newest row is \((-hours).hoursText) ahead of the server: its times are not in UTC"
        return Plan.Assumption(subject: "times", text: text, lookUp: "SELECT now() AT TIME ZONE 'UTC', max(time) FROM \(name)")
    }

    private var partitions: Plan.Assumption? {
        guard isPartitioned else { return nil }
        return Plan.Assumption(
            subject: "partitions",
            text: "\(name) is partitioned: its parts are taken together, and the present setting is planned as one table"
                + " whose rows are deleted",
            lookUp: "see the scenario daily_partitions, where whole days are dropped")
    }

    private var indexesLeftOut: Plan.Assumption? {
        let all = leftOutIndexes
        guard !all.isEmpty else { return nil }
        let names = all.map { "\($0.name) (\($0.method), \($0.bytes.bytesText))" }.joined(separator: ", ")
        return Plan.Assumption(
            subject: "indexes", text: "not planned for, as only B-trees over columns are: \(names)",
            lookUp: "add their present sizes in proportion to the rows")
    }

    private var unvacuumed: Plan.Assumption? {
        guard let liveRows, let deadRows else { return nil }
        return LateVacuum.note(live: liveRows, dead: deadRows, ServerSettings(values: settings).vacuum)
    }
}

/// Dead rows that have waited for longer than the settings say.
enum LateVacuum {
    /// Times its trigger at which a vacuum is late.
    private static let overdue = 1.5

    static func note(live: Double, dead: Double, _ settings: VacuumSettings) -> Plan.Assumption? {
        let trigger = settings.deadThreshold + settings.deadScale * live
        guard settings.isEnabled, dead > trigger * overdue else { return nil }
        return Plan.Assumption(
            subject: "autovacuum",
            text: "\(dead.roundedText) dead rows wait where \(trigger.roundedText) would start a vacuum: it is held up or slow",
            lookUp: "SELECT relname, last_autovacuum FROM pg_stat_user_tables; look for old transactions and replication slots")
    }
}
