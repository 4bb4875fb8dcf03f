import WeirRecords

extension Observations {
    /// What the observations say of themselves, and where they contradict the deployment file: to stand among a plan's assumptions.
    ///
    /// - Parameter bytesPerRow: on disk for each live row, from the plan's layout.
    package func findings(for deployment: Deployment, bytesPerRow: Double) -> [Plan.Assumption] {
        let own = [
            counted, columns(deployment), retention(deployment), bloat(bytesPerRow), reading(bytesPerRow), littleWAL(bytesPerRow),
            conflict(deployment),
        ]
        return notes + own.compactMap { $0 }
    }

    /// What takes the prior's place.
    private var counted: Plan.Assumption? {
        guard let rows = rowsPerHour else { return nil }
        let scaled = peakConcurrentSessions.map { " at \($0) sessions, scaled to the deployment's" } ?? ", taken for the deployment's own"
        let debug = debugShare.map { "\(($0.value * 100).roundedText) % of them debug (\($0.origin))" }
        return Plan.Assumption(
            subject: "counted rows",
            text:
                "\(rows.value.roundedText) an hour (\(rows.origin))\(scaled), \(debug ?? "the share of debug as in the prior"); the mean of"
                + " a longer time is taken to lie within a factor of \(rows.factor.factorText)",
            lookUp: debug == nil ? "--database tells the share of debug" : "look again after a week: a longer time narrows the range")
    }

    /// The deployment file's columns against the table's own.
    private func columns(_ deployment: Deployment) -> Plan.Assumption? {
        guard let columns, let given = deployment.logTable?.columns, given != columns.value else { return nil }
        let (own, other) = (Set(columns.value.map(\.name)), Set(given.map(\.name)))
        let names = own.symmetricDifference(other).sorted().prefix(Self.namesShown).joined(separator: ", ")
        return Plan.Assumption(
            subject: "log table",
            text: "the deployment file's columns are not those of the \(columns.origin)"
                + (names.isEmpty ? ", in type, NULL or order" : " (\(names))") + "; the \(columns.origin) is used",
            lookUp: "correct log_table.columns in the deployment file")
    }

    private static let namesShown = 8

    /// What differs by less than this is the day's shape, a clean-up's interval, or growth.
    static let retentionTolerance = 3.0
    private static let sizeTolerance = 3.0

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
    private func bloat(_ bytesPerRow: Double) -> Plan.Assumption? {
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

    /// A table below this is small enough for its fixed pages to count.
    private static let smallBytes = 1e6
}

extension RetentionLimit {
    /// Rows that are left of so many an hour; `nil` where nothing limits them.
    func kept(_ rowsPerHour: Double) -> Double? {
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
