import RealModule
import WeirRecords

/// One draw of one scenario, hour by hour; what of it the forecast keeps.
struct TableRun {
    /// The files' most of each day, and the live rows' bytes at its end.
    private(set) var dailyBytes: [Double] = []
    private(set) var dailyLive: [Double] = []
    private(set) var highWater = 0.0
    private(set) var first = 0.0
    private(set) var last = ReducedHour.none
    /// First hour at whose end the disk is over its room; infinite for never.
    private(set) var fullAfter = Double.infinity
    private(set) var peakWAL = 0.0
    private(set) var walKept = 0.0
    private(set) var plateau = Plateau()

    /// The week in which the table has come round.
    struct Plateau {
        var bytes = 0.0
        /// The hour of the week in which the files took the most.
        var hour = ReducedHour.none
        var wal = 0.0
        var hours = 0
    }

    init(_ draw: LoadDraw, _ coefficients: TableCoefficients, _ frame: Frame) {
        var table = ReducedTable(coefficients.scaled(rowBytes: draw.rowLength), frame.rules)
        let floor = Self.begin(&table, draw, frame)
        first = floor
        let window = Self.window(draw, frame)
        var flow = HourlyFlow(draw, frame)
        dailyBytes.reserveCapacity(frame.hours / 24)
        dailyLive.reserveCapacity(frame.hours / 24)
        var (day, hourOfDay) = (0.0, 0)
        for hour in 0..<frame.hours {
            if let change = frame.change, change.hour == hour { flow.keep(only: change.isOn) }
            let state = table.advance(inserted: flow.next(hourOfDay))
            let bytes = max(state.total, floor)
            day = max(day, bytes)
            hourOfDay += 1
            if hourOfDay == 24 {
                dailyBytes.append(day)
                dailyLive.append(state.liveBytes)
                (day, hourOfDay) = (0, 0)
            }
            note(state, bytes, hour, frame)
            if window.contains(hour) { plateau.add(state, bytes) }
            last = state
            if frame.stopsWhenFull, fullAfter.isFinite { return }
        }
    }

    private mutating func note(_ state: ReducedHour, _ bytes: Double, _ hour: Int, _ frame: Frame) {
        highWater = max(highWater, bytes)
        peakWAL = max(peakWAL, state.wal)
        let kept = frame.server.walKept(perHour: state.wal)
        walKept = max(walKept, kept)
        if fullAfter == .infinity, bytes + walKept > frame.room { fullAfter = Double(hour + 1) }
    }

    /// Hours in which the table has come round: all rows there were inserted under this load, and a vacuum has passed. At the
    /// horizon's end where that lies beyond it.
    private static func window(_ draw: LoadDraw, _ frame: Frame) -> Range<Int> {
        let longest = RetentionClass.allCases.reduce(0) { max($0, frame.keptHours($1, draw.rowsPerHour[$1])) }
        let from = min(longest * settled + 24, Double(frame.hours - weekHours))
        let start = max(0, Int(from))
        return start..<min(frame.hours, start + weekHours)
    }

    /// Half as long again as the retention: the fifth that waits for a vacuum, and the index pages that wait for the next.
    private static let settled = 1.5
    private static let weekHours = 168

    /// Feeds in what is there at the beginning.
    ///
    /// - Returns: bytes below which the files don't fall.
    private static func begin(_ table: inout ReducedTable, _ draw: LoadDraw, _ frame: Frame) -> Double {
        guard case .present(let bytes, let rows) = frame.start else { return 0 }
        let mean = PerClass { frame.isOn[$0] ? draw.rowsPerHour[$0] : 0 }
        guard mean.sum > 0 else { return bytes }
        var live = 0.0
        for _ in 0..<longestPast {
            let state = table.advance(inserted: mean)
            // No further where the retention holds it, or where as much is there as was found.
            guard state.live.sum > live, rows.map({ state.live.sum < $0 }) ?? (state.total < bytes) else { break }
            live = state.live.sum
        }
        return bytes
    }

    /// Hours of the past that are fed in at most: a year.
    private static let longestPast = 8784
}

extension TableRun.Plateau {
    mutating func add(_ state: ReducedHour, _ size: Double) {
        if size > bytes || hours == 0 { hour = state }
        bytes = max(bytes, size)
        wal += state.wal
        hours += 1
    }

    var walPerDay: Double { hours > 0 ? wal / Double(hours) * 24 : 0 }
}

extension ReducedHour {
    static let none = ReducedHour(
        live: .zero, liveBytes: 0, heap: 0, toast: 0, indexes: 0, maps: 0, total: 0, wal: 0, deleted: 0)
}
