/// What health warnings, WAL, size and counted rows say of each other.
extension Observations {
    /// Which reading of the health warning the table's size or its counted rows speak for.
    func reading(_ bytesPerRow: Double) -> Plan.Assumption? {
        guard let health, health.reading == .unknown else { return nil }
        let said = health.logTable.bytes
        let (total, origin) = (size?.value.total, size?.origin ?? "")
        if let total, max(total, said) < min(total, said) * Self.agreement {
            return settled("the table takes \(total.bytesText) (\(origin)), as the warning says: it is a total")
        }
        guard let rows = rowsPerHour, bytesPerRow > 0 else { return nil }
        let grown = rows.value * bytesPerRow * health.intervalHours
        guard grown * Self.retentionTolerance * rows.factor < said else {
            return settled("at the counted rows the table grows by \(grown.bytesText) between warnings, which an increase may be")
        }
        return settled("at the counted rows the table grows by \(grown.bytesText) between warnings, so it can't be an increase")
    }

    private func settled(_ text: String) -> Plan.Assumption {
        Plan.Assumption(subject: "health warning", text: text, lookUp: "tell with --health-reading total or increase")
    }

    /// Sizes this near to each other are the same at two times.
    private static let agreement = 1.5

    /// A row is written to WAL at least once, so WAL can't be less than what the counted rows take.
    func littleWAL(_ bytesPerRow: Double) -> Plan.Assumption? {
        guard let wal = walPerHour, let rows = rowsPerHour, bytesPerRow > 0 else { return nil }
        let needed = rows.value * bytesPerRow
        guard needed > wal.value * wal.factor * rows.factor else { return nil }
        return Plan.Assumption(
            subject: "WAL",
            text: "\(wal.value.bytesText) an hour (\(wal.origin)) are less than the \(needed.bytesText) that the counted rows take"
                + " (\(rows.origin)): the two are not of one server or one time; the rows are used",
            lookUp: "take both anew over the same hours")
    }

    /// The least that a health warning allows against the most that WAL does, where no rows were counted.
    func conflict(_ deployment: Deployment) -> Plan.Assumption? {
        guard rowsPerHour == nil, let wal = walPerHour, let health else { return nil }
        let windows = [deployment.retention.standard, deployment.retention.debug].compactMap { $0.kept(1) }
        guard let least = health.bytesPerHour(windowHours: windows.max())?.atLeast, least > wal.value * wal.factor else { return nil }
        return Plan.Assumption(
            subject: "WAL",
            text:
                "the health warning's size takes at least \(least.bytesText) an hour, which \(wal.value.bytesText) of WAL (\(wal.origin)) leave"
                + " no room for: they are not of one server or one time, or the table holds what retention should have deleted",
            lookUp: "two snapshots of pg_stat_user_tables count the rows and settle it")
    }
}
