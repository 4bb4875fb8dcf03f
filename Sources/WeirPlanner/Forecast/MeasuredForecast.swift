package import WeirRecords

/// What measured logs come to in the table, without a deployment: the same storage model on the measured rates.
package struct MeasuredForecast: Sendable {
    package let layout: TableLayout
    package let profile: MeasuredProfile

    /// - Throws: where the profile has no time or no rows to go by.
    package init(_ profile: MeasuredProfile) throws(PlanError) {
        self.profile = try profile.checked()
        guard let sample = profile.sample(for: AssumedTable.columns) else { throw .noRows }
        layout = try TableLayout(columns: AssumedTable.columns, indexes: AssumedTable.indexes, sample: sample)
    }

    private func load(_ end: Spread.End) -> TableLoad {
        let factor =
            switch end {
            case .low: 1 / profile.uncertainty
            case .middle: 1.0
            case .high: profile.uncertainty
            }
        return TableLoad(rowsPerHour: profile.rowsPerDay * (factor / 24), peakFactor: profile.dayShape?.peakFactor ?? 1)
    }

    private func table(_ policy: RetentionPolicy, _ end: Spread.End) -> TableForecast {
        TableForecast(layout: layout, model: RetentionModel(load: load(end), policy: policy))
    }

    /// Bytes at the plateau; nil where the policy has none.
    package func plateau(_ policy: RetentionPolicy) -> Spread? {
        guard table(policy, .middle).plateau != nil else { return nil }
        return Spread { table(policy, $0).plateau?.size.total ?? 0 }
    }

    /// Hours of records that the policy keeps at the middle load, per class.
    package func historyHours(_ policy: RetentionPolicy) -> PerClass<Double>? { table(policy, .middle).plateau?.holdings.historyHours }

    /// Days until the table takes so many bytes, per end of the load; nil where it is not within five years.
    package func daysUntilFull(_ policy: RetentionPolicy, room: ByteCount) -> (low: Double?, middle: Double?, high: Double?) {
        let days = Spread.End.allCases.map { table(policy, $0).hoursUntilOver(Double(room.bytes)).map { $0 / 24 } }
        return (days[0], days[1], days[2])
    }

    /// Bytes on disk for each live row under the policy, at the middle load.
    package func bytesPerRow(_ policy: RetentionPolicy) -> Double? {
        guard let plateau = table(policy, .middle).plateau, plateau.holdings.liveRows > 0 else { return nil }
        return plateau.size.total / plateau.holdings.liveRows
    }
}
