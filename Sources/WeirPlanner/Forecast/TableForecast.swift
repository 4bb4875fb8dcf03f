import WeirRecords

/// The table under one load and one policy: its sizes at any time, from an empty table.
package struct TableForecast: Sendable {
    package let layout: TableLayout
    package let model: RetentionModel

    package init(layout: TableLayout, model: RetentionModel) {
        self.layout = layout
        self.model = model
    }

    package func size(at hours: Double) -> TableSize { layout.size(of: model.holdings(at: hours)) }

    /// Hours until the table takes more than so many bytes; nil where it does not within five years.
    package func hoursUntilOver(_ room: Double) -> Double? {
        DiskFill.hours(room: room, neverFalls: model.load.growthPerHour >= 0) { size(at: $0).total }
    }

    /// Today's load, grown no more.
    private var steady: TableForecast {
        var still = model
        still.load.growthPerHour = 0
        return TableForecast(layout: layout, model: still)
    }

    /// Hours from an empty table to the plateau; nil where a class with rows is kept for ever.
    package var hoursToPlateau: Double? {
        let windows = RetentionClass.allCases.map(window)
        guard let longest = windows.max(), longest.isFinite else { return nil }
        let cycle = steady.model.holdings(at: 3 * longest + Self.settlingCleanups * model.policy.cleanupEvery.inHours).cycle
        let waiting = cycle.heapCleanups.isFinite ? cycle.heapCleanups * model.policy.cleanupEvery.inHours : 0
        return longest > 0 ? longest + waiting : 0
    }

    /// Clean-ups after which every vacuum's cycle of a table however short-lived has come round.
    private static let settlingCleanups = 20.0

    private func window(_ retentionClass: RetentionClass) -> Double {
        let rate = model.load.rowsPerHour[retentionClass]
        guard rate > 0 else { return 0 }
        switch model.policy.limit(of: retentionClass) {
        case .age(let age): return age.inHours
        case .rows(let count): return Double(count.rows) / rate
        case .forever: return .infinity
        case .off: return 0
        }
    }

    /// State at the plateau of today's load, the moment before a vacuum: the high-water mark. Nil where there is none.
    package var plateau: (holdings: TableHoldings, size: TableSize)? {
        guard let hours = hoursToPlateau else { return nil }
        let holdings = steady.model.holdings(at: 3 * hours + Self.settlingCleanups * model.policy.cleanupEvery.inHours)
        return (holdings, layout.size(of: holdings))
    }

    /// Bytes of WAL a day once rows are deleted as fast as they come, at today's load.
    package func walPerDay(_ settings: CheckpointSettings = CheckpointSettings()) -> Double {
        let rates = model.load.rowsPerHour
        guard rates.sum > 0 else { return 0 }
        let mix = rates * (1 / rates.sum)
        let size = plateau?.size ?? size(at: Self.yearHours)
        return 24 * rates.sum * walPerRow(mix, rates.sum, size, settings).total
    }

    package static let yearHours = 8766.0

    /// Rows between checkpoints depend on the WAL that they write: settled in a few rounds.
    private func walPerRow(_ mix: PerClass<Double>, _ rowsPerHour: Double, _ size: TableSize, _ settings: CheckpointSettings) -> WALPerRow {
        let deletes = RetentionClass.allCases.contains { model.policy.limit(of: $0) != .forever && model.load.rowsPerHour[$0] > 0 }
        let byTime = rowsPerHour * settings.everyHours
        var rows = byTime
        var wal = WALPerRow(insert: 0, pageImages: 0, delete: 0, vacuum: 0)
        for _ in 0..<8 {
            wal = layout.walPerRow(mix: mix, checkpointRows: rows, size: size, deletes: deletes, rowsPerCommit: settings.rowsPerCommit)
            rows = settings.walBytes > 0 ? min(byTime, settings.walBytes / wal.total) : byTime
        }
        return wal
    }
}
