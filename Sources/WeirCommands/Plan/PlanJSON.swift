import WeirPlanner
import WeirRecords

/// A plan as JSON, version 1: every figure with its range, unit, formula, inputs and origin.
///
/// `scenarios[].name` is present, debug_off, all_off or other_unit; `days_until_full` holds null where the disk is not full within
/// five years; what grows for ever has no `plateau`.
struct PlanJSON: Encodable {
    struct Load: Encodable {
        var role: String
        var standardRowsPerDay: Spread
        var debugRowsPerDay: Spread
        var reachesDatabase: Bool
        var origin: Figure.Origin
    }

    struct Disk: Encodable {
        var bytes: Int64
        var usedByOthersBytes: Int64
        var members: Int
    }

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

    struct Parts: Encodable {
        var heapBytes: Double
        var toastBytes: Double
        var indexBytes: [String: Double]
        var mapBytes: Double
    }

    struct Item: Encodable {
        var name: Scenario.Name
        var retention: String
        var rowsPerSecond: Figure
        var plateau: Figure?
        var liveRows: Figure?
        var liveBytes: Figure?
        var bytesPerRow: Figure?
        var walPerDay: Figure
        var daysToPlateau: Figure?
        var standardHistoryHours: Spread
        var debugHistoryHours: Spread
        /// At low, middle and high load.
        var daysUntilFull: Days
        var plateauParts: Parts?
        var sizeOverTime: [ScenarioForecast.CurvePoint]
    }

    var version = 1
    var deployment: String
    /// assumed where any of the load is a prior.
    var basis: Figure.Origin
    var load: [Load]
    var disk: Disk
    var scenarios: [Item]
    var assumptions: [Plan.Assumption]

    init(_ plan: Plan) {
        deployment = plan.name
        basis = plan.estimate.origin
        load = plan.estimate.roles.map {
            Load(
                role: $0.role.rawValue, standardRowsPerDay: $0.rowsPerDay.standard, debugRowsPerDay: $0.rowsPerDay.debug,
                reachesDatabase: $0.role.reachesDatabase, origin: $0.origin)
        }
        disk = Disk(
            bytes: plan.database.disk.bytes, usedByOthersBytes: plan.database.diskUsedByOthers.bytes,
            members: max(1, plan.database.members.count))
        let indexes = plan.layout.indexes.map(\.name)
        scenarios = plan.scenarios.map { Item($0, indexes: indexes) }
        assumptions = plan.assumptions
    }
}

extension PlanJSON.Item {
    init(_ forecast: ScenarioForecast, indexes: [String]) {
        self.init(
            name: forecast.scenario.name, retention: forecast.scenario.policy.text, rowsPerSecond: forecast.rowsPerSecond,
            plateau: forecast.plateau, liveRows: forecast.liveRows, liveBytes: forecast.liveBytes, bytesPerRow: forecast.bytesPerRow,
            walPerDay: forecast.walPerDay, daysToPlateau: forecast.daysToPlateau, standardHistoryHours: forecast.historyHours.standard,
            debugHistoryHours: forecast.historyHours.debug,
            daysUntilFull: PlanJSON.Days(
                low: forecast.daysUntilFull.low, middle: forecast.daysUntilFull.middle, high: forecast.daysUntilFull.high),
            plateauParts: forecast.parts.map { PlanJSON.Parts($0, indexes: indexes) }, sizeOverTime: forecast.curve)
    }
}

extension PlanJSON.Parts {
    init(_ size: TableSize, indexes: [String]) {
        heapBytes = size.heap
        toastBytes = size.toast + size.toastIndex
        indexBytes = Dictionary(zip(indexes, size.indexes)) { first, second in first + second }
        mapBytes = size.maps
    }
}
