import WeirRecords

/// What happens where something stands still.
package struct Failures: Sendable {
    /// Days from the moment at which the clean-up stops to the full disk; infinite where it is not within the horizon.
    package var cleanUpStops: Figure
    /// WAL that a slot keeps an hour while its standby is away, and days until that fills the disk (`max_slot_wal_keep_size` −1).
    /// Nil where no standby is known of.
    package var slotWALPerHour: Figure?
    package var standbyAway: Figure?
    /// Hosts whose spool and rotated files hold out for less than the longest outage of the SIEM, at P10; empty where none is said.
    package var hostsThatLose: [HostTimeToLoss]
    package var longestOutage: Duration?

    package var figures: [Figure] { [cleanUpStops, slotWALPerHour, standbyAway].compactMap { $0 } }
}

extension Forecaster {
    /// The clean-up stops once the table has come round: after this long, or half as much again as the longest retention.
    private static let stopsAfterHours = 30.0 * 24

    private func stopHour(_ frame: TableRun.Frame, _ numbers: [Int]) -> Int {
        let kept = RetentionClass.allCases.flatMap { each in
            numbers.map { frame.isOn[each] ? frame.keptHours(each, draws[$0].rowsPerHour[each]) : 0 }
        }
        let roundAfter = (kept.filter(\.isFinite).max() ?? 0) * 1.5
        return Int(min(max(Self.stopsAfterHours, roundAfter), Double(settings.hours) / 2))
    }

    func failures(_ present: Scenario, _ numbers: [Int], _ forecast: ScenarioForecast, _ deployment: Deployment) -> Failures {
        let stopHour = stopHour(frame(present), numbers)
        let frame = frame(present, events: [.cleanupFails(from: stopHour, to: Int.max)])
        let days = numbers.map { max(0, (run(draws[$0], frame).fullAfter - Double(stopHour)) / 24) }
        let burdens = self.burdens(runs(present, numbers), numbers, isOn: frame.isOn)
        let outage = deployment.siem?.longestOutage
        let hasStandby = Copies(deployment.database).count > 1
        return Failures(
            cleanUpStops: Figure(
                "days_until_full_without_cleanup", Percentiles(of: days), .days,
                formula: "days from the stop, \(stopHour / 24) days in, until table and WAL exceed the disk, hour by hour; 0: full before",
                inputs: deployment.database.diskInputs + forecast.highWater.inputs),
            slotWALPerHour: !hasStandby
                ? nil
                : Figure(
                    "slot_wal_per_hour", burdens.percentiles(\.walPerHour), .bytes, formula: "wal_per_day / 24",
                    inputs: [forecast.walPerDay.asInput]),
            standbyAway: !hasStandby
                ? nil
                : Figure(
                    "days_until_full_without_standby", burdens.percentiles { hoursOfRoom($0) / 24 }, .days,
                    formula: "(disk − used by others − high_water) / slot_wal_per_hour / 24; max_slot_wal_keep_size is −1 by default",
                    inputs: deployment.database.diskInputs + [forecast.highWater.asInput, forecast.walPerDay.asInput]),
            hostsThatLose: outage.map { limit in forecast.timeToLoss.filter { $0.hours.p10 < limit.inHours } } ?? [],
            longestOutage: outage)
    }

    private func hoursOfRoom(_ burden: DrawBurden) -> Double {
        burden.walPerHour > 0 ? max(0, room - burden.highWater) / burden.walPerHour : .infinity
    }

    /// - Parameter isOn: classes whose rows reach the table.
    func burdens(_ runs: [TableRun], _ numbers: [Int], isOn: PerClass<Bool>) -> [DrawBurden] {
        let peak = estimate.shape.factors.max() ?? 1
        return zip(runs, numbers).map { run, number in
            DrawBurden(
                plateau: run.plateau.bytes, highWater: run.highWater, walPerHour: run.plateau.walPerDay / 24,
                peakWALPerSecond: run.peakWAL / 3600,
                peakRowsPerSecond: PerClass { isOn[$0] ? draws[number].rowsPerHour[$0] : 0 }.sum * peak / 3600)
        }
    }
}

extension DatabasePlan {
    /// What of the disk is there for the table and its WAL, as inputs of a figure.
    fileprivate var diskInputs: [Figure.Input] {
        [
            Figure.Input("disk", .exactly(Double(disk.bytes)), "bytes", .given, source: "database.disk"),
            Figure.Input(
                "used by others", .exactly(Double(diskUsedByOthers.bytes)), "bytes", .given, source: "database.disk_used_by_others"),
        ]
    }
}
