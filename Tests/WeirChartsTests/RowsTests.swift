import Testing

@testable import WeirCharts

@Suite("rows of bars")
struct RowsTests {
    private static let words = Words(id: "rows", title: "Rows", description: "Bars.")
    private static let axis = Axis(end: 100, ticks: [.init(0, "0"), .init(100, "100")])

    private func bars(_ bars: [BarsDrawing.Bar], limit: Double = 50) -> Element {
        BarsDrawing(
            words: Self.words, bars: bars, axis: Self.axis, limit: .init(value: limit, label: "disk"), names: ("P50", "over", "P95")
        ).element
    }

    @Test("a bar, its whisker with a cap, and the limit")
    func bar() {
        let chart = bars([.init("now", 20, high: 60, text: "20")])
        #expect(chart.all("rect").last?["width"] == "20%")
        #expect(chart.all("line").filter { $0["class"] == "whisker" }.map { [$0["x1"], $0["x2"]] } == [["20%", "60%"], ["60%", "60%"]])
        #expect(chart.all("line").filter { $0["class"] == "limit-line" }.map { $0["x1"] } == ["50%"])
        #expect(!chart.text.contains("over"), "the legend names only what is there")
    }

    @Test("what goes on beyond the axis ends in an arrow, and what is over the limit is named beside its colour")
    func over() {
        let chart = bars([.init("a", 20, high: 500, text: ""), .init("b", 900, high: 1e300, text: "✕ too much", isOver: true)])
        #expect(chart.all("text").filter { $0.text == "▸" }.count == 2)
        #expect(chart.all("rect").last?["class"] == "fill-limit")
        #expect(chart.all("rect").last?["width"] == "100%")
        #expect(chart.text.contains("over"))
    }

    @Test("a text that would meet its name on a telephone goes below the bar, and a name that is too long is cut")
    func longNames() throws {
        let name = String(repeating: "x", count: 60)
        let chart = bars([.init(name, 1, text: "1"), .init("short", 1, text: "2")])
        let names = chart.all("text").filter { $0["class"] == "name" }.map(\.text)
        #expect(names == [String(repeating: "x", count: 43) + "…", "short"])
        let values = chart.all("text").filter { $0["class"] == "value" }
        #expect(values.map(\.text) == ["1", "2"])
        #expect(values.map { $0["y"] } == ["77", "149"])
    }

    @Test(
        "nothing, what is no number and what is huge are drawn without harm", arguments: [Double.nan, .infinity, -.infinity, 1e308, -3, 0])
    func anyValue(value: Double) {
        let drawings = [
            bars([]), bars([.init("a", value, high: value, text: "a")], limit: value),
            TornadoDrawing(
                words: Self.words, bars: [.init("a", low: value, high: value, lowText: "l", highText: "h", note: "n")], axis: Self.axis,
                middle: value, middleLabel: "m", names: ("low", "high")
            ).element,
            SharesDrawing(words: Self.words, parts: [("a", .first)], rows: [.init("a", [value], text: "a")], wholeLabel: "whole").element,
            BandDrawing(
                words: Self.words, chart: BandChart(points: [.init(x: value, low: value, middle: value, high: value)]),
                x: .days(upTo: value), y: .bytes(upTo: value), value: { "\($0)" }, time: { "\($0)" }
            ).element,
            StackDrawing(
                words: Self.words, x: .hours(upTo: value), y: .count(upTo: value), moments: [value],
                layers: [.init("a", .first, [value])], value: { "\($0)" }, time: { "\($0)" }
            ).element,
        ]
        for drawing in drawings {
            let places = drawing.all("rect") + drawing.all("line") + drawing.all("path")
            #expect(
                places.flatMap(\.attributes).allSatisfy {
                    !$0.value.contains("nan") && !$0.value.contains("inf") && !$0.value.contains("e+")
                })
        }
    }

    @Test("each input's bar reaches from its low to its high answer about the middle")
    func tornado() {
        let chart = TornadoDrawing(
            words: Self.words, bars: [.init("rate", low: 10, high: 70, lowText: "1: 10", highText: "9: 70", note: "assumed")],
            axis: Self.axis, middle: 30, middleLabel: "30", names: ("low", "high")
        ).element
        #expect(chart.all("rect").suffix(2).map { [$0["x"], $0["width"]] } == [["10%", "20%"], ["30%", "40%"]])
        #expect(["rate", "assumed", "1: 10", "9: 70"].allSatisfy(chart.text.contains))
    }

    @Test("parts of a resource follow each other, and a need beyond the whole widens the scale")
    func shares() {
        let chart = SharesDrawing(
            words: Self.words, parts: [("insert", .first), ("delete", .second)], rows: [.init("IOPS", [0.5, 1], text: "4,500 of 3,000")],
            wholeLabel: "baseline"
        ).element
        let segments = chart.all("rect").filter { $0["class"]?.hasPrefix("segment") == true }
        #expect(segments.map { [$0["x"], $0["width"]] } == [["0%", "33.33%"], ["33.33%", "66.67%"]])
        #expect(chart.all("text").contains { $0.text == "150 %" })
    }
}
