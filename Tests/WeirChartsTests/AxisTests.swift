import Testing

@testable import WeirCharts

@Suite("axes")
struct AxisTests {
    private static let gib = 1_073_741_824.0

    @Test("bytes are written in whole steps of one binary unit")
    func bytes() {
        #expect(Axis.bytes(upTo: 64 * Self.gib).ticks.map(\.label) == ["0", "20 GiB", "40 GiB", "60 GiB", "80 GiB"])
        #expect(Axis.bytes(upTo: 1.3 * Self.gib).ticks.map(\.label) == ["0", "0.5 GiB", "1 GiB", "1.5 GiB"])
        #expect(Axis.bytes(upTo: 1000 * Self.gib).ticks.map(\.label) == ["0", "0.2 TiB", "0.4 TiB", "0.6 TiB", "0.8 TiB", "1 TiB"])
        #expect(Axis.bytes(upTo: 5).ticks.map(\.label) == ["0", "1 B", "2 B", "3 B", "4 B", "5 B"])
    }

    @Test("time is written in steps that a calendar knows, and every second label may be left out")
    func time() {
        #expect(Axis.days(upTo: 365).ticks.map(\.label) == ["0", "60 d", "120 d", "180 d", "240 d", "300 d", "360 d"])
        #expect(Axis.days(upTo: 365).ticks.filter(\.isMinor).map(\.label) == ["60 d", "180 d", "300 d"])
        #expect(Axis.days(upTo: 14).ticks.map(\.label) == ["0", "2 d", "4 d", "6 d", "8 d", "10 d", "12 d", "14 d"])
        #expect(Axis.days(upTo: 1825).ticks.map(\.label) == ["0", "1 year", "2 years", "3 years", "4 years", "5 years"])
        #expect(Axis.hours(upTo: 72).ticks.map(\.label) == ["0", "12 h", "24 h", "36 h", "48 h", "60 h", "72 h"])
    }

    @Test("values far apart are told apart by their ratios, in ticks of 1, 2 and 5 or of tens alone")
    func ratios() {
        let axis = Axis.bytes(from: 5.7 * Self.gib, to: 450 * Self.gib)
        #expect(axis.ticks.map(\.label) == ["5 GiB", "10 GiB", "20 GiB", "50 GiB", "100 GiB", "200 GiB", "500 GiB"])
        #expect(abs(axis.share(50 * Self.gib) - 0.5) < 1e-6)
        #expect([0, 5 * Self.gib, 1e30, .nan].map(axis.share) == [0, 0, 1, 0])
        #expect(Axis.bytes(from: Self.gib, to: 900 * Self.gib).ticks.map(\.label) == ["1 GiB", "10 GiB", "100 GiB", "1000 GiB"])
        #expect(Axis.bytes(from: 10 * Self.gib, to: 64 * Self.gib).start == 0, "from zero where that shows all of them")
    }

    @Test("ratios of anything are an axis", arguments: [0, -1, Double.nan, .infinity, 1e-300, 1e300])
    func anyRatio(least: Double) {
        for most in [0, 5, 1e300, Double.nan, .infinity] {
            let axis = Axis.bytes(from: least, to: most)
            #expect(axis.ticks.count <= 3 * Step.mostTicks && axis.start < axis.end && axis.end.isFinite)
            #expect((0...1).contains(axis.share(most)))
        }
    }

    @Test("logarithms are those of the textbooks", arguments: [(1.0, 0.0), (2, 1), (0.5, -1), (10, 3.321928094887362), (0, 0), (-4, 0)])
    func logarithm(value: Double, expected: Double) {
        #expect(abs(Logarithm.base2(value) - expected) < 1e-6)
    }

    @Test("counts are grouped and shortened")
    func counts() {
        #expect(Axis.count(upTo: 42_000).ticks.map(\.label) == ["0", "10,000", "20,000", "30,000", "40,000", "50,000"])
        #expect(Axis.count(upTo: 4e6).ticks.last?.label == "4 M")
    }

    @Test(
        "an end of any size has ticks from zero that rise to it, few enough to be written",
        arguments: [1e-300, 1e-9, 0.3, 1, 999, 1000, 1024, 7e11, 1e18, 1e30, 1e300])
    func anyEnd(end: Double) {
        for axis in [Axis.bytes(upTo: end), .count(upTo: end), .days(upTo: end), .hours(upTo: end)] {
            #expect(axis.ticks.first?.value == 0)
            #expect(axis.ticks.count <= Step.mostTicks + 1)
            #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.value < $1.value })
            #expect(axis.end.isFinite && axis.end >= end * (1 - 1e-9))
        }
    }

    @Test("what is no size is an axis that shows nothing", arguments: [0, -5, Double.nan, .infinity, -.infinity])
    func noSize(end: Double) {
        for axis in [Axis.bytes(upTo: end), .count(upTo: end), .days(upTo: end), .hours(upTo: end)] {
            #expect(axis.end == 1 && axis.ticks.first?.value == 0)
        }
    }

    @Test("what lies outside is put on the edge, and what is no number at zero")
    func shares() {
        let axis = Axis(end: 10, ticks: [])
        #expect([-1, 5, 11, .infinity, .nan].map(axis.share) == [0, 0.5, 1, 1, 0])
    }
}
