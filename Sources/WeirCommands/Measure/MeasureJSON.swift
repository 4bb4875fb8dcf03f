import WeirPlanner
import WeirRecords

/// A measurement as JSON, version 1. Bytes are of lines without line ends unless named otherwise; `days_until_full` has null where
/// the disk is not full within five years, and is left out without `--disk`.
struct MeasureJSON: Encodable {
    struct Weight: Encodable {
        var name: String
        var records: UInt64
        var bytes: UInt64
        var messageBytes: UInt64

        init(_ name: String, _ weight: MeterWeight) {
            self.name = name
            records = weight.records
            bytes = weight.lineBytes
            messageBytes = weight.messageBytes
        }
    }

    struct Shape: Encodable {
        var shape: String
        var records: UInt64
        var bytes: UInt64
        var share: Double
        var missedBytesAtMost: UInt64
    }

    struct Retention: Encodable {
        var retention: String
        var plateauBytes: Spread?
        var bytesPerRow: Double?
        var standardHistoryHours: Double?
        var debugHistoryHours: Double?
        var daysUntilFull: Days?
    }

    /// At low, middle and high load; null for never within five years.
    struct Days: Encodable {
        var low: Double?
        var middle: Double?
        var high: Double?

        private enum CodingKeys: String, CodingKey { case low, middle, high }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(low, forKey: .low)
            try container.encode(middle, forKey: .middle)
            try container.encode(high, forKey: .high)
        }
    }

    /// What the rate stands on: `bytes_per_day` and `refused_because` exclude each other.
    struct Rate: Encodable {
        var bytesPerDay: Spread?
        var records: UInt64
        var logs: Int
        var observedHours: Double
        var bursts: UInt64
        var recordsWithWrongClock: UInt64
        var refusedBecause: String?

        init(_ rates: MeasuredRates) {
            bytesPerDay = rates.bytesPerDay
            records = rates.rated.reduce(0) { $0 + $1.evidence.records }
            logs = rates.rated.count
            observedHours = rates.observedHours
            bursts = rates.bursts
            recordsWithWrongClock = rates.logs.reduce(0) { $0 + $1.evidence.setAside.reduce(0) { $0 + $1.records } }
            refusedBecause = RateText(rates).refusal
        }
    }

    struct Lines: Encodable {
        var withoutTime: UInt64
        var unknownFormat: UInt64
        var invalidUtf8: UInt64
        var cut: UInt64
    }

    var version = 1
    var records: UInt64
    var bytes: UInt64
    var messageBytes: UInt64
    var firstTime: String?
    var lastTime: String?
    /// Of the log with a rate that was looked at for the longest time.
    var spanSeconds: Double
    var bytesPerDay: Double?
    var rate: Rate
    var roles: [Weight]
    var levels: [Weight]
    var categories: [Weight]
    /// Heaviest first, 256 at most; an empty name stands for records that name none.
    var applications: [Weight]
    /// 24, hour 0 first, UTC.
    var hours: [Weight]
    var lines: Lines
    var retentions: [Retention]
    var daysUntilFullWithoutCleanup: Days?
    var costliestMessages: [Shape]
    var notes: [String]
    var failures: [String]

    init(_ report: MeasureReport) {
        records = report.total.records
        bytes = report.total.lineBytes
        messageBytes = report.total.messageBytes
        firstTime = report.profile.firstTime
        lastTime = report.profile.lastTime
        spanSeconds = report.profile.spanSeconds
        bytesPerDay = report.rates.bytesPerDay?.middle
        rate = Rate(report.rates)
        roles = report.roles.map { Weight($0.name, $0.weight) }
        levels = report.levels.map { Weight($0.name, $0.weight) }
        categories = report.categories.map { Weight($0.name, $0.weight) }
        applications = report.applications.map { Weight($0.name, $0.weight) }
        hours = report.hours.enumerated().map { Weight("\($0)", $1) }
        let measurement = report.measurement
        lines = Lines(
            withoutTime: measurement.rowsWithoutTime, unknownFormat: measurement.rowsWithoutFormat,
            invalidUtf8: measurement.linesInvalidUTF8, cut: measurement.linesCut)
        retentions = report.retentions.map(Retention.init)
        daysUntilFullWithoutCleanup = report.withoutCleanup.map { Days(low: $0.low, middle: $0.middle, high: $0.high) }
        costliestMessages = report.shapes.map { Shape($0, of: report.total) }
        notes = report.notes
        failures = measurement.failures
    }
}

extension MeasureJSON.Retention {
    init(_ retention: MeasureReport.Retention) {
        self.init(
            retention: retention.policy.text, plateauBytes: retention.plateau, bytesPerRow: retention.bytesPerRow,
            standardHistoryHours: retention.historyHours?.standard, debugHistoryHours: retention.historyHours?.debug,
            daysUntilFull: retention.daysUntilFull.map { MeasureJSON.Days(low: $0.low, middle: $0.middle, high: $0.high) })
    }
}

extension MeasureJSON.Shape {
    init(_ entry: MessageShapes.Entry, of total: MeterWeight) {
        self.init(
            shape: entry.shape, records: entry.weight.records, bytes: entry.weight.lineBytes,
            share: Double(entry.weight.lineBytes) / Double(max(1, total.lineBytes)), missedBytesAtMost: entry.missedLineBytes)
    }
}
