/// A moment in the stream of insertions, and how many rows came before it.
struct RowMark: Equatable, Sendable {
    /// Hours since the beginning; rows of an hour come evenly.
    var time = 0.0
    var rows = PerClass<Double>.zero

    /// Rows of both classes.
    var position: Double { rows.standard + rows.debug }
}

/// Rows inserted up to the end of each hour, as far back as anybody asks for.
struct RowTimeline: Sendable {
    /// Pairs of standard and debug rows before each hour, the hour modulo the capacity.
    private var sums: [Double]
    private var mask: Int
    /// Hours that are complete.
    private(set) var hours = 0
    private(set) var end = RowMark()

    /// - Parameter capacity: hours that fit without growing.
    init(capacity: Int) {
        var size = 32
        while size < min(capacity, Self.mostReserved) { size *= 2 }
        sums = Array(repeating: 0, count: 2 * size)
        mask = size - 1
    }

    /// Hours that are reserved beforehand at most: two years.
    private static let mostReserved = 1 << 14

    /// - Parameter oldest: nobody asks for what came before this time.
    mutating func append(_ inserted: PerClass<Double>, oldest: Double) {
        if Double(hours + 2) - oldest.rounded(.down) > Double(mask + 1) { grow() }
        end.rows.standard += inserted.standard
        end.rows.debug += inserted.debug
        hours += 1
        end.time = Double(hours)
        let slot = 2 * (hours & mask)
        sums[slot] = end.rows.standard
        sums[slot + 1] = end.rows.debug
    }

    private mutating func grow() {
        let size = 2 * (mask + 1)
        var larger = Array(repeating: 0.0, count: 2 * size)
        for hour in max(0, hours - mask)...hours {
            let (from, to) = (2 * (hour & mask), 2 * (hour & (size - 1)))
            larger[to] = sums[from]
            larger[to + 1] = sums[from + 1]
        }
        (sums, mask) = (larger, size - 1)
    }

    private func rows(beforeHour hour: Int) -> PerClass<Double> {
        let slot = 2 * (hour & mask)
        return PerClass(standard: sums[slot], debug: sums[slot + 1])
    }

    /// - Parameter time: not before what is kept; what lies ahead counts as now.
    func mark(at time: Double) -> RowMark {
        guard time < end.time else { return end }
        let hour = Int(max(0, time))
        let (before, after) = (rows(beforeHour: hour), rows(beforeHour: hour + 1))
        let share = max(0, time) - Double(hour)
        return RowMark(
            time: max(0, time),
            rows: PerClass(
                standard: before.standard + (after.standard - before.standard) * share,
                debug: before.debug + (after.debug - before.debug) * share))
    }

    /// The moment at or after `start` before which so many rows came; `count` tells which rows count.
    func mark(after start: RowMark, rows target: Double, of count: RowClasses) -> RowMark {
        guard count.rows(start.rows) < target else { return start }
        guard count.rows(end.rows) > target else { return end }
        var hour = Int(start.time)
        while hour + 1 < hours, count.rows(rows(beforeHour: hour + 1)) <= target { hour += 1 }
        let (before, after) = (count.rows(rows(beforeHour: hour)), count.rows(rows(beforeHour: hour + 1)))
        let share = after > before ? (target - before) / (after - before) : 0
        return mark(at: Double(hour) + min(1, max(0, share)))
    }
}

/// Which rows a limit counts.
enum RowClasses: Equatable, Sendable {
    case standard, debug, both

    @inline(__always)
    func rows(_ rows: PerClass<Double>) -> Double {
        switch self {
        case .standard: rows.standard
        case .debug: rows.debug
        case .both: rows.standard + rows.debug
        }
    }
}
