import WeirPlanner
import WeirRecords

extension MeasureReport {
    /// What a reader must know to trust the figures; each is said only where it applies.
    var notes: [String] {
        let rate = RateText(rates)
        return [
            span, rate.leftOut, rate.gaps, rate.wrongClock, withoutTime, unknownLevel, withoutFormat, invalid, cut, twins, stays, table,
            failures,
        ].compactMap { $0 }
    }

    private var span: String? {
        guard rates.isEnough else { return nil }
        let hours = profile.spanHours
        let factor = "the true mean is taken to lie within a factor of \(decimal(profile.uncertainty))"
        if hours < MeasuredProfile.dayHours {
            return
                "the longest log spans \(Duration.seconds(profile.spanSeconds).text): figures a day are extrapolated from that and know nothing of the day's shape; \(factor)"
        }
        return hours < MeasuredProfile.weekHours
            ? "the longest log spans \(decimal(hours / 24)) days: weekdays and weekends may be missing; \(factor)" : nil
    }

    private var withoutTime: String? {
        guard measurement.rowsWithoutTime > 0 else { return nil }
        return "\(measurement.rowsWithoutTime.grouped) records name no time that could be read; they are counted, but no part of a rate"
    }

    private var unknownLevel: String? {
        guard unknownLevelShare > 0 else { return nil }
        return
            "\(percent(unknownLevelShare)) of the records state no level that is known: assumed to be kept as long as everything but debug"
    }

    private func percent(_ share: Double) -> String { share < 0.001 ? "<0.1 %" : "\(decimal(100 * share)) %" }

    private var withoutFormat: String? {
        guard measurement.rowsWithoutFormat > 0 else { return nil }
        return "\(measurement.rowsWithoutFormat.grouped) records are in no format that is known: whole lines were weighed"
    }

    private var invalid: String? {
        measurement.linesInvalidUTF8 > 0 ? "\(measurement.linesInvalidUTF8.grouped) lines are not valid UTF-8" : nil
    }

    private var cut: String? {
        guard measurement.linesCut > 0 else { return nil }
        let limit = ByteCount(Int64(LogFileReader.longestLineBytes)).text
        return "\(measurement.linesCut.grouped) lines are longer than \(limit); only their beginning was weighed"
    }

    private var twins: String? {
        guard case .files(_, _, _, let twins, let others) = sources, twins + others.count > 0 else { return nil }
        let parts = [
            twins > 0 ? "\(twins.counted("text log")) whose records are in a JSON log beside them" : nil,
            others.isEmpty ? nil : leftOut(others),
        ]
        return "left out: " + parts.compactMap { $0 }.joined(separator: "; ")
    }

    /// Files that are named one by one.
    private static let namedFiles = 5

    private func leftOut(_ files: [LeftOutFile]) -> String {
        let named = files.prefix(Self.namedFiles).map { "\($0.path) (\(ByteCount(Int64(clamping: $0.size)).text))" }.joined(separator: ", ")
        let rest = files.count - Self.namedFiles
        return
            "\(files.count.counted("file")) that \(files.count == 1 ? "is" : "are") no log by name: \(named)\(rest > 0 ? " and \(rest) more" : "")"
            + "; name them to measure them"
    }

    private var stays: String? {
        let names = profile.roles.filter { !$0.role.reachesDatabase }.map(\.role.rawValue)
        guard !names.isEmpty else { return nil }
        return "taken to stay in files and not to reach the table: \(names.joined(separator: ", "))"
    }

    private var table: String? {
        guard case .table(let name, let bytes?) = sources else { return nil }
        return "\(name) takes \(decimal(bytes)) bytes a row now, its indexes and free room included"
    }

    private var failures: String? {
        measurement.failures.isEmpty
            ? nil
            : "\(measurement.failures.count.counted("file")) could not be read to \(measurement.failures.count == 1 ? "its" : "their") end: see below"
    }
}
