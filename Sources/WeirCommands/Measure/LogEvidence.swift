import WeirPlanner
import WeirRecords

/// What the records of one log say of its rate, and how much they can say.
struct LogEvidence: Sendable {
    /// A log with fewer records has no rate: of ten, chance alone moves the mean by two thirds.
    static let fewestRecords: UInt64 = 10
    /// So many bursts show their rhythm; of fewer, with nothing between them for most of the time, nobody can say whether the log was idle
    /// or whether some of it is missing.
    static let fewestBursts: UInt64 = 8
    /// The rate of a shorter time is no rate.
    static let shortestSeconds = 1.0

    enum Refusal: Hashable, Sendable {
        case tooFewRecords
        case tooShort
        case burstsFarApart
    }

    var records: UInt64 = 0
    var bytes: UInt64 = 0
    var rows: PerClass<Double> = .zero
    /// From the first record to the last, with what the clock got wrong set aside.
    var period: ClosedRange<Timestamp>?
    var bursts: UInt64 = 0
    /// Between bursts, when no record came.
    var idleSeconds = 0.0
    /// Records whose clock was wrong, and when they said they came.
    var setAside: [Timeline.Stretch] = []
    var refusal: Refusal?

    /// - Parameter now: no record comes from tomorrow.
    init(_ timeline: Timeline, now: Timestamp) {
        let sorted = timeline.sorted { Self.isPlausible($0, now: now) }
        setAside = sorted.setAside
        guard let first = sorted.kept.first, let last = sorted.kept.last else {
            refusal = .tooFewRecords
            return
        }
        records = sorted.kept.reduce(0) { $0 &+ $1.records }
        bytes = sorted.kept.reduce(0) { $0 &+ $1.bytes }
        rows = PerClass(
            standard: sorted.kept.reduce(0) { $0 + Double($1.standard) }, debug: sorted.kept.reduce(0) { $0 + Double($1.debug) })
        let start = sorted.kept.map(\.first).min() ?? first.first
        let end = sorted.kept.map(\.last).max() ?? last.last
        period = start...end
        let breaks = timeline.pauses(of: sorted.kept).breaks(records: records, span: seconds)
        (bursts, idleSeconds) = (breaks.count &+ 1, min(breaks.seconds, seconds))
        refusal = refused
    }

    /// Before 1990 nobody wrote logs that are measured today, and a day is more than clocks and zones differ by.
    private static func isPlausible(_ stretch: Timeline.Stretch, now: Timestamp) -> Bool {
        let day = 86_400 * Timestamp.microsecondsPerSecond
        return stretch.first.microseconds >= 7_305 * day && stretch.last.microseconds <= now.microseconds + day
    }

    private var refused: Refusal? {
        if records < Self.fewestRecords { return .tooFewRecords }
        if seconds < Self.shortestSeconds { return .tooShort }
        return bursts > 1 && bursts < Self.fewestBursts && idleSeconds * 2 > seconds ? .burstsFarApart : nil
    }

    var seconds: Double { period?.seconds ?? 0 }

    /// In which records came.
    var observedHours: Double { (seconds - (bursts < Self.fewestBursts ? idleSeconds : 0)) / 3_600 }

    /// A count of n records over the time between the first and the last one has n - 1 intervals.
    private var perDay: Double { records > 1 && seconds > 0 ? Double(records - 1) / Double(records) / seconds * 86_400 : 0 }

    var bytesPerDay: Double { Double(bytes) * perDay }
    var rowsPerDay: PerClass<Double> { rows * perDay }

    /// How far the true mean may lie from this one, as a factor to both sides: the larger of what the length of the time and what the number
    /// of independent events leave open. Two standard deviations of a count of n are 2/√n of it.
    var uncertainty: Double {
        let events = bursts >= Self.fewestBursts ? Double(bursts) : Double(records)
        return max(SpanUncertainty.factor(spanHours: observedHours), 1 + 2 / events.squareRoot())
    }
}

extension Timeline {
    /// Without the pauses before and behind stretches that are set aside.
    fileprivate func pauses(of kept: [Stretch]) -> Pauses {
        var pauses = pauses
        var isBehindGap = false
        for stretch in stretches {
            let isKept = kept.contains(stretch)
            if !isKept || isBehindGap { pauses.remove(stretch.pauseBefore) }
            isBehindGap = !isKept
        }
        return pauses
    }
}
