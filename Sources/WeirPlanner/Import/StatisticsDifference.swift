import WeirRecords

/// What two looks at `pg_stat_user_tables` say of the time between them.
package struct StatisticsDifference: Equatable, Sendable {
    package let first: TableStatisticsSnapshot
    package let second: TableStatisticsSnapshot
    /// Over 0.
    package let spanHours: Double

    /// - Throws: where the looks are not of one table, not in order, or counters fell in between.
    package init(_ first: TableStatisticsSnapshot, _ second: TableStatisticsSnapshot) throws(PlanError) {
        guard first.table == second.table, first.relid == second.relid || first.relid == nil || second.relid == nil else {
            throw .imported(
                "the snapshots are of two tables: \(first.named) and \(second.named)",
                "take both of one; a table that was made anew has counters of its own")
        }
        spanHours = try ImportedTime.span(first.takenAt, second.takenAt, of: "snapshot")
        (self.first, self.second) = (first, second)
        try checkResets()
    }

    /// - Parameter snapshots: of one table, as given; the first and the last count.
    package init(_ snapshots: [TableStatisticsSnapshot]) throws(PlanError) {
        guard let first = snapshots.first, let last = snapshots.last, snapshots.count > 1 else {
            throw .imported(
                "there is one snapshot only", "give two: \"\(TableStatisticsSnapshot.query)\" now and a day later, with --snapshot each")
        }
        for (before, after) in zip(snapshots, snapshots.dropFirst()) where snapshots.count > 2 {
            _ = try StatisticsDifference(before, after)
        }
        try self.init(first, last)
    }

    private func checkResets() throws(PlanError) {
        let wayOut = "take a new first snapshot now and the second a day later; pg_stat_reset, a crash and a failover each begin anew"
        if let before = first.statsReset, let after = second.statsReset, before != after {
            throw .imported("statistics were reset between the snapshots, at \(after.prefix(40))", wayOut)
        }
        for case let (name, before?, after?) in counters where after < before {
            throw .imported(
                "\(name) of \(first.table) fell from \(before) to \(after): its statistics were reset between the snapshots", wayOut)
        }
        guard second.inserted > first.inserted else {
            throw .imported(
                "no row was inserted into \(first.table) between the snapshots",
                "check that it is the log table (--table) and that logging into the database is on")
        }
    }

    /// Those that are selected in both are compared.
    private var counters: [(name: String, first: Int64?, second: Int64?)] {
        [
            ("n_tup_ins", first.inserted, second.inserted), ("n_tup_upd", first.updated, second.updated),
            ("n_tup_del", first.deleted, second.deleted), ("vacuum_count", first.vacuums, second.vacuums),
            ("autovacuum_count", first.autovacuums, second.autovacuums),
        ]
    }

    /// Neither is negative and none fell, so the difference holds.
    private func perHour(_ before: Int64, _ after: Int64) -> Double { Double(after - before) / spanHours }

    package var insertedPerHour: Double { perHour(first.inserted, second.inserted) }
    package var deletedPerHour: Double { perHour(first.deleted, second.deleted) }

    /// By hand and by themselves; `nil` where both counts were not selected twice.
    package var vacuumsPerHour: Double? {
        guard let manual = first.vacuums, let later = second.vacuums, let own = first.autovacuums, let latest = second.autovacuums else {
            return nil
        }
        return perHour(manual, later) + perHour(own, latest)
    }
}

extension StatisticsDifference {
    /// PostgreSQL's own estimates of live and dead rows, kept up between two vacuums: assumed to lie within this factor.
    static let estimateFactor = 1.2

    package var observations: Observations {
        var observations = Observations()
        let factor = SpanUncertainty.factor(spanHours: spanHours)
        let origin = "pg_stat_user_tables, \(spanHours.hoursText) apart"
        observations.rowsPerHour = Observed(insertedPerHour, factor: factor, origin: origin)
        observations.deletedPerHour = Observed(deletedPerHour, factor: factor, origin: origin)
        observations.vacuumsPerHour = vacuumsPerHour.map { Observed($0, factor: factor, origin: origin) }
        observations.liveRows = Observed(Double(second.live), factor: Self.estimateFactor, origin: origin)
        observations.deadRows = Observed(Double(second.dead), factor: Self.estimateFactor, origin: origin)
        observations.notes = [short, updates, undeleted, unvacuumed].compactMap { $0 }
        return observations
    }

    private var short: Plan.Assumption? {
        guard spanHours < SpanUncertainty.dayHours else { return nil }
        return Plan.Assumption(
            subject: "snapshots",
            text: "they lie \(spanHours.hoursText) apart, under a day: the mean of a day is taken to lie within a factor of"
                + " \(SpanUncertainty.factor(spanHours: spanHours).factorText)",
            lookUp: "take a snapshot at the same hour of another day")
    }

    private var updates: Plan.Assumption? {
        guard let before = first.updated, let after = second.updated else { return nil }
        let perHour = perHour(before, after)
        guard perHour > insertedPerHour / 100 else { return nil }
        return Plan.Assumption(
            subject: "updates",
            text: "\(perHour.roundedText) rows an hour are updated, each of which leaves a dead row that is not counted here",
            lookUp: "find what updates \(first.table): pg_stat_statements")
    }

    private var undeleted: Plan.Assumption? {
        guard deletedPerHour == 0 else { return nil }
        return Plan.Assumption(
            subject: "clean-up",
            text: "no row was deleted in \(spanHours.hoursText): the clean-up has failed, or no row is old enough yet",
            lookUp: "compare the oldest row's time with the retention in force, and look for the clean-up's errors")
    }

    private var unvacuumed: Plan.Assumption? {
        LateVacuum.note(live: Double(second.live), dead: Double(second.dead), .postgresDefault)
    }
}

extension TableStatisticsSnapshot {
    fileprivate var named: String { relid.map { "\(table) (relid \($0))" } ?? table }
}
