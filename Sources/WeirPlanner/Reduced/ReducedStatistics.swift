/// What PostgreSQL believes of a file, in fluid rows, and when that makes it vacuum or analyze.
struct ReducedStatistics: Equatable, Sendable {
    /// Rows as of the last vacuum or analyze.
    private(set) var believed = 0.0
    private(set) var dead = 0.0
    private var insertedSinceVacuum = 0.0
    private var changedSinceAnalyze = 0.0

    /// `autovacuum_analyze_threshold` and its scale factor: PostgreSQL's defaults.
    private static let analyze = (threshold: 50.0, scale: 0.1)
    /// Fluid rows are counted with less than this error.
    private static let tolerance = 1e-6

    mutating func inserted(_ rows: Double) {
        insertedSinceVacuum += rows
        changedSinceAnalyze += rows
    }

    mutating func deleted(_ rows: Double) {
        dead += rows
        changedSinceAnalyze += rows
    }

    /// How far, as a share, the rows that come and go differ from their mean from vacuum to vacuum. Without that, vacuums would keep to the
    /// same hours of the day for ever, and the table would never meet the worst of them.
    private static let unevenness = 0.02
    private var chance: UInt64 = 0
    private var factor = 1.0

    private mutating func drawFactor() {
        chance &+= 1
        let uniform = Double(SplitMix64.mixed(chance) >> 11) * 0x1p-53
        factor = 1 + Self.unevenness * (uniform - 0.5)
    }

    func isVacuumDue(_ settings: VacuumSettings) -> Bool {
        let isInsertDue =
            settings.insertThreshold >= 0
            && insertedSinceVacuum > settings.insertThreshold + settings.insertScale * believed + Self.tolerance
        return isInsertDue || dead * factor > settings.deadThreshold + settings.deadScale * believed + Self.tolerance
    }

    var isAnalyzeDue: Bool { changedSinceAnalyze > Self.analyze.threshold + Self.analyze.scale * believed + Self.tolerance }

    mutating func vacuumed(live: Double, stillDead: Double, isEven: Bool) {
        if !isEven { drawFactor() }
        believed = live
        dead = stillDead
        insertedSinceVacuum = 0
    }

    mutating func analyzed(live: Double, dead: Double) {
        believed = live
        self.dead = dead
        changedSinceAnalyze = 0
    }
}
