import WeirRecords

/// Rows an hour: from the rows' own times, and from the server's counters.
extension LiveTable {
    /// Fewer rows than this give no rate.
    private static let fewestTimed = 100
    /// By how much drawing rows by page may miss, as a factor.
    private static let samplingFactor = 1.1
    /// The first and the last rows by time are left aside by this share: a stray time must not stretch the table's age.
    private static let strayShare = (first: 0.05, last: 0.01)
    /// Counters may be older than the table, or than the present load.
    private static let leastCounterFactor = 1.5

    private struct Window {
        var hours: Double
        var rows: Double
    }

    /// Rows an hour by the rows that lie in the table and the time that they span; `nil` where too few were drawn.
    var rowsPerHourByTimes: Observed<Double>? {
        guard let liveRows, liveRows > 0, !rows.isEmpty else { return nil }
        let share = debugShare?.value ?? 0
        let base: RetentionClass = share < 1 ? .standard : .debug
        guard let window = window(of: base), window.hours >= ImportedTime.shortestSpanHours else { return nil }
        let perHour = liveRows * window.rows / Double(rows.count) / window.hours / (base == .standard ? 1 - share : 1)
        let factor = SpanUncertainty.factor(spanHours: window.hours) * Self.samplingFactor
        return Observed(perHour, factor: factor, origin: "times of \(rows.count) rows of \(name) over \(window.hours.hoursText)")
    }

    /// Rows of a class but the strays, and the hours from the first to the last of them.
    private func window(of retentionClass: RetentionClass) -> Window? {
        let times = times(of: retentionClass)
        guard times.count >= Self.fewestTimed else { return nil }
        let (first, last) = (Self.quantile(Self.strayShare.first, times), Self.quantile(1 - Self.strayShare.last, times))
        return Window(
            hours: ImportedTime.hours(from: times[first], to: times[last]), rows: Double(last - first))
    }

    private func times(of retentionClass: RetentionClass) -> [Timestamp] {
        rows.filter { $0.retentionClass == retentionClass }.compactMap(\.time).sorted()
    }

    private static func quantile(_ share: Double, _ times: [Timestamp]) -> Int { Int(share * Double(times.count - 1)) }

    /// Share of debug among inserted rows: among those of the time that both classes are still there for.
    var debugShare: Observed<Double>? {
        let (standard, debug) = (times(of: .standard), times(of: .debug))
        guard standard.count + debug.count >= Self.fewestTimed else { return nil }
        let starts = [standard, debug].compactMap { times in
            times.isEmpty ? nil : times[Self.quantile(Self.strayShare.first, times)]
        }
        guard let start = starts.max() else { return nil }
        let (left, right) = (standard.count { $0 >= start }, debug.count { $0 >= start })
        guard left + right > 0 else { return nil }
        return Observed(
            Double(right) / Double(left + right), factor: Self.samplingFactor, origin: "levels of \(rows.count) rows of \(name)")
    }

    /// What the server counted since its statistics began.
    func counted(_ rows: (TableStatisticsSnapshot) -> Double) -> Observed<Double>? {
        guard let countedSince, let counters, !isStandby, counters.inserted > 0 else { return nil }
        let hours = ImportedTime.hours(from: countedSince, to: now)
        guard hours >= ImportedTime.shortestSpanHours else { return nil }
        return Observed(
            rows(counters) / hours, factor: max(Self.leastCounterFactor, SpanUncertainty.factor(spanHours: hours)),
            origin: "pg_stat_user_tables since \(countedSince)")
    }

    var walPerHour: Observed<Double>? {
        guard let walSince, !isStandby, walBytes > 0 else { return nil }
        let hours = ImportedTime.hours(from: walSince, to: now)
        guard hours >= ImportedTime.shortestSpanHours else { return nil }
        return Observed(walBytes / hours, factor: SpanUncertainty.factor(spanHours: hours), origin: "pg_stat_wal since \(walSince)")
    }
}
