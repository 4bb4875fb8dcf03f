/// What PostgreSQL believes of a table, and when that makes it vacuum or analyze.
struct TableStatistics: Equatable, Sendable {
    struct Due: Equatable, Sendable {
        var vacuum: Bool
        var analyze: Bool
    }

    /// Rows as of the last vacuum or analyze.
    private(set) var rows = 0.0
    private var pages = 0
    private(set) var dead = 0.0
    private var insertedSinceVacuum = 0.0
    private var changedSinceAnalyze = 0.0

    /// `autovacuum_analyze_threshold` and its scale factor: PostgreSQL's defaults.
    private static let analyze = (threshold: 50.0, scale: 0.1)

    mutating func inserted(_ count: Int) {
        insertedSinceVacuum += Double(count)
        changedSinceAnalyze += Double(count)
    }

    /// Each leaves an old version.
    mutating func updated(_ count: Int) { deleted(count) }

    mutating func deleted(_ count: Int) {
        dead += Double(count)
        changedSinceAnalyze += Double(count)
    }

    /// - Parameter scale: rows of the real table for each of this one's, by which fixed thresholds shrink.
    func due(_ settings: VacuumSettings, scale: Double) -> Due {
        Due(
            vacuum: dead > settings.deadThreshold / scale + settings.deadScale * rows || isInsertVacuumDue(settings, scale),
            analyze: changedSinceAnalyze > Self.analyze.threshold / scale + Self.analyze.scale * rows)
    }

    /// A threshold below zero switches these vacuums off.
    private func isInsertVacuumDue(_ settings: VacuumSettings, _ scale: Double) -> Bool {
        settings.insertThreshold >= 0 && insertedSinceVacuum > settings.insertThreshold / scale + settings.insertScale * rows
    }

    /// Believed rows mix the old density of what was passed over with what was seen.
    mutating func vacuumed(_ scan: HeapFile.VacuumScan, pages total: Int) {
        let seen = Double(scan.liveTuples)
        if scan.pages >= total || pages == 0 {
            rows = scan.pages > 0 ? seen / Double(scan.pages) * Double(total) : rows
        } else if !(total == pages && Double(scan.pages) < Self.tooFewPages * Double(total)) {
            rows = rows / Double(pages) * Double(total - scan.pages) + seen
        }
        pages = total
        dead = Double(scan.recentlyDead)
        insertedSinceVacuum = 0
    }

    /// Fewer scanned pages than this share leave the belief as it was.
    private static let tooFewPages = 0.02

    mutating func analyzed(live: Int, dead: Int, pages: Int) {
        rows = Double(live)
        self.pages = pages
        self.dead = Double(dead)
        changedSinceAnalyze = 0
    }
}
