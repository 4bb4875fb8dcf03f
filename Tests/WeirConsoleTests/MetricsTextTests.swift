import Testing

@testable import WeirConsole

@Suite("Metrics text")
struct MetricsTextTests {
    @Test("label values and help are escaped, so that no sender can add a line")
    func escaping() {
        let metric = Metric(
            "weir_lag_seconds", .gauge, help: "a \\ b\nweir_fake 1",
            samples: [.init([.init("host", "a\"b\\c\nweir_fake 1"), .init("application", "ä\r")], value: 1.5)])
        #expect(
            MetricsText.render([metric]) == """
                # HELP weir_lag_seconds a \\\\ b\\nweir_fake 1
                # TYPE weir_lag_seconds gauge
                weir_lag_seconds{host="a\\"b\\\\c\\nweir_fake 1",application="ä\r"} 1.5

                """)
    }

    @Test("a name comes once, with the samples of all that bear it")
    func grouping() {
        let metrics = [
            Metric("a", .gauge, help: "A.", value: 1), Metric("b", .counter, help: "B.", value: 2), Metric("a", .gauge, help: "", value: 3),
        ]
        #expect(MetricsText.render(metrics) == "# HELP a A.\n# TYPE a gauge\na 1\na 3\n# HELP b B.\n# TYPE b counter\nb 2\n")
    }

    @Test("figures are written as a scraper reads them")
    func numbers() {
        let values = [0, -3, 1e15, 0.25, .nan, .infinity, -.infinity, 1e300]
        let text = MetricsText.render([Metric("x", .gauge, help: "", samples: values.map { .init(value: $0) })])
        let lines = text.split(separator: "\n").dropFirst(2).map { String($0.dropFirst(2)) }
        #expect(lines == ["0", "-3", "1000000000000000", "0.25", "NaN", "+Inf", "-Inf", "1e+300"])
    }

    @Test("names hold only what names may hold")
    func names() {
        let text = MetricsText.render([Metric("9a-b:c\né", .gauge, help: "", samples: [.init([.init("1:x", "v")], value: 1)])])
        #expect(text.split(separator: "\n").last == "_9a_b:c__{_1_x=\"v\"} 1")
    }

    @Test("a metric without samples has a head alone, and no metric is no text")
    func empty() {
        #expect(MetricsText.render([]).isEmpty)
        #expect(MetricsText.render([Metric("x", .counter, help: "X", samples: [])]) == "# HELP x X\n# TYPE x counter\n")
    }
}
