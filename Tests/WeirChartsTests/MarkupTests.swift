import Testing

@testable import WeirCharts

@Suite("markup")
struct MarkupTests {
    @Test("text and attribute values are escaped, whatever they hold")
    func escaping() {
        let hostile = "</text><script>alert('x')</script>&amp;\"\u{0}\u{202E}\u{FFFF}"
        let element = Element("text", ["class": hostile], text: hostile)
        let shown = "&lt;/text&gt;&lt;script&gt;alert('x')&lt;/script&gt;&amp;amp;"
        #expect(element.markup == "<text class=\"\(shown)&quot;\u{FFFD}\u{FFFD}\u{FFFD}\">\(shown)\"\u{FFFD}\u{FFFD}\u{FFFD}</text>")
    }

    @Test("only what HTML lets stand empty is closed at once")
    func emptyElements() {
        #expect(Element("rect").markup == "<rect/>")
        #expect(Element("span").markup == "<span></span>")
        #expect(Element("div", [:], [Element("span", text: "a"), Element("br")]).markup == "<div><span>a</span><br/></div>")
    }

    @Test("a style sheet can't end itself")
    func styleSheet() {
        #expect(StyleSheet("a>b{}</style><script>&").element.markup == "\n<style>a>b{}/style>script></style>")
    }

    @Test(
        "coordinates are short, the same everywhere, and never anything but numbers",
        arguments: [
            (0.0, "0"), (-0.001, "0"), (1, "1"), (12.345, "12.35"), (-12.5, "-12.5"), (0.05, "0.05"), (99.999, "100"),
            (1e300, "1000000000"), (-.infinity, "0"), (.nan, "0"),
        ])
    func coordinates(value: Double, text: String) {
        #expect(NumberText.coordinate(value) == text)
    }

    @Test("elements are found by name at any depth, and text without style sheets")
    func finding() {
        let page = Element("main", [:], [Element("p", [:], [Element("b", ["id": "x"], text: "one")]), StyleSheet("p{}").element])
        #expect(page.all("b").map { $0["id"] } == ["x"])
        #expect(page.text == "one")
    }
}
