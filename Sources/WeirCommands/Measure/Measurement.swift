import WeirPlanner
import WeirRecords

/// What one file holds.
struct FileMeasurement: Sendable {
    var log: LogIdentity
    var role: Role
    var meter = Meter(span: .hour)
    var shapes = MessageShapes()
    var lengths = MessageLengths()
    var timeline = Timeline()
    var rowsWithoutTime: UInt64 = 0
    /// Rows in no format that is known.
    var rowsWithoutFormat: UInt64 = 0
    var linesInvalidUTF8: UInt64 = 0
    /// Longer than a line may be.
    var linesCut: UInt64 = 0

    init(log: LogIdentity, role: Role) {
        self.log = log
        self.role = role
    }

    /// Adds another part of the same file, but for its timeline, whose place is known to who adds it.
    mutating func merge(_ part: FileMeasurement) {
        meter.merge(part.meter)
        shapes.merge(part.shapes)
        lengths.merge(part.lengths)
        rowsWithoutTime += part.rowsWithoutTime
        rowsWithoutFormat += part.rowsWithoutFormat
        linesInvalidUTF8 += part.linesInvalidUTF8
        linesCut += part.linesCut
    }
}

/// What all files hold together, or a table: the same in whichever order they are added.
struct Measurement: Sendable {
    /// One log's files, each with when its records came.
    struct Log: Sendable {
        var role: Role
        var timelines: [Timeline] = []

        /// The files' records in the order of time.
        var timeline: Timeline {
            timelines.filter { !$0.isEmpty }.sorted { $0.start < $1.start }.reduce(into: Timeline()) { $0.append($1) }
        }
    }

    private(set) var files = 0
    private(set) var meter = Meter(span: .hour)
    /// Records of files whose lines name no time.
    private(set) var untimed = Meter(span: .hour)
    private(set) var shapes = MessageShapes()
    /// Of records that reach the table.
    private(set) var lengths = MessageLengths()
    private(set) var logs: [LogIdentity: Log] = [:]
    private(set) var rowsWithoutTime: UInt64 = 0
    private(set) var rowsWithoutFormat: UInt64 = 0
    private(set) var linesInvalidUTF8: UInt64 = 0
    private(set) var linesCut: UInt64 = 0
    /// Files that could not be read to their end, with the reason.
    var failures: [String] = []

    mutating func add(_ file: FileMeasurement) { add(file, timelines: [(file.log, file.timeline)]) }

    /// What holds several logs at once, as a table does.
    mutating func add(_ file: FileMeasurement, timelines: [(log: LogIdentity, timeline: Timeline)]) {
        files += 1
        if timelines.allSatisfy(\.timeline.isEmpty) { untimed.merge(file.meter) } else { meter.merge(file.meter) }
        shapes.merge(file.shapes)
        if file.role.reachesDatabase { lengths.merge(file.lengths) }
        for (log, timeline) in timelines { logs[log, default: Log(role: file.role)].timelines.append(timeline) }
        rowsWithoutTime += file.rowsWithoutTime
        rowsWithoutFormat += file.rowsWithoutFormat
        linesInvalidUTF8 += file.linesInvalidUTF8
        linesCut += file.linesCut
    }

    var total: MeterWeight {
        var sum = meter.total
        sum.add(untimed.total)
        return sum
    }

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

extension Timeline {
    var start: Timestamp { stretches.map(\.first).min() ?? Timestamp(microseconds: 0) }
    var end: Timestamp { stretches.map(\.last).max() ?? Timestamp(microseconds: 0) }
}
