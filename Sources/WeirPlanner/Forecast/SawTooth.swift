import WeirRecords

/// Some days of a table that has come round, with every input in its middle: deleted rows pile up until a vacuum clears them.
package struct SawTooth: Equatable, Sendable, Encodable {
    package struct Point: Equatable, Sendable, Encodable {
        /// From the beginning of these days; the same twice where a vacuum came: before and after it.
        package var hours: Double
        /// Bytes of the rows alive, and of those deleted whose room no vacuum has freed yet.
        package var liveBytes: Double
        package var deadBytes: Double
        /// Of all files: rows, indexes, room that is free to be used again.
        package var fileBytes: Double

        package init(hours: Double, liveBytes: Double, deadBytes: Double, fileBytes: Double) {
            self.hours = hours
            self.liveBytes = liveBytes
            self.deadBytes = deadBytes
            self.fileBytes = fileBytes
        }
    }

    /// Day of the plan on which these days begin.
    package var fromDay: Int
    package var points: [Point]
    /// Between the vacuums of these days; nil where there are fewer than two.
    package var hoursBetweenVacuums: Double?

    package init(fromDay: Int, points: [Point], hoursBetweenVacuums: Double?) {
        self.fromDay = fromDay
        self.points = points
        self.hoursBetweenVacuums = hoursBetweenVacuums
    }
}

/// Deleted rows that no vacuum has cleared, by the triggers of autovacuum.
struct WaitingRows {
    private(set) var rows = 0.0
    private var inserted = 0.0
    private var liveAtVacuum = 0.0

    /// - Returns: rows that a vacuum cleared at the end of the hour; nil where none came.
    mutating func advance(deleted: Double, inserted new: Double, live: Double, _ settings: VacuumSettings) -> Double? {
        rows += deleted
        inserted += new
        let byDead = rows > settings.deadThreshold + settings.deadScale * liveAtVacuum
        let byInserted = inserted > settings.insertThreshold + settings.insertScale * liveAtVacuum
        guard settings.isEnabled, byDead || byInserted else { return nil }
        defer { (rows, inserted, liveAtVacuum) = (0, 0, live) }
        return rows
    }
}

extension Forecaster {
    /// Three days at least, so that the day's shape shows; two weeks at most, where vacuums are rare.
    private static let sawHours = (least: 72, most: 336)
    /// Vacuums that are to be seen.
    private static let wantedVacuums = 3
    /// Half as long again as the retention, and a day: then a vacuum has passed over every page.
    private static let settledShare = 1.5

    /// Nil where rows are kept for ever or for longer than is looked ahead, and where none come in.
    func sawTooth(_ scenario: Scenario) -> SawTooth? {
        let (frame, draw) = (frame(scenario), sampler.draw(LoadDeviations()))
        let kept = RetentionClass.allCases.map { frame.keptHours($0, draw.rowsPerHour[$0]) }.max() ?? 0
        let settled = kept * Self.settledShare + 24
        guard kept > 0, settled + Double(Self.sawHours.least) <= Double(frame.hours) else { return nil }
        let from = Int((settled / 24).rounded(.up)) * 24
        let saw = saw(draw, frame, from: from, to: min(frame.hours, from + Self.sawHours.most))
        guard saw.points.contains(where: { $0.deadBytes > 0 }) else { return nil }
        return saw
    }

    private func saw(_ draw: LoadDraw, _ frame: TableRun.Frame, from: Int, to end: Int) -> SawTooth {
        var (table, flow, waiting) = (table(draw, frame), HourlyFlow(draw, frame), WaitingRows())
        var (points, vacuums) = ([SawTooth.Point](), [Double]())
        for hour in 0..<end {
            let rows = flow.next(hour % 24)
            let state = table.advance(inserted: rows)
            let cleared = waiting.advance(deleted: state.deleted, inserted: rows.sum, live: state.live.sum, frame.rules.vacuum)
            guard hour >= from else { continue }
            let hours = Double(hour - from)
            if let cleared {
                points.append(state.point(hours, dead: cleared))
                vacuums.append(hours)
            }
            points.append(state.point(hours, dead: waiting.rows))
            if hour - from >= Self.sawHours.least, vacuums.count >= Self.wantedVacuums { break }
        }
        let between = vacuums.count > 1 ? (vacuums[vacuums.count - 1] - vacuums[0]) / Double(vacuums.count - 1) : nil
        return SawTooth(fromDay: from / 24, points: points, hoursBetweenVacuums: between)
    }
}

extension ReducedHour {
    /// Dead rows are taken to be as long as live ones.
    fileprivate func point(_ hours: Double, dead: Double) -> SawTooth.Point {
        let each = live.sum > 0 ? liveBytes / live.sum : 0
        return SawTooth.Point(hours: hours, liveBytes: liveBytes, deadBytes: dead * each, fileBytes: total)
    }
}
