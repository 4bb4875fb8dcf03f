extension Observations {
    /// A plan's assumptions without those whose place a fact has taken; what was counted is said instead.
    package func amending(_ assumptions: [Plan.Assumption]) -> [Plan.Assumption] {
        assumptions.compactMap { assumption in
            switch assumption.subject {
            case "load": load ?? assumption
            case "log table": columns == nil ? assumption : nil
            case "PostgreSQL": server(assumption)
            default: assumption
            }
        }
    }

    private var load: Plan.Assumption? {
        guard let rows = rowsPerHour else { return nil }
        let scaled = peakConcurrentSessions.map { " at \($0) sessions, scaled to the deployment's" } ?? ", taken for the deployment's own"
        return Plan.Assumption(
            subject: "load",
            text: "\(rows.value.roundedText) rows an hour were counted (\(rows.origin))\(scaled); the mean of a longer time is taken to lie"
                + " within a factor of \(rows.factor.factorText)",
            lookUp: debugShare == nil
                ? "the share of debug is still the prior's: --database tells it"
                : "look again after a week: a longer time narrows the range")
    }

    /// What of the server's is still taken for granted.
    private func server(_ assumption: Plan.Assumption) -> Plan.Assumption? {
        guard vacuum != nil || checkpoints != nil || size != nil else { return assumption }
        let taken = [
            vacuum == nil ? "autovacuum at its defaults" : nil, checkpoints == nil ? "checkpoints at their defaults" : nil,
            "one row a transaction", size == nil ? "the table empty at the beginning" : nil,
        ].compactMap { $0 }
        return Plan.Assumption(
            subject: assumption.subject, text: taken.joined(separator: ", "),
            lookUp: vacuum == nil ? assumption.lookUp : "SELECT xact_commit FROM pg_stat_database, beside n_tup_ins of the table")
    }
}
