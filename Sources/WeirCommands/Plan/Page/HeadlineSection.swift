import WeirCharts
import WeirPlanner

/// The verdict, and the figures that a reader asks for first.
struct HeadlineSection {
    private let plan: Plan
    private let words: FigureText
    private let verdict: DiskVerdict

    init(_ plan: Plan, _ words: FigureText) {
        self.plan = plan
        self.words = words
        verdict = DiskVerdict(shareThatFills: plan.present.shareThatFills)
    }

    var element: Element {
        Element(
            "section", ["id": "verdict", "aria-labelledby": "verdict-heading", "class": "verdict \(verdict.style)"],
            [banner, tiles, fitting])
    }

    private var banner: Element {
        let sign = Element(
            "svg", ["class": "sign", "viewBox": "0 0 24 24", "aria-hidden": "true"],
            [Element("circle", ["cx": "12", "cy": "12", "r": "12"]), Element("path", ["d": verdict.shape])])
        let heading = Element("h2", ["id": "verdict-heading"], text: verdict.word)
        return Element("div", ["class": "banner"], [sign, Element("div", [:], [heading, .paragraph(sentence, "lead")])])
    }

    private var sentence: String {
        let (present, days) = (plan.present, plan.settings.days)
        let setting = "With retention at \(present.scenario.policy.text), "
        guard let full = present.daysUntilFull else {
            return setting + "the disk is not full within \(days) days in any draw: at P95 the table takes "
                + "\(words.bytes(present.highWater.value.p95)) of \(words.bytes(plan.room)) of room."
        }
        let share = "\(words.share(present.shareThatFills)) of the draws fill the disk within \(days) days"
        let soon = full.p10.isFinite ? ", one in ten by day \(dayNumber(full.p10))" : ""
        switch verdict {
        case .overflows: return setting + "the disk is full after \(words.days(full.p50)) (P50)\(soon). \(share.capitalisedFirst)."
        case .mayOverflow, .fits: return setting + "the disk is not full within \(days) days at P50, but \(share)\(soon)."
        }
    }

    private func dayNumber(_ days: Double) -> String { Int(min(max(1, days.rounded(.up)), 1e6)).grouped }

    private var tiles: Element {
        let present = plan.present
        var tiles = [tile("High-water mark of the files", present.highWater)]
        tiles.append(contentsOf: present.plateau.map { [tile("Plateau", $0)] } ?? [])
        tiles.append(contentsOf: [
            tile("Growth in the first day", present.growthPerDay, .bytes), tile("WAL a day", present.walPerDay, .bytes),
            tile("Rows a second", present.rowsPerSecond, .rows),
        ])
        tiles.append(contentsOf: present.bytesPerRow.map { [tile("On disk for a live row", $0, .bytes)] } ?? [])
        return Element("div", ["class": "tiles"], tiles)
    }

    /// - Parameter unit: where the label names the rest of it; nil for the figure's own.
    private func tile(_ label: String, _ figure: Figure, _ unit: Figure.Unit? = nil) -> Element {
        let unit = unit ?? figure.unit
        let range = figure.value.p10 == figure.value.p95 ? "in every draw" : "P95 \(words.text(figure.value.p95, unit))"
        return Element(
            "div", ["class": "tile"],
            [
                Element("div", ["class": "label"], text: label),
                Element("div", ["class": "number"], text: words.text(figure.value.p50, unit)),
                Element("div", ["class": "range"], text: range),
                Element(
                    "div", ["class": "why"],
                    [.origin(figure.origin.rawValue), Element("a", ["href": "#figure-\(figure.name)"], text: "why")]),
            ])
    }

    private var fitting: Element {
        let (retention, sessions) = (plan.retentionThatFits, plan.sessionsThatFit)
        let longest =
            retention.limit.map { "\(retention.isAtLeast ? "At least " : "")\($0.text)" } ?? "None: even the shortest does not fit"
        let most =
            sessions.peakConcurrent.map { "\(sessions.isAtLeast ? "At least " : "")\($0.grouped)" } ?? "None: even one does not fit"
        func item(_ term: String, _ value: String, _ note: String) -> [Element] {
            [
                Element("dt", text: term),
                Element("dd", mixed: [.element(Element("strong", text: value)), .text(note.capitalisedFirst + ".")]),
            ]
        }
        return Element(
            "dl", ["class": "fitting"],
            item("Longest standard retention that fits this disk at P95", longest, retention.assumes)
                + item("Most concurrent sessions at the peak that fit it at P95", most, sessions.assumes))
    }
}

extension Plan {
    /// Bytes that the table may take beside the WAL that lies there at P50.
    var tableRoom: Double { max(0, room - present.walKept.value.p50) }
}
