import WeirRecords

extension TableRules {
    /// The rules of a scenario on a server with these settings.
    init(_ scenario: Scenario, checkpoints: CheckpointSettings, events: [TableCase.Event] = []) {
        self.init(
            retention: TableCase.Retention(scenario.policy).simplest(isOn: scenario.policy.isOn), vacuum: scenario.vacuum,
            checkpoints: checkpoints, partitions: scenario.hasDailyPartitions ? TableCase.Partitions(drop: true) : nil, events: events)
    }
}

extension TableCase.Retention {
    /// Clean-ups come at the end of whole hours: more frequent ones are taken as hourly, which keeps up to an hour's rows more.
    init(_ policy: RetentionPolicy) {
        let every = min(max(1, policy.cleanupEvery.inHours.rounded()), Self.longestCleanupHours)
        self.init(
            standard: TableCase.Limit(policy.standard), debug: TableCase.Limit(policy.debug), cleanupEveryHours: Int(every))
    }

    /// Rows that go in the order in which they came never lie strewn among others: one limit for all says so, where both
    /// classes are kept for the same time or only one gets rows.
    fileprivate func simplest(isOn: PerClass<Bool>) -> TableCase.Retention {
        var simplest = self
        switch (isOn.standard, isOn.debug) {
        case (true, true):
            if case .rows = standard { return self }
            if standard == debug { simplest.debug = nil }
        case (false, true): (simplest.standard, simplest.debug) = (debug ?? standard, nil)
        case (true, false), (false, false): simplest.debug = nil
        }
        return simplest
    }

    /// A year: rarer than that is never within a plan.
    private static let longestCleanupHours = 8784.0

    /// Hours that a class is kept at so many rows an hour; 0 where there are none, infinite where for ever.
    func keptHours(_ retentionClass: RetentionClass, rowsPerHour: Double) -> Double {
        guard rowsPerHour > 0 else { return 0 }
        switch retentionClass == .standard ? standard : debug ?? standard {
        case .hours(let hours): return hours
        case .rows(let count): return Double(count) / rowsPerHour
        case .forever: return .infinity
        }
    }
}

extension TableCase.Limit {
    /// A class that is off gets no rows, so that what is left of it is past retention at once.
    init(_ limit: RetentionLimit) {
        switch limit {
        case .age(let age): self = .hours(age.inHours)
        case .rows(let count): self = .rows(Int(clamping: count.rows))
        case .off: self = .hours(0)
        case .forever: self = .forever
        }
    }
}
