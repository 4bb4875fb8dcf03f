import WeirRecords

/// What one setting of retention leads to.
package struct ScenarioForecast: Sendable {
    package var scenario: Scenario
    /// Size of the table's files at the plateau of today's load, just before a vacuum; nil where it grows for ever.
    package var plateau: Figure?
    /// Rows alive at the plateau, and what their heap bytes alone would be: what a naive estimate says.
    package var liveRows: Figure?
    package var liveBytes: Figure?
    package var rowsPerSecond: Figure
    /// Bytes on disk for each live row at the plateau: heap, indexes, TOAST, and the room of deleted rows.
    package var bytesPerRow: Figure?
    package var walPerDay: Figure
    package var daysToPlateau: Figure?
    /// Hours that each class's oldest row goes back to.
    package var historyHours: PerClass<Spread>
    /// Days until the disk is full at low, middle and high load; nil where it is not within five years.
    package var daysUntilFull: (low: Double?, middle: Double?, high: Double?)
    /// Sizes after some days.
    package var curve: [CurvePoint]
    /// Parts of the plateau's size at the middle load.
    package var parts: TableSize?

    package struct CurvePoint: Equatable, Sendable, Encodable {
        package var days: Double
        /// Of the table's files.
        package var bytes: Spread
        /// Of the rows alive, their share of the indexes included.
        package var liveBytes: Spread
    }
}

/// Makes scenario forecasts of one deployment.
package struct Forecaster: Sendable {
    package let layout: TableLayout
    package let estimate: LoadEstimate
    /// Bytes that the log table may take.
    package let room: Double
    package let checkpoints: CheckpointSettings

    package init(
        layout: TableLayout, estimate: LoadEstimate, database: DatabasePlan, checkpoints: CheckpointSettings = CheckpointSettings()
    ) {
        self.layout = layout
        self.estimate = estimate
        self.checkpoints = checkpoints
        room = Double((database.disk - database.diskUsedByOthers).bytes)
    }

    package func forecast(_ scenario: Scenario) -> ScenarioForecast {
        let tables = Spread.End.allCases.map { table(scenario, $0) }
        let plateaus = tables.compactMap(\.plateau)
        let whole = plateaus.count == tables.count
        func spread(_ value: (TableHoldings, TableSize) -> Double) -> Spread? {
            guard whole else { return nil }
            let values = plateaus.map { value($0.holdings, $0.size) }
            return Spread(low: values[0], middle: values[1], high: values[2])
        }
        let size = spread { $1.total }
        let live = spread { holdings, _ in holdings.liveRows }
        let fill = tables.map { $0.hoursUntilOver(room).map { $0 / 24 } }
        let days = tables.compactMap(\.hoursToPlateau).map { $0 / 24 }
        let figures = Figures(estimate: estimate, scenario: scenario)
        return ScenarioForecast(
            scenario: scenario, plateau: size.map(figures.plateau), liveRows: live.map(figures.liveRows),
            liveBytes: spread { holdings, _ in liveBytes(holdings) }.map(figures.liveBytes),
            rowsPerSecond: figures.rowsPerSecond(Spread { end in self.table(scenario, end).model.load.rowsPerHour.sum / 3600 }),
            bytesPerRow: bytesPerRow(size, live).map(figures.bytesPerRow),
            walPerDay: figures.wal(Spread(low: wal(tables[0]), middle: wal(tables[1]), high: wal(tables[2]))),
            daysToPlateau: days.count == 3 ? figures.daysToPlateau(Spread(low: days[0], middle: days[1], high: days[2])) : nil,
            historyHours: history(plateaus.map(\.holdings), tables), daysUntilFull: (fill[0], fill[1], fill[2]),
            curve: curve(tables, fill: fill), parts: whole ? plateaus[1].size : nil)
    }

    package func table(_ scenario: Scenario, _ end: Spread.End) -> TableForecast {
        TableForecast(layout: layout, model: RetentionModel(load: estimate.tableLoad(end), policy: scenario.policy))
    }

    private func wal(_ table: TableForecast) -> Double { table.walPerDay(checkpoints) }

    private func bytesPerRow(_ size: Spread?, _ live: Spread?) -> Spread? {
        guard let size, let live, live.low > 0 else { return nil }
        return Spread { size[$0] / live[$0] }
    }

    private func liveBytes(_ holdings: TableHoldings) -> Double {
        PerClass { holdings.live[$0] * layout.heapBytesPerRow[$0] }.sum
    }

    private func history(_ holdings: [TableHoldings], _ tables: [TableForecast]) -> PerClass<Spread> {
        PerClass { each in
            guard holdings.count == 3 else { return .zero }
            return Spread(low: holdings[0].historyHours[each], middle: holdings[1].historyHours[each], high: holdings[2].historyHours[each])
        }
    }

    private static let curvePoints = 60
    /// A disk that fills later than `latestFill` is left to the table: drawn so far out, the bend at the beginning would be lost.
    private static let curveDays = (shortest: 14.0, latestFill: 90.0, longest: 400.0)

    /// From an empty table past the bend into the plateau, and to where the middle load fills the disk soon.
    private func curve(_ tables: [TableForecast], fill: [Double?]) -> [ScenarioForecast.CurvePoint] {
        let bend = tables.compactMap(\.hoursToPlateau).max().map { $0 / 24 * 1.6 } ?? 90
        let full = fill[1].map { $0 <= Self.curveDays.latestFill ? $0 * 1.15 : 0 } ?? 0
        let end = min(max(bend, full, Self.curveDays.shortest), Self.curveDays.longest)
        return (0...Self.curvePoints).map { step in
            let days = end * Double(step) / Double(Self.curvePoints)
            let holdings = tables.map { $0.model.holdings(at: days * 24) }
            let totals = holdings.map { layout.size(of: $0).total }
            let lives = holdings.map(liveBytes)
            return ScenarioForecast.CurvePoint(
                days: days, bytes: Spread(low: totals[0], middle: totals[1], high: totals[2]),
                liveBytes: Spread(low: lives[0], middle: lives[1], high: lives[2]))
        }
    }
}
