import WeirPlanner
import WeirRecords

extension PlanText {
    /// Every setting beside the others.
    var scenarios: String {
        var table = TextTable([
            .init("scenario"), .init("plateau P50", .right), .init("P90", .right), .init("P95", .right), .init("WAL a day", .right),
            .init("disk full", .right), .init("stays after a cut", .right),
        ])
        for forecast in plan.scenarios {
            let size = forecast.plateau?.value
            table.append(
                forecast.scenario.title + mark(forecast), size.map { spread.bytes($0.p50) } ?? "grows on",
                size.map { spread.bytes($0.p90) } ?? "", size.map { spread.bytes($0.p95) } ?? "",
                spread.bytes(forecast.walPerDay.value.p50),
                full(forecast), forecast.cut.map { spread.bytes($0.onDisk.p50) } ?? "")
        }
        let room = "disk \(plan.database.disk.text), \(plan.database.diskUsedByOthers.text) used by others; WAL counts against it"
        return ([table.rendered(), room + members] + labels + [cutNote].compactMap { $0 }).joined(separator: "\n")
    }

    /// Days at P50, sooner at P10; the share of draws where the middle one never fills it.
    private func full(_ forecast: ScenarioForecast) -> String {
        guard let days = forecast.daysUntilFull else { return "never" }
        let share = "in \(spread.share(forecast.shareThatFills))"
        guard days.p10.isFinite else { return share }
        return days.p50.isFinite ? "\(spread.days(days.p50)) (P10 \(spread.days(days.p10)))" : "\(share) (P10 \(spread.days(days.p10)))"
    }

    private var members: String {
        plan.database.members.count > 1 ? "; each of the \(plan.database.members.count) members holds the whole table" : ""
    }

    private func mark(_ forecast: ScenarioForecast) -> String {
        forecast.scenario.label.flatMap { label in distinctLabels.firstIndex(of: label) }.map { String(repeating: "*", count: $0 + 1) }
            ?? ""
    }

    private var distinctLabels: [String] {
        plan.scenarios.compactMap(\.scenario.label).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private var labels: [String] {
        distinctLabels.enumerated().map { wrapped($1, indent: 4, first: String(repeating: "*", count: $0 + 1) + " ") }
    }

    private var cutNote: String? {
        guard let cut = plan.scenarios.compactMap(\.cut).first else { return nil }
        return wrapped(
            "stays after a cut: what a table that has grown to \(spread.bytes(cut.before.p50)) under the present setting still takes"
                + " \(Int(cut.daysAfter)) days after the change, at P50, until REINDEX, VACUUM FULL or pg_repack",
            indent: 2, first: "")
    }

    /// The disk's own answers.
    var backwards: String {
        let (retention, sessions) = (plan.retentionThatFits, plan.sessionsThatFit)
        let least = { (isAtLeast: Bool) in isAtLeast ? "at least " : "" }
        let kept =
            retention.limit.map { least(retention.isAtLeast) + $0.text }
            ?? "none: even the shortest takes \(spread.bytes(retention.highWater))"
        let most =
            sessions.peakConcurrent.map { least(sessions.isAtLeast) + $0.grouped }
            ?? "none: even one takes \(spread.bytes(sessions.highWater))"
        var table = TextTable([.init("what fits this disk"), .init("at P95", .right), .init("at P50", .right)])
        table.append("standard retention", kept, retention.limitAtP50.map(\.text) ?? "none")
        table.append("concurrent sessions", most, sessions.peakConcurrentAtP50.map(\.grouped) ?? "none")
        return [
            table.rendered(),
            wrapped("assuming \(sessions.assumes)", indent: 2, first: "  "),
        ].joined(separator: "\n")
    }

    /// How long records are safe while nobody takes them.
    var loss: String {
        let hosts = plan.present.timeToLoss
        guard !hosts.isEmpty else { return "" }
        var table = TextTable([
            .init("time to loss"), .init("a host writes", .right), .init("spool", .right), .init("+ rotation", .right),
            .init("P50", .right), .init("P10", .right),
        ])
        for host in hosts {
            table.append(
                "\(host.role.rawValue) (\(host.hosts.grouped))", spread.bytes(host.bytesPerSecond.p50) + "/s",
                spread.until(host.spoolHours.p50 / 24), spread.until(host.rotationHours.p50 / 24), spread.until(host.hours.p50 / 24),
                spread.until(host.hours.p10 / 24))
        }
        return table.rendered() + "\n"
            + wrapped(
                "at the busiest hour's rate, with a spool of \(SpoolAssumption.standard.size.text) on each host (assumed) and its rotated"
                    + " files in one family", indent: 2, first: "")
    }
}
