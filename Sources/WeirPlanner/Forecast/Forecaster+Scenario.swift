import WeirRecords

extension Forecaster {
    /// A scenario's runs as a reader wants them.
    func forecast(
        _ scenario: Scenario, _ runs: [TableRun], _ numbers: [Int], cut: ScenarioForecast.Cut?, timeToLoss: [HostTimeToLoss]
    ) -> ScenarioForecast {
        let figures = Figures(estimate: estimate, scenario: scenario, server: server, settings: settings)
        let isOn = scenario.policy.isOn
        let hasPlateau = hasPlateau(scenario)
        let end = runs.map { hasPlateau ? $0.plateau.hour : $0.last }
        let liveBytesPerRow = zip(end, runs).compactMap { state, run -> Double? in
            state.live.sum >= 1 ? (hasPlateau ? run.plateau.bytes : state.total) / state.live.sum : nil
        }
        let fill = runs.map(\.fullAfter)
        let rows = numbers.map { number in PerClass { isOn[$0] ? draws[number].rowsPerHour[$0] : 0 }.sum / 3600 }
        return ScenarioForecast(
            scenario: scenario, draws: runs.count,
            plateau: hasPlateau ? figures.plateau(Percentiles(of: runs.map(\.plateau.bytes))) : nil,
            highWater: figures.highWater(Percentiles(of: runs.map(\.highWater))),
            onDisk: figures.onDisk(Percentiles(of: runs.map { $0.dailyBytes.last ?? 0 })),
            liveRows: figures.liveRows(Percentiles(of: end.map(\.live.sum))),
            liveBytes: figures.liveBytes(Percentiles(of: end.map(\.liveBytes))),
            bytesPerRow: liveBytesPerRow.isEmpty ? nil : figures.bytesPerRow(Percentiles(of: liveBytesPerRow)),
            rowsPerSecond: figures.rowsPerSecond(Percentiles(of: rows)),
            growthPerDay: figures.growth(Percentiles(of: runs.map(\.growthFirstDay))),
            growthPerDayLater: figures.growthLater(Percentiles(of: runs.map(\.growthPerDayLater))),
            walPerDay: figures.wal(Percentiles(of: runs.map(\.plateau.walPerDay))),
            walKept: figures.walKept(Percentiles(of: runs.map(\.walKept))),
            peakWALPerSecond: figures.peakWAL(Percentiles(of: runs.map { $0.peakWAL / 3600 })),
            daysToPlateau: hasPlateau ? figures.daysToPlateau(Percentiles(of: runs.map(\.daysToPlateau))) : nil,
            daysUntilFull: fill.contains { $0.isFinite } ? Percentiles(of: fill.map { $0 / 24 }) : nil,
            shareThatFills: Double(fill.count { $0.isFinite }) / Double(max(1, fill.count)), curve: curve(runs),
            parts: parts(runs, end), historyHours: history(scenario, numbers), cut: cut, timeToLoss: timeToLoss)
    }

    /// Not where a class is kept for ever, or for longer than is looked ahead.
    private func hasPlateau(_ scenario: Scenario) -> Bool {
        RetentionClass.allCases.allSatisfy { each in
            switch scenario.policy.limit(of: each) {
            case .age(let age): age.inHours < Double(settings.hours)
            case .rows, .off: true
            case .forever: false
            }
        }
    }

    private func curve(_ runs: [TableRun]) -> [ScenarioForecast.CurvePoint] {
        let start = Percentiles(of: runs.map(\.first))
        let begin = ScenarioForecast.CurvePoint(days: 0, bytes: start, liveBytes: 0)
        return [begin]
            + (0..<settings.days).map { day in
                ScenarioForecast.CurvePoint(
                    days: Double(day + 1), bytes: Percentiles(of: runs.map { $0.dailyBytes[day] }),
                    liveBytes: Percentiles(of: runs.map { $0.dailyLive[day] }).p50)
            }
    }

    /// Of the draw in the middle, so that they make a whole.
    private func parts(_ runs: [TableRun], _ states: [ReducedHour]) -> ScenarioForecast.Parts {
        let order = states.indices.sorted { (states[$0].total, $0) < (states[$1].total, $1) }
        guard !order.isEmpty else { return ScenarioForecast.Parts(heap: 0, toast: 0, indexes: 0, maps: 0) }
        let state = states[order[order.count / 2]]
        return ScenarioForecast.Parts(heap: state.heap, toast: state.toast, indexes: state.indexes, maps: state.maps)
    }

    /// The retention, or what a cap of rows holds at the draw's rate; never longer than the horizon.
    private func history(_ scenario: Scenario, _ numbers: [Int]) -> PerClass<Percentiles> {
        let frame = frame(scenario)
        return PerClass { each in
            Percentiles(of: numbers.map { min(frame.keptHours(each, draws[$0].rowsPerHour[each]), Double(settings.hours)) })
        }
    }
}

extension TableRun {
    var growthFirstDay: Double { max(0, (dailyBytes.first ?? 0) - first) }

    /// Over the last 30 days, or what there is of them.
    var growthPerDayLater: Double {
        let days = min(Self.laterDays, dailyBytes.count - 1)
        guard days > 0, let last = dailyBytes.last else { return 0 }
        return max(0, last - dailyBytes[dailyBytes.count - 1 - days]) / Double(days)
    }

    private static let laterDays = 30

    /// The first day whose most is within a hundredth of the plateau.
    var daysToPlateau: Double {
        Double((dailyBytes.firstIndex { $0 >= plateau.bytes * 0.99 } ?? dailyBytes.count) + 1)
    }
}
