import WeirPlanner
import WeirRecords

extension MeasureReport {
    /// What a reader must know to trust the figures; each is said only where it applies.
    var notes: [String] {
        [span, withoutTime, unknown, invalid, cut, twins, stays, table, failures].compactMap { $0 }
    }

    private var span: String? {
        let hours = profile.spanHours
        guard hours > 0 else { return "no times, so no rate: nothing can be said of days" }
        if hours < MeasuredProfile.dayHours {
            return "the records span \(decimal(hours)) h: figures a day are extrapolated from that and know nothing of the day's shape; "
                + "the true mean is taken to lie within a factor of \(profile.uncertainty)"
        }
        guard hours < MeasuredProfile.weekHours else { return nil }
        return
            "the records span \(decimal(hours / 24)) days: weekdays and weekends may be missing; "
            + "taken to be right within a factor of \(profile.uncertainty)"
    }

    private var withoutTime: String? {
        guard measurement.linesWithoutTime > 0 else { return nil }
        return
            "\(measurement.linesWithoutTime.grouped) lines name no time that could be read; "
            + "they are counted, with the first time of their file"
    }

    private var unknown: String? {
        guard measurement.linesUnknownFormat > 0 else { return nil }
        return
            "\(measurement.linesUnknownFormat.grouped) lines could not be parsed: their files are in no known format; "
            + "whole lines were weighed"
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
        guard case .files(_, _, _, let twins, let others) = sources, twins + others > 0 else { return nil }
        let parts = [
            twins > 0 ? "\(twins) text logs whose records are in a JSON log beside them" : nil,
            others > 0 ? "\(others) \(others == 1 ? "file whose name is" : "files whose names are") no log's" : nil,
        ]
        return "left out: " + parts.compactMap { $0 }.joined(separator: "; ")
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
