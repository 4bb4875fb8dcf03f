/// When a disk fills: the first moment at which the table no longer fits beside what else is on it.
package enum DiskFill {
    /// Beyond this a forecast from today's growth says nothing.
    package static let horizonHours = 5 * TableForecast.yearHours
    private static let stepHours = (early: 2.0, late: 24.0)
    private static let earlyHours = 30.0 * 24

    /// Hours until the size is over the room; nil where it is not within five years.
    ///
    /// - Parameters:
    ///   - neverFalls: whether the size never falls over time, which spares a search in steps.
    ///   - size: bytes after some hours.
    package static func hours(room: Double, neverFalls: Bool, size: (Double) -> Double) -> Double? {
        if neverFalls { return size(horizonHours) > room ? bisected(from: 0, to: horizonHours) { size($0) > room } : nil }
        var before = 0.0
        while before < horizonHours {
            let after = before + (before < earlyHours ? stepHours.early : stepHours.late)
            if size(after) > room { return bisected(from: before, to: after) { size($0) > room } }
            before = after
        }
        return nil
    }

    private static let bisections = 40

    private static func bisected(from: Double, to: Double, isOver: (Double) -> Bool) -> Double {
        var (low, high) = (from, to)
        for _ in 0..<bisections {
            let middle = (low + high) / 2
            if isOver(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
