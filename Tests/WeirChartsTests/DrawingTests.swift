import Testing

@testable import WeirCharts

@Suite("drawings")
struct DrawingTests {
    private static let words = Words(id: "size", title: "Size <over> time", description: "Grows & bends.")

    private func band(_ chart: BandChart, end: Double = 10, top: Double = 100, _ moments: [BandDrawing.Moment] = []) -> Element {
        BandDrawing(
            words: Self.words, chart: chart, x: .days(upTo: end), y: Axis(end: top, ticks: [.init(0, "0"), .init(top, "all")]),
            moments: moments, value: { "\($0) B" }, time: { "day \($0)" }
        ).element
    }

    private let bend = BandChart(
        points: (0...10).map { .init(x: Double($0), low: 5, middle: 20, high: 40, highest: 60) }, limit: .init(value: 50, label: "disk"))

    @Test("a drawing names and describes itself to those who don't see it")
    func accessible() throws {
        let svg = try #require(band(bend).all("svg").first { $0["role"] == "img" })
        let ids = try #require(svg["aria-labelledby"]).split(separator: " ").map(String.init)
        #expect(svg.elements.prefix(2).map { $0["id"] } == ids)
        #expect(svg.elements.prefix(2).map(\.text) == ["Size <over> time", "Grows & bends."])
        #expect(band(bend).markup.contains("Size &lt;over&gt; time"))
    }

    @Test("line, both bands, the limit and its label lie where the values are")
    func structure() throws {
        let chart = band(bend)
        let paths = Dictionary(grouping: chart.all("path"), by: { $0["class"] ?? "" })
        #expect(paths["curve"]?.last?["d"]?.hasPrefix("M0 800L100 800L200 800") == true)
        #expect(paths["band"]?.first?["d"]?.hasPrefix("M0 600L") == true)
        #expect(paths["band wide"]?.first?["d"]?.hasPrefix("M0 400L") == true)
        #expect(chart.all("line").first { $0["class"] == "limit-line" }?["y1"] == "50%")
        #expect(chart.all("text").contains { $0["class"] == "mark limit" && $0.text == "disk" })
        #expect(chart.all("text").contains { $0.text == "P50 20.0 B" })
    }

    @Test("a pointer reads each point above the field, and every part of the field is somebody's")
    func readings() {
        let strips = band(bend).all("g")
        #expect(strips.count == 11)
        #expect(strips[3].text == "day 3.0: P50 20.0 B, P95 60.0 B")
        #expect(strips.map { $0.elements[0]["width"] } == ["5%"] + Array(repeating: "10%", count: 9) + ["5%"])
    }

    @Test("a limit above the axis is said instead of drawn, and so is a band that goes on beyond it")
    func beyond() {
        let chart = band(bend, top: 45)
        #expect(!chart.all("line").contains { $0["class"] == "limit-line" })
        #expect(chart.text.contains("disk, above this chart"))
        #expect(chart.text.contains("P95 goes on to 60.0 B"))
    }

    @Test("moments are drawn inside the field only")
    func moments() {
        let chart = band(bend, [.init(x: 4, label: "full"), .init(x: 11, label: "later"), .init(x: .nan, label: "never")])
        #expect(chart.all("line").filter { $0["class"] == "moment" }.map { $0["x1"] } == ["40%"])
        #expect(chart.text.contains("full") && !chart.text.contains("later") && !chart.text.contains("never"))
    }

    @Test("labels never lie on each other, wherever values, limit and moments are; what finds no place is left out")
    func labels() {
        for middle in stride(from: 0.0, through: 100, by: 10) {
            for limit in stride(from: 5.0, through: 100, by: 10) {
                let chart = BandChart(
                    points: [
                        .init(x: 0, low: 0, middle: 0, high: 0), .init(x: 10, low: 0, middle: middle, high: middle, highest: middle + 9),
                    ],
                    limit: .init(value: limit, label: "disk full: 64 GiB for the table"))
                let marks = band(chart, [.init(x: 0.5, label: "P50 full: 39 h"), .init(x: 0.1, label: "one draw in ten full: 10 h")])
                    .all("text").filter { $0["class"]?.hasPrefix("mark") == true }
                #expect(marks.count >= 3, "\(middle) \(limit): \(marks.map(\.text))")
                #expect(Set(marks.map { "\($0["x"] ?? "") \($0["y"] ?? "") \($0["dy"] ?? "")" }).count == marks.count)
            }
        }
    }

    @Test("a place in a field is free at every size or at none")
    func places() {
        var field = LabelField()
        let first = field.place("first", x: 0, y: 0.5, isEnd: false, down: [-6])
        #expect(first?.down == -6)
        #expect(field.place("second", x: 0, y: 0.5, isEnd: false, down: [-6, 0, 12])?.down == 12)
        #expect(field.place("third", x: 0, y: 0.5, isEnd: false, down: [-6, 12]) == nil)
        #expect(field.place("outside", x: 1, y: 0, isEnd: true, down: [4]) == nil)
        #expect(field.place("at the right", x: 1, y: 0.5, isEnd: true, down: [-6]) != nil)
    }

    @Test("a year of hours is thinned, its last hour kept")
    func thinned() {
        let year = BandChart(points: (0..<8760).map { .init(x: Double($0), low: 0, middle: 1, high: 2) }).thinned(to: 400)
        #expect(year.points.count == 400)
        #expect(year.points.last?.x == 8759)
        #expect(band(BandChart(points: (0..<8760).map { .init(x: Double($0), low: 0, middle: 1, high: 2) })).markup.utf8.count < 100_000)
    }

    @Test("layers lie on each other, and what is missing or no number counts as zero")
    func stack() {
        let drawing = StackDrawing(
            words: Self.words, x: Axis(end: 2, ticks: []), y: Axis(end: 10, ticks: []), moments: [0, 1, 2],
            layers: [.init("live", .first, [4, 4, 4]), .init("dead", .second, [1, .nan])], value: { "\($0)" }, time: { "\($0) h" })
        let areas = drawing.element.all("path").filter { $0["class"]?.hasPrefix("area fill") == true && $0["d"]?.hasSuffix("Z") == true }
        #expect(
            areas.map { $0["d"] } == [
                "M0 600L500 600L1000 600L1000 1000L500 1000L0 1000Z", "M0 500L500 600L1000 600L1000 600L500 600L0 600Z",
            ])
        #expect(drawing.element.text.contains("0.0 h: live 4.0, dead 1.0"))
    }
}
