/// When autovacuum looks at a table, and how long its cost limit makes it work: seconds since the run's beginning.
///
/// One table, so one worker at a time: while it is at work, the looks that fall due are missed. A worker decides on vacuum and
/// analyze together, and does one after the other.
struct AutovacuumClock: Sendable {
    enum Step: Equatable, Sendable {
        case look
        case vacuumEnds
        case analyzeEnds
    }

    private let settings: VacuumSettings
    private let naptime: Double
    private var nextLook = 0.0
    /// The end of each piece of work in hand, in order.
    private var ends: [(step: Step, at: Double)] = []

    /// What a launcher needs beyond the naptime to have a worker at the table: measured on PostgreSQL 15.20, naptime 1 s.
    static let launchSeconds = 0.07
    /// What a rest takes beyond its length: measured there, rests of 10 ms.
    static let restOverheadMilliseconds = 0.1

    /// - Parameter naptime: seconds, over 0.
    init(_ settings: VacuumSettings, naptime: Double) {
        self.settings = settings
        self.naptime = naptime + Self.launchSeconds
    }

    /// What comes next and not after `end`, which is taken as done.
    mutating func next(until end: Double) -> Step? {
        if let first = ends.first {
            guard first.at <= end else { return nil }
            ends.removeFirst()
            return first.step
        }
        guard nextLook <= end else { return nil }
        now = nextLook
        nextLook += naptime
        return .look
    }

    private var now = 0.0

    /// Work that the last look found due, by its cost in `vacuum_cost_page_hit`; `nil`: not due.
    mutating func begin(vacuumCost: Double?, analyzeCost: Double?) {
        var time = now
        for (step, cost) in [(Step.vacuumEnds, vacuumCost), (.analyzeEnds, analyzeCost)] {
            guard let cost else { continue }
            time += seconds(cost)
            ends.append((step, time))
        }
        while nextLook < time { nextLook += naptime }
    }

    private func seconds(_ cost: Double) -> Double {
        guard settings.costDelayMilliseconds > 0, settings.costLimit > 0 else { return 0 }
        return cost / settings.costLimit * (settings.costDelayMilliseconds + Self.restOverheadMilliseconds) / 1000
    }

}

extension AutovacuumClock {
    /// Each page scanned with its entry of the free space map, each page with dead rows once more, the indexes page by page.
    static func vacuumCost(scanned: Double, withDead: Double, indexPages: Double) -> Double {
        2 * scanned + withDead + indexPages + vacuumBase
    }

    /// Each page of the table, up to the sample's size, and the catalogue.
    static func analyzeCost(pages: Double) -> Double { min(pages, analyzeSample) + analyzeBase }

    /// Catalogue, maps and the index pages that are unlinked: measured, 100 to 200.
    private static let vacuumBase = 150.0
    /// `300 × default_statistics_target`.
    private static let analyzeSample = 30_000.0
    /// Statistics read and written, for seven columns: measured.
    private static let analyzeBase = 900.0
}
