import WeirPlanner
import WeirRecords

/// Where a measurement came from.
enum MeasureSources {
    case files(paths: [String], count: Int, bytes: UInt64, twins: Int, others: [LeftOutFile])
    /// `bytesPerRow`: on disk, indexes and free room included, as the server says.
    case table(name: String, bytesPerRow: Double?)

    var isTable: Bool { if case .table = self { true } else { false } }

    var described: String {
        switch self {
        case .files(let paths, _, _, _, _): paths.joined(separator: ", ")
        case .table(let name, _): "the table \(name)"
        }
    }
}

/// Everything that `weir measure` says, worked out; printing is another's business.
struct MeasureReport {
    struct Policies {
        var byAge: RetentionPolicy
        var byRows: RetentionPolicy
    }

    struct Weight {
        var name: String
        var weight: MeterWeight
    }

    struct Retention {
        var policy: RetentionPolicy
        /// Nil where nothing reaches the table or the time is too short for a rate.
        var plateau: Spread?
        var bytesPerRow: Double?
        var historyHours: PerClass<Double>?
        var daysUntilFull: (low: Double?, middle: Double?, high: Double?)?
    }

    static let costliestShapes = 10
    static let maximumApplications = 256

    var measurement: Measurement
    var sources: MeasureSources
    var rates: MeasuredRates
    var profile: MeasuredProfile
    var total: MeterWeight
    var roles: [Weight]
    var levels: [Weight]
    var categories: [Weight]
    /// Heaviest first, ``maximumApplications`` at most.
    var applications: [Weight]
    /// 24 sums by hour of the day in UTC, of records with a time.
    var hours: [MeterWeight]
    var shapes: [MessageShapes.Entry]
    var retentions: [Retention]
    /// What happens where the clean-up stops; nil without a disk.
    var withoutCleanup: (low: Double?, middle: Double?, high: Double?)?
    var disk: ByteCount?
    /// Why there is no forecast.
    var noForecast: String?

    init(_ measurement: Measurement, sources: MeasureSources, sessions: Int?, policies: Policies, disk: ByteCount?, now: Timestamp) {
        self.measurement = measurement
        self.sources = sources
        self.disk = disk
        rates = MeasuredRates(measurement, now: now)
        profile = MeasuredProfile(measurement, rates, sessions: sessions, holdsWholeTable: sources.isTable)
        total = measurement.total
        roles = Self.sorted(measurement.totals { $0.role }) { $0.rawValue }
        levels = Level.ascending.reversed().compactMap { level in
            measurement.totals { $0.level }[level].map { Weight(name: level.name, weight: $0) }
        }
        categories = Self.sorted(measurement.totals { $0.category }) { $0.name }
        applications = Array(Self.sorted(measurement.totals { $0.application }) { $0 }.prefix(Self.maximumApplications))
        hours = Self.hours(measurement)
        shapes = measurement.shapes.heaviest(Self.costliestShapes)
        retentions = []
        forecast(policies)
    }

    private mutating func forecast(_ policies: Policies) {
        guard rates.isEnough else { return noForecast = RateText(rates).refusal }
        do {
            let forecast = try MeasuredForecast(profile)
            retentions = [policies.byAge, policies.byRows].map { policy in
                Retention(
                    policy: policy, plateau: forecast.plateau(policy), bytesPerRow: forecast.bytesPerRow(policy),
                    historyHours: forecast.historyHours(policy), daysUntilFull: disk.map { forecast.daysUntilFull(policy, room: $0) })
            }
            let forever = RetentionPolicy(standard: .forever, debug: .forever)
            withoutCleanup = disk.map { forecast.daysUntilFull(forever, room: $0) }
        } catch {
            noForecast = error.message
        }
    }

    private static func sorted<Key>(_ totals: [Key: MeterWeight], name: (Key) -> String) -> [Weight] {
        totals.map { Weight(name: name($0.key), weight: $0.value) }
            .sorted { ($1.weight.lineBytes, $0.name) < ($0.weight.lineBytes, $1.name) }
    }

    private static func hours(_ measurement: Measurement) -> [MeterWeight] {
        let totals = measurement.meter.totals { (($0.span % 24) + 24) % 24 }
        return (0..<24).map { totals[$0] ?? .zero }
    }

    /// Of all records, those whose level is not known.
    var unknownLevelShare: Double {
        let unknown = levels.first { $0.name == Level.unknown.name }?.weight.records ?? 0
        return Double(unknown) / Double(max(1, total.records))
    }
}
