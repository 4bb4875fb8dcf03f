import WeirPlanner
import WeirRecords

/// A measurement for people.
struct MeasureText {
    private let report: MeasureReport
    private let profilePath: String?
    private let spread: SpreadText

    init(_ report: MeasureReport, profilePath: String?) {
        self.report = report
        self.profilePath = profilePath
        spread = report.profile.spanHours < MeasuredProfile.weekHours ? .prior : .measured
    }

    func rendered() -> String {
        [
            heading, weights("role", report.roles), weights("level", report.levels), weights("category", report.categories), applications,
            hours,
            forecast, shapes, notes,
        ]
        .filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var heading: String {
        let source =
            switch report.sources {
            case .files(_, let count, let bytes, _, _):
                "\(count.grouped) \(count == 1 ? "file" : "files"), \(ByteCount(Int64(clamping: bytes)).text)"
            case .table(let name, _): "table \(name)"
            }
        let span = report.rates.period.map { "\($0.lowerBound) – \($0.upperBound) (\(Duration.seconds($0.seconds).text))" }
        return "\(source): \(report.total.records.grouped) records, \(bytes(report.total.lineBytes))\n"
            + "\(span ?? "no record names a time")\n\(rate)"
    }

    private var rate: String {
        guard let rate = report.rates.bytesPerDay else { return "no rate: \(RateText(report.rates).refusal ?? "too little is known")" }
        return "\(spread.text(rate, spread.bytes)) of log lines a day, from \(RateText(report.rates).basis)"
    }

    private func bytes(_ count: UInt64) -> String { ByteCount(Int64(clamping: count)).text }

    private func share(_ weight: MeterWeight) -> String {
        let share = 100 * Double(weight.lineBytes) / Double(max(1, report.total.lineBytes))
        return share > 0 && share < 0.1 ? "<0.1 %" : "\(decimal(share)) %"
    }

    private func weights(_ title: String, _ weights: [MeasureReport.Weight]) -> String {
        var table = TextTable([
            .init(title), .init("records", .right), .init("bytes", .right), .init("share", .right), .init("a record", .right),
        ])
        for item in weights {
            let each = item.weight.records > 0 ? item.weight.lineBytes / item.weight.records : 0
            table.append(item.name, item.weight.records.grouped, bytes(item.weight.lineBytes), share(item.weight), "\(each) B")
        }
        return table.rendered()
    }

    private static let shownApplications = 10

    private var applications: String {
        let named = report.applications.prefix(Self.shownApplications).map { application in
            MeasureReport.Weight(name: application.name.isEmpty ? "(none named)" : application.name, weight: application.weight)
        }
        return weights("application", named)
    }

    /// A bar an hour, the busiest as tall as can be.
    private var hours: String {
        let bars = Array("▁▂▃▄▅▆▇█")
        let most = report.hours.map(\.records).max() ?? 0
        guard most > 0 else { return "" }
        let line = report.hours.map { hour -> Character in
            guard hour.records > 0 else { return " " }
            return bars[min(bars.count - 1, Int(Double(hour.records) / Double(most) * Double(bars.count)))]
        }
        let busiest = report.hours.firstIndex { $0.records == most } ?? 0
        return "hour of the day (UTC)  0 ▕\(String(line))▏ 23   busiest \(busiest):00, \(most.grouped) records"
    }

    private var forecast: String {
        guard report.rates.isEnough else { return "" }
        if let reason = report.noForecast { return "no forecast of the table: \(reason)" }
        var columns: [TextTable.Column] = [.init("in the database"), .init("plateau", .right), .init("keeps", .right)]
        if report.disk != nil { columns.append(.init("disk full after", .right)) }
        var table = TextTable(columns)
        for retention in report.retentions {
            table.append(
                [retention.policy.text, retention.plateau.map { spread.text($0, spread.bytes) } ?? "–", history(retention)]
                    + (retention.daysUntilFull.map { [days($0)] } ?? []))
        }
        if let days = report.withoutCleanup { table.append("the clean-up stops", "grows for ever", "all", self.days(days)) }
        let unit = "which unit applies, time or rows: look up log_retention and debug_retention in the platform's settings"
        return table.rendered() + "\n" + unit
    }

    private func history(_ retention: MeasureReport.Retention) -> String {
        guard let hours = retention.historyHours else { return "–" }
        return "\(spread.days(hours.standard / 24)), debug \(spread.days(hours.debug / 24))"
    }

    private func days(_ days: (low: Double?, middle: Double?, high: Double?)) -> String {
        func text(_ days: Double?) -> String { days.map(spread.days) ?? "never" }
        let (middle, soonest, latest) = (text(days.middle), text(days.high), text(days.low))
        return soonest == latest ? middle : "\(middle) (\(soonest) – \(latest))"
    }

    private static let longestShape = 90

    private var shapes: String {
        guard !report.shapes.isEmpty else { return "" }
        var table = TextTable([.init("share", .right), .init("records", .right), .init("a record", .right), .init("costliest messages")])
        for shape in report.shapes {
            let each = shape.weight.lineBytes / max(1, shape.weight.records)
            table.append(share(shape.weight), shape.weight.records.grouped, "\(each) B", shortened(shape.shape))
        }
        return table.rendered()
    }

    /// One line, without control characters: a message must not steer the terminal.
    private func shortened(_ text: String) -> String {
        let plain = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        return plain.count <= Self.longestShape ? plain : plain.prefix(Self.longestShape - 1) + "…"
    }

    private var notes: String {
        (report.notes + (profilePath.map { ["profile written to \($0): weir plan DEPLOYMENT.yaml --profile \($0)"] } ?? []))
            .map { "- \($0)" }.joined(separator: "\n")
    }
}
