import WeirRecords

/// What happens where something stands still.
package struct Failures: Sendable {
    /// Days from the moment at which the clean-up stops to the full disk; infinite where it is not within the horizon.
    package var cleanUpStops: Figure
    /// WAL that a slot keeps an hour while its standby is away, and days until that fills the disk (`max_slot_wal_keep_size` −1).
    package var slotWALPerHour: Figure
    package var standbyAway: Figure
    /// Hosts whose spool and rotated files hold out for less than the longest outage of the SIEM, at P10; empty where none is said.
    package var hostsThatLose: [HostTimeToLoss]
    package var longestOutage: Duration?

    package var figures: [Figure] { [cleanUpStops, slotWALPerHour, standbyAway] }
}

extension Forecaster {
    /// The clean-up stops after this long: the table has come round by then under any usual retention.
    private static let stopsAfterHours = 30 * 24

    func failures(_ present: Scenario, _ numbers: [Int], _ forecast: ScenarioForecast, siem: SIEMPlan?) -> Failures {
        let stops = TableCase.Event.cleanupFails(from: Self.stopsAfterHours, to: Int.max)
        let frame = frame(present, events: [stops])
        let days = numbers.map { max(0, (run(draws[$0], frame).fullAfter - Double(Self.stopsAfterHours)) / 24) }
        let burdens = self.burdens(runs(present, numbers), numbers)
        let outage = siem?.longestOutage
        return Failures(
            cleanUpStops: Figure(
                "days_until_full_without_cleanup", Percentiles(of: days), .days,
                formula: "hours from the stop, 30 days in, until table and WAL exceed the disk, hour by hour",
                inputs: forecast.highWater.inputs),
            slotWALPerHour: Figure(
                "slot_wal_per_hour", burdens.percentiles(\.walPerHour), .bytes, formula: "wal_per_day / 24",
                inputs: forecast.walPerDay.inputs),
            standbyAway: Figure(
                "days_until_full_without_standby", burdens.percentiles { hoursOfRoom($0) / 24 }, .days,
                formula: "(disk − used by others − high water) / slot_wal_per_hour; max_slot_wal_keep_size is −1 by default",
                inputs: forecast.walPerDay.inputs),
            hostsThatLose: outage.map { limit in forecast.timeToLoss.filter { $0.hours.p10 < limit.inHours } } ?? [],
            longestOutage: outage)
    }

    private func hoursOfRoom(_ burden: DrawBurden) -> Double {
        burden.walPerHour > 0 ? max(0, room - burden.highWater) / burden.walPerHour : .infinity
    }

    func burdens(_ runs: [TableRun], _ numbers: [Int]) -> [DrawBurden] {
        let peak = estimate.shape.factors.max() ?? 1
        return zip(runs, numbers).map { run, number in
            DrawBurden(
                plateau: run.plateau.bytes, highWater: run.highWater, walPerHour: run.plateau.walPerDay / 24,
                peakWALPerSecond: run.peakWAL / 3600, peakRowsPerSecond: draws[number].rowsPerHour.sum * peak / 3600)
        }
    }
}
