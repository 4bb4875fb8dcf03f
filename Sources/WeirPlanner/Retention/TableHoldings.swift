package import WeirRecords

/// What the table holds at a moment, in rows: the live ones, and those whose room is not free yet.
package struct TableHoldings: Equatable, Sendable {
    package var live: PerClass<Double>
    /// Deleted rows that still take room in the heap until a vacuum comes.
    package var slack: PerClass<Double>
    /// Deleted rows that still take room in B-trees: their pages serve again one vacuum later.
    package var indexSlack: PerClass<Double>
    /// Rows of all classes written since the oldest kept one was, and index slack: what an index in time order spans.
    package var spanned: Double
    package var inserted: Double
    /// Time that the oldest kept row of each class goes back to, in hours.
    package var historyHours: PerClass<Double>
    package var cycle: VacuumCycle

    package var liveRows: Double { live.sum }
    package var heapRows: Double { live.sum + slack.sum }
    package var hasDeleted: Bool { slack.sum > 0 }
}

/// The rules of retention over a load, in closed form.
package struct RetentionModel: Equatable, Sendable {
    /// Pages of a B-tree serve again by the same vacuum at the earliest and by the next at the latest: sized on the later.
    static let indexVacuums = 2.0

    package var load: TableLoad
    package var policy: RetentionPolicy
    package var vacuum: VacuumSettings

    /// Classes that are switched off never reach the table.
    package init(load: TableLoad, policy: RetentionPolicy, vacuum: VacuumSettings = .postgresDefault) {
        self.policy = policy
        self.vacuum = vacuum
        self.load = load
        for retentionClass in RetentionClass.allCases where policy.limit(of: retentionClass) == .off {
            self.load.rowsPerHour[retentionClass] = 0
        }
    }

    private var cleanupHours: Double { max(policy.cleanupEvery.inHours, 1e-3) }

    /// The state after some hours, from an empty table, at the moment before a vacuum: the most that it holds.
    package func holdings(at hours: Double) -> TableHoldings {
        let live = PerClass { self.live($0, at: hours) }
        let cycle = self.cycle(live: live.sum, at: hours)
        let slack = PerClass { deleted($0, within: cycle.heapCleanups * cleanupHours, live: live[$0], at: hours) }
        let lingering = Self.indexVacuums * cycle.indexCleanups * cleanupHours
        let history = PerClass { historyHours($0, live: live[$0], at: hours) }
        return TableHoldings(
            live: live, slack: slack + swell(live, slack, at: hours),
            indexSlack: PerClass { deleted($0, within: lingering, live: live[$0], at: hours) },
            spanned: load.inserted(from: hours - max(history.standard, history.debug) - lingering, to: hours),
            inserted: load.inserted(from: 0, to: hours), historyHours: history, cycle: cycle)
    }

    private func live(_ retentionClass: RetentionClass, at hours: Double) -> Double {
        switch policy.limit(of: retentionClass) {
        case .age(let age): load.inserted(retentionClass, from: hours - age.inHours, to: hours)
        case .rows(let count): min(Double(count.rows), load.inserted(retentionClass, from: 0, to: hours))
        case .forever: load.inserted(retentionClass, from: 0, to: hours)
        case .off: 0
        }
    }

    private func historyHours(_ retentionClass: RetentionClass, live: Double, at hours: Double) -> Double {
        let rate = load.rate(at: hours)[retentionClass]
        guard rate > 0 else { return 0 }
        if case .age(let age) = policy.limit(of: retentionClass) { return min(age.inHours, hours) }
        return min(hours, live / rate)
    }

    private func cycle(live: Double, at hours: Double) -> VacuumCycle {
        let rates = load.rate(at: hours)
        let deleted = RetentionClass.allCases.reduce(0) { sum, each in
            policy.limit(of: each) == .forever ? sum : sum + rates[each] * cleanupHours
        }
        return VacuumCycle(vacuum, live: live, deleted: deleted, inserted: rates.sum * cleanupHours)
    }

    /// Rows deleted within the last hours, none of which were there before the first deletion.
    private func deleted(_ retentionClass: RetentionClass, within span: Double, live: Double, at hours: Double) -> Double {
        let everDeleted = max(0, load.inserted(retentionClass, from: 0, to: hours) - live)
        guard span.isFinite else { return everDeleted }
        return min(everDeleted, load.inserted(retentionClass, from: hours - span, to: hours))
    }

    /// The busiest hours lift the high-water mark: by their surplus with two classes, by half of it with one.
    private func swell(_ live: PerClass<Double>, _ slack: PerClass<Double>, at hours: Double) -> PerClass<Double> {
        guard slack.sum > 0 else { return .zero }
        let share = live.standard > 0 && live.debug > 0 ? 1 : 0.5
        return load.rate(at: hours) * ((load.peakFactor - 1) * share * cleanupHours)
    }
}

extension RetentionPolicy {
    package func limit(of retentionClass: RetentionClass) -> RetentionLimit {
        retentionClass == .standard ? standard : debug
    }
}

extension Duration {
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
    package var inHours: Double { inSeconds / 3600 }
}
