import WeirPlanner
import WeirRecords

/// The rates of all logs: each over its own time, and added up.
struct MeasuredRates: Sendable {
    struct Log: Sendable {
        var identity: LogIdentity
        var role: Role
        var evidence: LogEvidence
    }

    /// More of the records in logs without a rate than this, and there is no rate of all.
    static let largestShareWithoutRate = 0.05

    /// In the order of hosts and names.
    let logs: [Log]

    init(_ measurement: Measurement, now: Timestamp) {
        let families = Dictionary(grouping: measurement.logs.filter { $0.value.timelines.contains { !$0.isEmpty } }, by: \.key.family)
        logs = families.flatMap { Self.logs(of: $0.key, $0.value.map { ($0.key, $0.value) }, now: now) }
            .sorted { ($0.identity.host, $0.identity.name) < ($1.identity.host, $1.identity.name) }
    }

    /// Files whose names differ in numbers alone are one log where each begins when the one before it ended, as those of one a day do;
    /// else each is a log of its own.
    private static func logs(of family: LogIdentity, _ members: [(LogIdentity, Measurement.Log)], now: Timestamp) -> [Log] {
        let timelines = members.map { $0.1.timeline }.sorted { $0.start < $1.start }
        let follow = zip(timelines, timelines.dropFirst()).allSatisfy { $1.start.microseconds >= $0.end.microseconds - Timeline.skew }
        guard members.count > 1, follow else {
            return members.map { Log(identity: $0.0, role: $0.1.role, evidence: LogEvidence($0.1.timeline, now: now)) }
        }
        let whole = timelines.reduce(into: Timeline()) { $0.append($1) }
        return [Log(identity: family, role: members[0].1.role, evidence: LogEvidence(whole, now: now))]
    }

    var rated: [Log] { logs.filter { $0.evidence.refusal == nil } }
    var refused: [Log] { logs.filter { $0.evidence.refusal != nil } }

    var records: UInt64 { logs.reduce(0) { $0 + $1.evidence.records } }
    var bursts: UInt64 { logs.reduce(0) { $0 + $1.evidence.bursts } }

    /// Of logs with a rate.
    var observedHours: Double { rated.reduce(0) { $0 + $1.evidence.observedHours } }

    /// From the first record to the last of all logs, with what the clock got wrong set aside.
    var period: ClosedRange<Timestamp>? {
        let periods = logs.compactMap(\.evidence.period)
        guard let first = periods.map(\.lowerBound).min(), let last = periods.map(\.upperBound).max() else { return nil }
        return first...last
    }

    /// The longest time that a log with a rate was looked at.
    var longestSeconds: Double { rated.map(\.evidence.seconds).max() ?? 0 }

    var isEnough: Bool {
        let without = refused.reduce(0) { $0 + Double($1.evidence.records) }
        return !rated.isEmpty && without <= Self.largestShareWithoutRate * Double(records)
    }

    /// Each log's factor, by what it adds to the whole.
    var uncertainty: Double {
        let sum = rated.reduce(0) { $0 + $1.evidence.bytesPerDay }
        guard sum > 0 else { return SpanUncertainty.factor(spanHours: 0) }
        return rated.reduce(0) { $0 + $1.evidence.uncertainty * $1.evidence.bytesPerDay } / sum
    }

    func rowsPerDay(of role: Role) -> PerClass<Double> {
        guard isEnough else { return .zero }
        return rated.filter { $0.role == role }.reduce(.zero) { $0 + $1.evidence.rowsPerDay }
    }

    /// Bytes of log lines a day; nil where too little is known.
    var bytesPerDay: Spread? {
        guard isEnough else { return nil }
        return .around(rated.reduce(0) { $0 + $1.evidence.bytesPerDay }, factor: uncertainty)
    }
}
