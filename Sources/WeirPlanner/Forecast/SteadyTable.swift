import WeirRecords

/// A table under one retention and a load that is the same every day, from empty on: what it comes to, and when it outgrows a disk.
struct SteadyTable {
    private let coefficients: TableCoefficients
    private let rules: TableRules
    /// Mean over a day; none of a class that is off.
    private let rowsPerHour: PerClass<Double>
    /// 24 factors by hour of the day, mean 1.
    private let factors: [Double]

    init(
        _ coefficients: TableCoefficients, _ policy: RetentionPolicy, rowsPerHour: PerClass<Double>,
        shape: DayShape = DayShape(.aroundTheClock), vacuum: VacuumSettings = .postgresDefault,
        checkpoints: CheckpointSettings = CheckpointSettings()
    ) {
        self.coefficients = coefficients
        rules = TableRules(Scenario(.present, policy, vacuum: vacuum), checkpoints: checkpoints)
        self.rowsPerHour = PerClass { policy.isOn[$0] ? max(0, rowsPerHour[$0]) : 0 }
        factors = shape.factors
    }

    /// Hours that the retention keeps each class's rows; infinite where for ever.
    var keptHours: PerClass<Double> { PerClass { rules.retention.keptHours($0, rowsPerHour: rowsPerHour[$0]) } }

    // MARK: Plateau

    /// From an empty table until it has come round, and the hours after that in which it is looked at.
    private struct Course {
        var settling: Double
        var looking: Double

        var hours: Double { settling + looking }
    }

    /// Nil where there is no plateau: rows are kept for ever, or their room is.
    private var course: Course? {
        let kept = keptHours
        let live = RetentionClass.allCases.reduce(0) { $0 + (rowsPerHour[$1] > 0 ? rowsPerHour[$1] * kept[$1] : 0) }
        guard rowsPerHour.sum > 0 else { return Course(settling: 0, looking: 1) }
        guard live.isFinite, rules.vacuum.isEnabled else { return nil }
        let untilVacuum = (rules.vacuum.deadThreshold + rules.vacuum.deadScale * live) / rowsPerHour.sum
        let turn = Double(rules.retention.cleanupEveryHours) + untilVacuum
        let course = Course(settling: max(kept.standard, kept.debug) + Self.settlingTurns * turn, looking: max(Self.weekHours, turn))
        return course.hours.isFinite ? course : nil
    }

    /// Vacuums after the first rows are deleted: index pages serve again by the second one, and one more is to spare.
    private static let settlingTurns = 3.0
    private static let weekHours = 168.0
    /// Steps of one run; retentions of many years are run in steps of some hours.
    private static let mostSteps = 20_000.0

    /// A week in which the table has come round, longer where vacuums are rarer; nil where rows or their room are kept for ever.
    var plateau: TableRun.Plateau? {
        guard let course else { return nil }
        let step = max(1, (course.hours / Self.mostSteps).rounded(.up))
        var table = ReducedTable(coefficients, rules.counted(inStepsOf: step))
        var plateau = TableRun.Plateau()
        let settled = Int(course.settling / step)
        for number in 0..<Int((course.hours / step).rounded(.up)) {
            let state = table.advance(inserted: rows(inStep: number, of: step))
            if number >= settled { plateau.add(state, state.total) }
        }
        return plateau
    }

    /// Bytes of WAL that a row writes in its life once the table has come round; nil where it never does or there are no rows.
    var walPerRow: Double? {
        guard rowsPerHour.sum > 0, let plateau else { return nil }
        return plateau.walPerDay / (24 * rowsPerHour.sum)
    }

    private func rows(inStep number: Int, of hours: Double) -> PerClass<Double> {
        rowsPerHour * (hours > 1 ? hours : factors[number % DayShape.hoursPerDay])
    }

    // MARK: Filling

    /// Beyond this a forecast from today's load says nothing.
    private static let horizonHours = 5 * MeanHours.year

    /// Hours until the files take more than so many bytes; nil where they don't within five years.
    func hoursUntilOver(_ room: Double) -> Double? {
        var table = ReducedTable(coefficients, rules)
        var before = 0.0
        for hour in 0..<Int(min(course?.hours ?? .infinity, Self.horizonHours).rounded(.up)) {
            let after = table.advance(inserted: rows(inStep: hour, of: 1)).total
            if after > room { return Double(hour) + max(0, room - before) / (after - before) }
            before = after
        }
        return nil
    }
}

extension TableRules {
    /// The same rules where a step of the model stands for some hours: as rarely cleaned up as a step is long.
    fileprivate func counted(inStepsOf hours: Double) -> TableRules {
        guard hours > 1 else { return self }
        var counted = self
        counted.retention.standard = retention.standard.counted(inStepsOf: hours)
        counted.retention.debug = retention.debug?.counted(inStepsOf: hours)
        counted.retention.cleanupEveryHours = max(1, Int(Double(retention.cleanupEveryHours) / hours))
        counted.checkpoints.everyHours = checkpoints.everyHours / hours
        return counted
    }
}

extension TableCase.Limit {
    fileprivate func counted(inStepsOf hours: Double) -> TableCase.Limit {
        if case .hours(let age) = self { .hours(age / hours) } else { self }
    }
}
