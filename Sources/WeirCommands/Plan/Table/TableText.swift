import WeirCharts
import WeirPlanner
import WeirRecords

/// A run for people: the parts, rows and WAL, the usual estimate beside it, and the size over time.
struct TableText {
    /// Runs up to this length are drawn over hours.
    private static let hoursOnAxis = 72

    let path: String
    let plan: TableCase
    let summary: TableSummary
    let hours: HourlyTable
    let terminal: TerminalShape

    init(_ path: String, _ plan: TableCase, _ summary: TableSummary, _ hours: HourlyTable, _ terminal: TerminalShape) {
        self.path = path
        self.plan = plan
        self.summary = summary
        self.hours = hours
        self.terminal = terminal
    }

    func rendered() -> String {
        ([heading, sizes, disk, rows, wal, naive, assumptions].compactMap { $0 } + [chart]).joined(separator: "\n\n")
    }

    /// `nil` where the case gives no disk.
    private var disk: String? {
        plan.disk.map { disk in
            guard let hour = summary.diskFullAtHour else { return "disk: \(disk.text) hold the table throughout the run" }
            return "disk: \(disk.text) are full in hour \(hour) of the run, on day \(hour / DayShape.hoursPerDay + 1)"
        }
    }

    private var assumptions: String? {
        plan.assumptions.isEmpty ? nil : "assumed:\n" + plan.assumptions.map { "  " + $0 }.joined(separator: "\n")
    }

    private var heading: String {
        "\(path): \(Int64(plan.hours).grouped) hours at \(plan.load.rowsPerHour.whole.grouped) rows an hour, from \(plan.sample.rows.count.grouped) sample rows"
    }

    private var sizes: String {
        var table = TextTable([.init("on disk"), .init("high water", .right), .init("plateau", .right), .init("end", .right)])
        for part in summary.parts + [summary.total] { table.append(part.name, bytes(part.highWater), bytes(part.plateau), bytes(part.end)) }
        return table.rendered() + "\nplateau: the mean of the last third of the run"
    }

    private var rows: String {
        var table = TextTable([.init("rows"), .init("", .right)])
        table.append("live at the plateau", summary.live.plateau.whole.grouped)
        table.append("live at the end", summary.live.end.whole.grouped)
        table.append("inserted", summary.inserted.whole.grouped)
        table.append("deleted", summary.deleted.whole.grouped)
        return table.rendered()
    }

    private var wal: String {
        var table = TextTable([.init("WAL"), .init("in the run", .right), .init("a row", .right)])
        for kind in summary.wal {
            table.append(kind.kind, bytes(kind.bytes), kind.bytesPerRow.map { "\($0 < 10 ? decimal($0) : $0.whole.grouped) B" } ?? "")
        }
        let note = plan.checkpoints == nil ? "; no checkpoint in the run, so no full-page images" : ""
        return table.rendered() + "\na row inserted, of delete a row deleted\(note)"
    }

    private var naive: String {
        let estimate = summary.naive
        let product = "\(summary.live.plateau.whole.grouped) live rows × \(decimal(estimate.tupleBytes)) B = \(bytes(estimate.bytes))"
        let verdict = estimate.error.map { ", \(decimal(abs($0) * 100)) % \($0 < 0 ? "below" : "above") the plateau" } ?? ""
        return "the usual estimate: \(product)\(verdict)"
    }

    private var chart: String {
        let isShort = plan.hours <= Self.hoursOnAxis
        let scale = isShort ? 1 : Double(DayShape.hoursPerDay)
        let points = hours.hours.map { hour in
            BandChart.Point(x: Double(hour.hour + 1) / scale, low: hour.total, middle: hour.total, high: hour.total)
        }
        let chart = BandChart(points: points)
        let across: Axis = isShort ? .hours(upTo: chart.end) : .days(upTo: chart.end)
        return "total over time\n" + terminal.drawn(chart, y: .bytes(upTo: chart.top), x: across)
    }

    private func bytes(_ value: Double) -> String { ByteCount(value.whole).text }
}
