import WeirRecords

extension Observations {
    /// What the observations say of themselves, and where they contradict the deployment file: to stand among a plan's assumptions.
    ///
    /// - Parameter bytesPerRow: on disk for each live row, from the plan's layout.
    package func findings(for deployment: Deployment, bytesPerRow: Double) -> [Plan.Assumption] {
        notes + [retention(deployment), size(bytesPerRow), health(bytesPerRow), wal(bytesPerRow)].compactMap { $0 }
    }

    /// What differs by less than this is the day's shape, a clean-up's interval, or growth.
    static let retentionTolerance = 3.0
    static let sizeTolerance = 3.0

    /// Live rows against what retention leaves of the rows that come in.
    private func retention(_ deployment: Deployment) -> Plan.Assumption? {
        guard let live = liveRows, let rate = rowsPerHour, rate.value > 0 else { return nil }
        let share = debugShare?.value ?? LoadPrior.debugPerStandard / (1 + LoadPrior.debugPerStandard)
        let kept = deployment.retention.standard.kept(rate.value * (1 - share)).sum(deployment.retention.debug.kept(rate.value * share))
        guard let kept, kept > 0 else { return nil }
        let ratio = live.value / kept
        let room = Self.retentionTolerance * rate.factor * live.factor
        guard ratio > room || ratio * room < 1 else { return nil }
        let reason =
            ratio > 1 ? "the clean-up fails or keeps longer than the file says" : "the table is young, or keeps less than the file says"
        return Plan.Assumption(
            subject: "retention",
            text: "\(live.value.roundedText) rows are live (\(live.origin)) where retention × rate leaves \(kept.roundedText): \(reason)",
            lookUp: "compare the time of each class's oldest row with the retention in force")
    }

    /// Bytes on disk against live rows at the size that the layout gives them.
    private func size(_ bytesPerRow: Double) -> Plan.Assumption? {
        guard let size, let live = liveRows, live.value > 0, bytesPerRow > 0 else { return nil }
        let expected = live.value * bytesPerRow
        let room = Self.sizeTolerance * size.factor * live.factor
        guard size.value.total > expected * room, size.value.total > Self.smallBytes else { return nil }
        return Plan.Assumption(
            subject: "bloat",
            text: "the table takes \(size.value.total.bytesText) for \(live.value.roundedText) live rows, which need about"
                + " \(expected.bytesText): most of it is room that was left behind and stays until VACUUM FULL, REINDEX or pg_repack",
            lookUp: "pgstattuple on the table and its indexes")
    }

    /// Which reading of the health warning the table's size or its counted rows speak for.
    private func health(_ bytesPerRow: Double) -> Plan.Assumption? {
        guard let health, health.reading == .unknown else { return nil }
        let said = health.logTable.bytes
        let (total, origin) = (size?.value.total, size?.origin ?? "")
        if let total, max(total, said) < min(total, said) * Self.agreement {
            return reading("the table takes \(total.bytesText) (\(origin)), as the warning says: it is a total")
        }
        guard let rows = rowsPerHour, bytesPerRow > 0 else { return nil }
        let grown = rows.value * bytesPerRow * health.intervalHours
        guard grown * Self.retentionTolerance * rows.factor < said else {
            return reading("at the counted rows the table grows by \(grown.bytesText) between warnings, which an increase may be")
        }
        return reading("at the counted rows the table grows by \(grown.bytesText) between warnings, so it can't be an increase")
    }

    private func reading(_ text: String) -> Plan.Assumption {
        Plan.Assumption(subject: "health warning", text: text, lookUp: "tell with --health-reading total or increase")
    }

    /// Sizes this near to each other are the same at two times.
    private static let agreement = 1.5

    /// A row is written to WAL at least once, so WAL can't be less than what the counted rows take.
    private func wal(_ bytesPerRow: Double) -> Plan.Assumption? {
        guard let wal = walPerHour, let rows = rowsPerHour, bytesPerRow > 0 else { return nil }
        let needed = rows.value * bytesPerRow
        guard needed > wal.value * wal.factor * rows.factor else { return nil }
        return Plan.Assumption(
            subject: "WAL",
            text: "\(wal.value.bytesText) an hour (\(wal.origin)) are less than the \(needed.bytesText) that the counted rows take"
                + " (\(rows.origin)): the two are not of one server or one time; the rows are used",
            lookUp: "take both anew over the same hours")
    }

    /// A table below this is small enough for its fixed pages to count.
    private static let smallBytes = 1e6
}

extension RetentionLimit {
    /// Rows that are left of so many an hour; `nil` where nothing limits them.
    fileprivate func kept(_ rowsPerHour: Double) -> Double? {
        switch self {
        case .age(let age): rowsPerHour * age.inHours
        case .rows(let count): Double(count.rows)
        case .off: 0
        case .forever: nil
        }
    }
}

extension Double? {
    fileprivate func sum(_ other: Double?) -> Double? {
        guard let self, let other else { return nil }
        return self + other
    }
}
