import WeirCharts
import WeirPlanner

/// What goes wrong, and how long that can be borne.
struct LossSection {
    private let plan: Plan
    private let words: FigureText

    init(_ plan: Plan, _ words: FigureText) {
        self.plan = plan
        self.words = words
    }

    var element: Element {
        let hosts = plan.present.timeToLoss
        let failures = BurdenSection.table(
            "The clean-up stops, or the standby is away", plan.failures.figures, words, columns: ["P10", "P50"])
        return PageSection(
            id: "failures", title: "What goes wrong",
            lead:
                "How long each host's records are safe while the SIEM takes nothing: first the spool fills, then files rotate away unread.",
            content: (hosts.isEmpty ? [] : [table(hosts)]) + [failures]
        ).element
    }

    private func table(_ hosts: [HostTimeToLoss]) -> Element {
        var table = PageTable(
            "P50, with the worst tenth in brackets", columns: ["Hosts", "Writes", "Spool lasts", "Rotation adds", "Time to loss"])
        for host in hosts {
            table.append(
                "\(host.hosts.grouped) × \(host.role.rawValue)", words.bytes(host.bytesPerSecond.p50) + "/s",
                words.days(host.spoolHours.p50 / 24), words.days(host.rotationHours.p50 / 24),
                "\(words.days(host.hours.p50 / 24)) (\(words.days(host.hours.p10 / 24)))"
            )
        }
        return table.element
    }
}
