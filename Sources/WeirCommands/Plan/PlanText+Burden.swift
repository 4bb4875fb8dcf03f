import WeirPlanner
import WeirRecords

extension PlanText {
    /// What the table asks of disks, backups and the volume, and what a launch feels of it.
    var burden: String {
        let words = FigureText(spread)
        let left = VolumeLeft(plan, words)
        let sentences = [left.text, LaunchSentence(plan, spread).text].map { wrapped($0, indent: 2, first: "") }
        return ([figureTable("what it asks of the server", left.others, words)] + sentences).joined(separator: "\n")
    }

    /// What happens where something stands still.
    var failures: String {
        let words = FigureText(spread)
        let table = figureTable("what if it goes wrong", plan.failures.figures, words, isWorstFirst: true)
        return table + "\n" + wrapped(outageSentence, indent: 2, first: "")
    }

    private func figureTable(_ title: String, _ figures: [Figure], _ words: FigureText, isWorstFirst: Bool = false) -> String {
        var table = TextTable(
            [.init(title)] + (isWorstFirst ? ["P10", "P50", "P90"] : ["P50", "P90", "P95"]).map { .init($0, .right) })
        for figure in figures {
            let value = figure.value
            let shown = isWorstFirst ? [value.p10, value.p50, value.p90] : [value.p50, value.p90, value.p95]
            table.append([words.title(figure.name)] + shown.map { words.text($0, figure.unit).replacing("\u{A0}", with: " ") })
        }
        return table.rendered()
    }

    private var outageSentence: String {
        guard let outage = plan.failures.longestOutage else {
            return "siem.longest_outage is not given: compare it with the time to loss above"
        }
        let losing = plan.failures.hostsThatLose.map(\.role.rawValue)
        let length = spread.days(outage.inHours / 24)
        return losing.isEmpty
            ? "a SIEM away for \(length) costs no record on nine of ten draws: each host's time to loss is longer"
            : "a SIEM away for \(length) costs records at P10 of the time to loss on \(losing.joined(separator: ", ")): more spool there"
    }
}

/// What the volume has left for operational queries in the busiest hour: of these figures less is worse, so that they stand apart.
struct VolumeLeft {
    let text: String
    /// What is asked of the server beside these.
    let others: [Figure]

    private static let names = ["operations_left", "throughput_left"]

    init(_ plan: Plan, _ words: FigureText) {
        let left = Self.names.compactMap { plan.figure(named: $0) }
        others = plan.burden.filter { !Self.names.contains($0.name) }
        func joined(_ end: (Percentiles) -> Double) -> String {
            left.map { words.text(end($0.value), $0.unit).replacing("\u{A0}", with: " ") }.joined(separator: " and ")
        }
        text =
            left.isEmpty
            ? "what the volume has left is not known: give database.volume with iops and throughput"
            : "in the busiest hour the volume has \(joined(\.p50)) left for everything else, one time in ten \(joined(\.p10)) or less"
    }
}

/// The sentence for who pays for the database: what log writes cost each launch.
struct LaunchSentence {
    let text: String

    init(_ plan: Plan, _ spread: SpreadText) {
        guard let query = plan.figure(named: "delay_per_query"), let launch = plan.figure(named: "launch_delay") else {
            text = ""
            return
        }
        let queries = launch.inputs.last.map { spread.number($0.value.middle) } ?? ""
        func milliseconds(_ value: Double) -> String { "\(spread.number(value)) ms" }
        let worst = "at P95 of the load \(milliseconds(query.value.p95)) and \(milliseconds(launch.value.p95))"
        let basis = "; by a measurement on two cores, in proportion to the rate, and none where the rate is under a twentieth of saturation"
        text =
            query.value.p50 > 0
            ? "log writes add \(milliseconds(query.value.p50)) at p95 to a query × \(queries) queries of a launch ="
                + " \(milliseconds(launch.value.p50)) on every launch; \(worst)" + basis
            : "log writes add nothing that can be shown to a launch at P50; \(worst)" + basis
    }
}
