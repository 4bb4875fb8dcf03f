import WeirRecords

extension Forecaster {
    /// What a table that has come round under the present setting keeps on disk after a cut to another one.
    ///
    /// - Parameter numbers: draws to run.
    func cut(from present: Scenario, to scenario: Scenario, _ numbers: [Int]) -> ScenarioForecast.Cut? {
        guard scenario.policy != present.policy, !scenario.hasDailyPartitions else { return nil }
        let at = Self.grownHours(present.policy)
        let retention = TableCase.Retention(scenario.policy)
        var frame = frame(
            present, events: [.retentionChange(at: at, standard: retention.standard, debug: retention.debug)])
        (frame.hours, frame.start) = (at + Self.hoursAfterCut, .empty)
        frame.change = (at, scenario.policy.isOn)
        let runs = numbers.map { run(draws[$0], frame) }
        let before = Percentiles(of: runs.map { $0.dailyBytes[at / 24 - 1] })
        let after = Percentiles(of: runs.map { $0.dailyBytes.last ?? 0 })
        return ScenarioForecast.Cut(
            before: before, liveBytes: Percentiles(of: runs.map { $0.dailyLive.last ?? 0 }), onDisk: after,
            daysAfter: Double(Self.hoursAfterCut) / 24)
    }

    /// Long enough for the clean-up, vacuum, and a heap's end to be cut off.
    private static let hoursAfterCut = 14 * 24
    /// A table older than this is cut as if it were so old.
    private static let oldestHours = 90.0 * 24
    private static let capHours = 14.0 * 24

    /// Whole days until a table has come round under a policy: half as long again as its retention, two weeks under a cap of rows.
    private static func grownHours(_ policy: RetentionPolicy) -> Int {
        let hours = RetentionClass.allCases.reduce(0.0) { most, each in
            switch policy.limit(of: each) {
            case .age(let age): max(most, min(age.inHours * 1.5, oldestHours))
            case .rows: max(most, capHours)
            case .forever: oldestHours
            case .off: most
            }
        }
        return max(1, Int((hours / 24).rounded(.up))) * 24
    }
}
