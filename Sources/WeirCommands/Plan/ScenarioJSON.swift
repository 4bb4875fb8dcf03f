import WeirPlanner
import WeirRecords

/// One scenario of a plan's JSON.
struct ScenarioJSON: Encodable {
    struct Hosts: Encodable {
        var role: String
        var hosts: Int
        var bytesPerSecond: Percentiles
        var spoolHours: Percentiles
        var rotationHours: Percentiles
        var hours: Percentiles
    }

    struct Parts: Encodable {
        var heapBytes: Double
        var toastBytes: Double
        var indexBytes: Double
        var mapBytes: Double
    }

    struct Cut: Encodable {
        var daysAfter: Double
        var bytesBefore: Percentiles
        var liveBytesAfter: Percentiles
        var bytesAfter: Percentiles
    }

    var name: String
    var retention: String
    /// What to know before doing this.
    var label: String?
    var draws: Int
    /// By name: plateau, high_water, on_disk, live_rows, live_bytes, bytes_per_row, rows_per_second, growth_per_day,
    /// growth_per_day_later, wal_per_day, wal_kept, peak_wal_per_second, days_to_plateau.
    var figures: [String: Figure]
    var daysUntilFull: Percentiles?
    var shareOfDrawsThatFill: Double
    var standardHistoryHours: Percentiles
    var debugHistoryHours: Percentiles
    var parts: Parts
    var cut: Cut?
    var timeToLoss: [Hosts]
    /// Once a day.
    var sizeOverTime: [ScenarioForecast.CurvePoint]

    init(_ forecast: ScenarioForecast) {
        name = forecast.scenario.name.rawValue
        retention = forecast.scenario.policy.text
        label = forecast.scenario.label
        draws = forecast.draws
        figures = Dictionary(forecast.figures.map { ($0.name, $0) }) { first, _ in first }
        daysUntilFull = forecast.daysUntilFull
        shareOfDrawsThatFill = forecast.shareThatFills
        (standardHistoryHours, debugHistoryHours) = (forecast.historyHours.standard, forecast.historyHours.debug)
        let parts = forecast.parts
        self.parts = Parts(heapBytes: parts.heap, toastBytes: parts.toast, indexBytes: parts.indexes, mapBytes: parts.maps)
        cut = forecast.cut.map {
            Cut(daysAfter: $0.daysAfter, bytesBefore: $0.before, liveBytesAfter: $0.liveBytes, bytesAfter: $0.onDisk)
        }
        timeToLoss = forecast.timeToLoss.map {
            Hosts(
                role: $0.role.rawValue, hosts: $0.hosts, bytesPerSecond: $0.bytesPerSecond, spoolHours: $0.spoolHours,
                rotationHours: $0.rotationHours, hours: $0.hours)
        }
        sizeOverTime = forecast.curve
    }
}
