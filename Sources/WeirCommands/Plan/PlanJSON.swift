import WeirPlanner
import WeirRecords

/// A plan as JSON, version 2: every figure with its percentiles, unit, formula, inputs and origin.
///
/// `scenarios[].name` is present, debug_off, all_off, buffer_24h, tuned_autovacuum, daily_partitions, other_unit, or a name from the
/// deployment's own list. In `days_until_full` null stands for never within the horizon; it is left out where no draw fills the
/// disk. What grows on has no `plateau`.
struct PlanJSON: Encodable {
    struct Load: Encodable {
        var role: String
        /// P5, P50, P95.
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

    struct Fitting: Encodable {
        /// As in the deployment file; null where nothing fits.
        var standardRetention: String?
        var retentionIsAtLeast: Bool
        /// Where half of the draws fit.
        var standardRetentionAtP50: String?
        var peakConcurrentSessions: Int?
        var sessionsAreAtLeast: Bool
        var peakConcurrentSessionsAtP50: Int?
        var assumes: [String]
    }

    var version = 2
    var deployment: String
    var draws: Int
    var days: Int
    var seed: UInt64
    /// assumed where any of the load is a prior.
    var basis: Figure.Origin
    var load: [Load]
    var disk: Disk
    var scenarios: [ScenarioJSON]
    /// By name: copies_bytes, backup_bytes, backup_hours, peak_operations, io_share, io_burst_share, flush_burst_seconds,
    /// delay_per_query, launch_delay, days_until_full_without_cleanup, slot_wal_per_hour, days_until_full_without_standby; what rests
    /// on the volume's limits is left out where they are not known.
    var figures: [String: Figure]
    /// Roles whose hosts lose records in the SIEM's longest outage, at P10 of their time to loss.
    var rolesThatLose: [String]
    var fits: Fitting
    /// High-water marks with one input at its P5 and P95 and all else in the middle, widest first.
    var swings: [Swing]
    var assumptions: [Plan.Assumption]

    init(_ plan: Plan) {
        deployment = plan.name
        (draws, days, seed) = (plan.settings.draws, plan.settings.days, plan.settings.seed)
        basis = plan.estimate.origin
        load = plan.estimate.roles.map {
            Load(
                role: $0.role.rawValue, standardRowsPerDay: $0.rowsPerDay.standard, debugRowsPerDay: $0.rowsPerDay.debug,
                reachesDatabase: $0.role.reachesDatabase, origin: $0.origin)
        }
        disk = Disk(
            bytes: plan.database.disk.bytes, usedByOthersBytes: plan.database.diskUsedByOthers.bytes,
            members: max(1, plan.database.members.count))
        scenarios = plan.scenarios.map(ScenarioJSON.init)
        figures = Dictionary((plan.burden + plan.failures.figures).map { ($0.name, $0) }) { first, _ in first }
        rolesThatLose = plan.failures.hostsThatLose.map(\.role.rawValue)
        fits = Fitting(
            standardRetention: plan.retentionThatFits.limit?.text, retentionIsAtLeast: plan.retentionThatFits.isAtLeast,
            standardRetentionAtP50: plan.retentionThatFits.limitAtP50?.text, peakConcurrentSessions: plan.sessionsThatFit.peakConcurrent,
            sessionsAreAtLeast: plan.sessionsThatFit.isAtLeast,
            peakConcurrentSessionsAtP50: plan.sessionsThatFit.peakConcurrentAtP50,
            assumes: [plan.retentionThatFits.assumes, plan.sessionsThatFit.assumes])
        swings = plan.swings
        assumptions = plan.assumptions
    }
}
