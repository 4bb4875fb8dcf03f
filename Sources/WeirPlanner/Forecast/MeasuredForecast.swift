package import WeirRecords

/// What measured logs come to in the table, without a deployment: the reduced model on the measured rates.
package struct MeasuredForecast: Sendable {
    private let profile: MeasuredProfile
    private let coefficients: TableCoefficients

    /// - Throws: where the profile has no time or no rows to go by.
    package init(_ profile: MeasuredProfile) throws(PlanError) {
        self.profile = try profile.checked()
        guard let sample = profile.sample(for: AssumedTable.columns) else { throw .noRows }
        coefficients = TableCoefficients(
            layout: try TableLayout(columns: AssumedTable.columns, indexes: AssumedTable.indexes, sample: sample))
    }

    private func table(_ policy: RetentionPolicy, _ end: Spread.End) -> SteadyTable {
        let factor = Spread.around(1, factor: profile.uncertainty)[end]
        return SteadyTable(
            coefficients, policy, rowsPerHour: profile.rowsPerDay * (factor / 24), shape: profile.dayShape ?? DayShape(.aroundTheClock))
    }

    /// Bytes at the plateau, per end of the load; nil where the policy has none.
    package func plateau(_ policy: RetentionPolicy) -> Spread? {
        let bytes = Spread.End.allCases.compactMap { table(policy, $0).plateau?.bytes }
        return bytes.count == Spread.End.allCases.count ? Spread(low: bytes[0], middle: bytes[1], high: bytes[2]) : nil
    }

    /// Hours of records that the policy keeps at the middle load, per class; nil where one is kept for ever.
    package func historyHours(_ policy: RetentionPolicy) -> PerClass<Double>? {
        let hours = table(policy, .middle).keptHours
        return hours.sum.isFinite ? hours : nil
    }

    /// Days until the table takes so many bytes, per end of the load; nil where it is not within five years.
    package func daysUntilFull(_ policy: RetentionPolicy, room: ByteCount) -> (low: Double?, middle: Double?, high: Double?) {
        let days = Spread.End.allCases.map { table(policy, $0).hoursUntilOver(Double(room.bytes)).map { $0 / 24 } }
        return (days[0], days[1], days[2])
    }

    /// Bytes on disk for each live row under the policy, at the middle load; nil where less than one row is live.
    package func bytesPerRow(_ policy: RetentionPolicy) -> Double? {
        guard let plateau = table(policy, .middle).plateau, plateau.hour.live.sum >= 1 else { return nil }
        return plateau.bytes / plateau.hour.live.sum
    }
}
