import WeirPlanner
import WeirRecords

/// What one file holds.
struct FileMeasurement: Sendable {
    var role: Role
    var host: String
    /// Whether its lines name times; without, its records count but say nothing of a rate.
    var hasTimes: Bool
    var meter = Meter(span: .hour)
    var shapes = MessageShapes()
    var lengths = MessageLengths()
    var linesWithoutTime: UInt64 = 0
    var linesInvalidUTF8: UInt64 = 0
    /// Longer than a line may be.
    var linesCut: UInt64 = 0
    /// Lines of a file in no format that is known.
    var linesUnknownFormat: UInt64 = 0

    /// Adds another part of the same file.
    mutating func merge(_ part: FileMeasurement) {
        meter.merge(part.meter)
        shapes.merge(part.shapes)
        lengths.merge(part.lengths)
        linesWithoutTime += part.linesWithoutTime
        linesInvalidUTF8 += part.linesInvalidUTF8
        linesCut += part.linesCut
        linesUnknownFormat += part.linesUnknownFormat
    }
}

/// What all files hold together, or a table: the same in whichever order they are added.
struct Measurement: Sendable {
    /// One class of one role's records on one host.
    struct Origin: Hashable, Sendable {
        var role: Role
        var host: String
        var retentionClass: RetentionClass
    }

    private(set) var files = 0
    private(set) var meter = Meter(span: .hour)
    /// Records of files whose lines name no time.
    private(set) var untimed = Meter(span: .hour)
    private(set) var shapes = MessageShapes()
    /// Of records that reach the table.
    private(set) var lengths = MessageLengths()
    private(set) var periods: [Origin: ClosedRange<Timestamp>] = [:]
    private(set) var linesWithoutTime: UInt64 = 0
    private(set) var linesInvalidUTF8: UInt64 = 0
    private(set) var linesCut: UInt64 = 0
    private(set) var linesUnknownFormat: UInt64 = 0
    /// Files that could not be read to their end, with the reason.
    var failures: [String] = []

    mutating func add(_ file: FileMeasurement) {
        files += 1
        if file.hasTimes { meter.merge(file.meter) } else { untimed.merge(file.meter) }
        shapes.merge(file.shapes)
        if file.role.reachesDatabase { lengths.merge(file.lengths) }
        linesWithoutTime += file.linesWithoutTime
        linesInvalidUTF8 += file.linesInvalidUTF8
        linesCut += file.linesCut
        linesUnknownFormat += file.linesUnknownFormat
        guard file.hasTimes, let period = file.meter.period else { return }
        for retentionClass in RetentionClass.allCases {
            widen(Origin(role: file.role, host: file.host, retentionClass: retentionClass), to: period)
        }
    }

    /// A table's rows of one role: each class spans its own time, since each is kept for its own.
    mutating func add(_ table: FileMeasurement, periods: [Origin: ClosedRange<Timestamp>]) {
        add(table)
        self.periods = periods
    }

    private mutating func widen(_ origin: Origin, to period: ClosedRange<Timestamp>) {
        guard let known = periods[origin] else { return periods[origin] = period }
        periods[origin] = min(known.lowerBound, period.lowerBound)...max(known.upperBound, period.upperBound)
    }

    var total: MeterWeight {
        var sum = meter.total
        sum.add(untimed.total)
        return sum
    }

    var spanSeconds: Double { meter.period?.seconds ?? 0 }

    /// Sums over all records, those without times too.
    func totals<Group: Hashable>(by group: (MeterKey) -> Group) -> [Group: MeterWeight] {
        var totals = meter.totals { group($0.key) }
        for (key, weight) in untimed.totals(by: { group($0.key) }) { totals[key, default: .zero].add(weight) }
        return totals
    }
}

extension ClosedRange<Timestamp> {
    var seconds: Double { Double(upperBound.microseconds - lowerBound.microseconds) / 1e6 }
}

extension MeterKey {
    /// Measured files and tables have their role for a source.
    var role: Role { Role(rawValue: source) ?? .other }
}
